"""What a run counts, what it knows already, and what it keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_tables import LAYOUT, STAMP, result

from wrinkle_scan.cohort.batch.columns import Row
from wrinkle_scan.cohort.batch.journal import Journal
from wrinkle_scan.cohort.batch.running import MISSING, NAMED_FAILURES, Counts, Run, Settings


def test_what_is_only_named_as_missing_is_no_pair() -> None:
    """Else neither the command nor the page says why a folder has no pair."""
    assert Counts(done=3, failed=Counter({MISSING: 3})).tried == 0
    assert Counts(done=3, failed=Counter({MISSING: 1, "not_measurable": 1})).tried == 2


def test_failures_are_counted_by_reason_and_the_first_are_kept() -> None:
    counts = Counts()
    counts.add([{"path": "missing", "status": "failed"}], reused=False, cause=MISSING)
    for number in range(NAMED_FAILURES + 2):
        counts.add([{"path": f"{number}", "status": "failed", "failure": "too_dark"}], reused=False)
    counts.add([{"path": "pair", "status": "failed"}], reused=False)
    counts.add([{"path": "good", "status": "scored"}], reused=True)
    assert counts.failed == {"too_dark": NAMED_FAILURES + 2, "not_measurable": 1, MISSING: 1}
    assert [row["path"] for row in counts.first_failures] == [f"{number}" for number in range(NAMED_FAILURES)]
    assert (counts.done, counts.reused, counts.tried) == (NAMED_FAILURES + 5, 1, NAMED_FAILURES + 4)


class Silent:
    """Hears of a run and says nothing."""

    def begin(self, what: str, total: int | None) -> None: ...

    def done(self, rows: list[Row], reused: bool) -> None: ...

    def warn(self, path: str, doubt: str) -> None: ...

    def end(self) -> None: ...


def rows(path: str, content: str, status: str = "scored") -> list[Row]:
    return [row | {"status": status} for row in result(path, 1, content=content)]


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "t.csv", LAYOUT, STAMP) as opened:
        opened.put(0, rows("good.jpg", "good"))
        opened.put(1, rows("bad.jpg", "bad", "failed"))
        yield opened


def run(journal: Journal, retry_failed: bool = False) -> Run:
    return Run(journal, Settings(1, 60, retry_failed, stopped=lambda: False), Silent())


def test_a_result_is_known_by_its_name_and_content_or_by_its_content_alone(journal: Journal) -> None:
    known = run(journal).known
    assert known(["good.jpg"], "good") == known(["copy.jpg"], "good") == rows("good.jpg", "good")
    assert known(["good.jpg"], "edited") is None
    assert known(["good.jpg"], None) is None, "a file that cannot be read"
    assert known(["copy.jpg"], "good", shared=False) is None


def test_what_failed_is_known_unless_it_is_to_be_tried_again(journal: Journal) -> None:
    failed = rows("bad.jpg", "bad", "failed")
    assert run(journal).known(["bad.jpg"], "bad") == failed
    assert run(journal, retry_failed=True).known(["bad.jpg"], "bad") is None
    assert run(journal, retry_failed=True).known(["bad.jpg"], "bad", fresh=True) == failed
    assert run(journal, retry_failed=True).known(["good.jpg"], "good") == rows("good.jpg", "good")
