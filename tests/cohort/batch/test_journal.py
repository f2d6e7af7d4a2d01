"""What was put into a journal is there after any end of the process, and nobody else writes it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from made_tables import COLUMNS, LAYOUT, STAMP, result
from sample_photos import SUPPORT

from wrinkle_scan.cohort.batch.columns import Stamp
from wrinkle_scan.cohort.batch.journal import Journal
from wrinkle_scan.cohort.batch.tables import ENDINGS, check_table_path, read_table
from wrinkle_scan.system.errors import PathError


def rows(table: Path) -> list[tuple[str, int]]:
    return [(row["path"], row["n"]) for row in read_table(table, COLUMNS)]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_table_is_continued(tmp_path: Path, ending: str) -> None:
    table = tmp_path / f"t{ending}"
    journal = Journal(table, LAYOUT, STAMP)
    journal.put(1, result("b", 3))
    journal.put(0, result("a", 1, 2))
    journal.write()
    journal.close()
    assert rows(table) == [("a", 1), ("a", 2), ("b", 3)]
    assert list(tmp_path.iterdir()) == [table]

    journal = Journal(table, LAYOUT, STAMP)
    assert journal.find(["a"], "sha of a") == result("a", 1, 2)
    assert journal.find(["a"], "other") is None
    assert journal.find_by_content("sha of b") == result("b", 3)
    journal.put(0, result("b", 3))
    journal.put(1, result("c", 4))
    assert journal.drop_unseen() == 1
    journal.write()
    journal.close()
    assert rows(table) == [("b", 3), ("c", 4)]


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from made_tables import LAYOUT, STAMP, result
from wrinkle_scan.cohort.batch.journal import Journal
journal = Journal(Path(sys.argv[1]), LAYOUT, STAMP)
journal.put(0, result("a", 1))
journal.put(1, result("b", 2))
journal.put(2, result("c", 3), at_once=False)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_result_outlives_its_process(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    done = subprocess.run([sys.executable, "-c", KILLED, str(table), str(SUPPORT)], cwd=os.getcwd())
    assert done.returncode == -signal.SIGKILL
    journal = Journal(table, LAYOUT, STAMP)
    assert [found[0]["path"] for found in journal.results()] == ["a", "b"]
    journal.put(0, result("a", 1))
    journal.close()


def test_one_run_at_a_time(tmp_path: Path) -> None:
    first = Journal(tmp_path / "t.csv", LAYOUT, STAMP)
    with pytest.raises(PathError, match=r"t\.csv: another run is writing this table"):
        Journal(tmp_path / "t.csv", LAYOUT, STAMP)
    other = Journal(tmp_path / "u.csv", LAYOUT, STAMP)
    first.put(0, result("a", 1))
    first.close()
    again = Journal(tmp_path / "t.csv", LAYOUT, STAMP)
    assert list(again.results()) == [result("a", 1)]
    again.close()
    other.close()


def test_anothers_table_is_not_taken_for_ones_own(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    journal = Journal(table, LAYOUT, STAMP)
    assert journal.check_keys([["a"], ["b"]]) == 2  # nothing is there yet
    journal.put(0, result("a", 1))
    journal.write()
    journal.close()
    journal = Journal(table, LAYOUT, STAMP)
    assert journal.check_keys([["b"], ["a"], ["c"]]) == 3
    with pytest.raises(PathError, match="none of the photos in this table"):
        journal.check_keys([["b"], ["c"]])
    journal.close()
    assert rows(table) == [("a", 1)]
    assert list(tmp_path.iterdir()) == [table]


@pytest.mark.parametrize(
    ("other", "words"),
    [(Stamp("2", "s"), "by wrinkle-scan 1, and this is 2"), (Stamp("1", "t"), "other versions of its libraries")],
)
@pytest.mark.parametrize("broken_off", [False, True])
def test_what_was_measured_in_another_way_is_left_alone(
    tmp_path: Path, other: Stamp, words: str, broken_off: bool
) -> None:
    table = tmp_path / "t.csv"
    with Journal(table, LAYOUT, STAMP) as journal:
        journal.put(0, result("a", 1))
        journal.write()
        if broken_off:
            journal.put(1, result("b", 2))
    before = {path.name for path in tmp_path.iterdir()}
    with pytest.raises(PathError, match=words):
        Journal(table, LAYOUT, other)
    assert rows(table) == [("a", 1)]
    assert {path.name for path in tmp_path.iterdir()} == before
    with Journal(table, LAYOUT, STAMP) as journal:
        assert len(list(journal.results())) == 1 + broken_off


def test_by_visit(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "t.csv", LAYOUT, STAMP)
    visits = [("P2", "rest", "2026-01-01"), ("P1", "rest", "2026-02-01"), ("P1", "frown", "2026-03-01"),
              ("P1", "rest", "2025-12-31")]  # fmt: skip
    for n, (patient, expression, date) in enumerate(visits):
        journal.put(n, result(str(n), n, patient=patient, expression=expression, visit_date=date))
    assert [found[0]["n"] for found in journal.by_visit()] == [2, 3, 1, 0]
    journal.close()


def test_a_damaged_journal_is_not_guessed_at(tmp_path: Path) -> None:
    (tmp_path / ".t.csv.wrinkle-scan").write_bytes(b"no database" * 100)
    with pytest.raises(PathError, match="this journal is damaged"):
        Journal(tmp_path / "t.csv", LAYOUT, STAMP)


def test_a_place_where_no_table_can_be(tmp_path: Path) -> None:
    (tmp_path / "d.csv").mkdir()
    for name, words in {
        "t.xlsx": "Use a name that ends in .csv, .parquet or .sqlite",
        "no/t.csv": "its folder does not exist",
        "d.csv": "this is not a file",
    }.items():
        with pytest.raises(PathError, match=words):
            check_table_path(tmp_path / name, ENDINGS)
    check_table_path(tmp_path / "t.SQLITE", ENDINGS)
