"""The same data whatever the ending, for any reader, and no half a table."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pandas
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wrinkle_scan.cohort.batch.columns import SCORES, Row, full_row
from wrinkle_scan.cohort.batch.tables import ENDINGS, TABLE, read_table, write_table
from wrinkle_scan.system.errors import PathError

COLUMNS: dict[str, type] = {"path": str, "n": int, "depth": float, "measurable": bool}
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20)
ROWS = st.lists(
    st.fixed_dictionaries({
        "path": st.none() | TEXT,
        "n": st.none() | st.integers(-(2**62), 2**62),
        "depth": st.none() | st.floats(allow_nan=False, allow_infinity=False),
        "measurable": st.none() | st.booleans(),
    }),
    max_size=8,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@pytest.mark.parametrize("ending", ENDINGS)
@given(rows=ROWS)
def test_what_was_written_is_read(tmp_path: Path, ending: str, rows: list[Row]) -> None:
    path = tmp_path / f"table{ending}"
    write_table(path, COLUMNS, rows)
    assert list(read_table(path, COLUMNS)) == rows


SOME = [
    full_row(SCORES, path='a "b",\nc.jpg', region="forehead", measurable=True, severity=12.5, n_creases=3),
    full_row(SCORES, path="Ω.jpg", status="scored", region="glabella", measurable=False, reason="covered by hair"),
    full_row(SCORES, path="-x.jpg", status="failed", failure="no_face", reason="No face; try another."),
]  # fmt: skip


@pytest.mark.parametrize("ending", ENDINGS)
def test_pandas_and_duckdb_read_the_same(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"scores{ending}"
    write_table(path, SCORES, SOME)
    if ending == ".sqlite":
        with closing(sqlite3.connect(path)) as database:
            frame = pandas.read_sql(f"SELECT * FROM {TABLE}", database)
    else:
        frame = pandas.read_csv(path) if ending == ".csv" else pandas.read_parquet(path)
    assert list(frame.columns) == list(SCORES)
    assert list(frame["path"]) == [row["path"] for row in SOME]
    assert list(frame["severity"].fillna(-1)) == [12.5, -1, -1]
    assert list(frame["measurable"].map(bool, na_action="ignore")[:2]) == [True, False]
    if ending != ".sqlite":  # DuckDB reads SQLite by an extension that it would download
        found = duckdb.sql(f"SELECT path, n_creases, measurable FROM '{path}'").fetchall()
        assert found == [(row["path"], row["n_creases"], row["measurable"]) for row in SOME]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_table_that_cannot_be_finished_leaves_the_former(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"scores{ending}"
    write_table(path, SCORES, SOME)
    before = path.read_bytes()

    def breaks_off() -> Iterator[Row]:
        yield SOME[0]
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        write_table(path, SCORES, breaks_off())
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "content", [b"", b"path,n\n1,2\n", b"SQLite format 3\0 or so"], ids=["empty", "other", "damaged"]
)
def test_another_kind_of_table_is_refused(tmp_path: Path, ending: str, content: bytes) -> None:
    path = tmp_path / f"scores{ending}"
    path.write_bytes(content)
    with pytest.raises(PathError, match="not a table of this kind"):
        list(read_table(path, SCORES))
