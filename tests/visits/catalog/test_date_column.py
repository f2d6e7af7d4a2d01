"""The dates of a table's column, of which all together say which number is the day."""

from __future__ import annotations

from pathlib import Path

import pytest

from wrinkle_scan.system.csv_tables import open_table
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.visits.catalog.date_column import DateColumn


def days(folder: Path, *cells: str, header: str = "date") -> list[str | None]:
    file = folder / "t.csv"
    file.write_text("\n".join([f"{header};x", *(f"{cell};1" for cell in cells)]) + "\n", encoding="utf-8")
    table = open_table(file, ("date", "x"), ())
    column = DateColumn(table)
    return [column.day(line) for line in table.lines()]


def test_one_date_that_can_be_read_in_one_way_only_settles_the_others(tmp_path: Path) -> None:
    assert days(tmp_path, "05/01/2026", "31/01/2026") == ["2026-01-05", "2026-01-31"]
    assert days(tmp_path, "05/01/2026", "01/31/2026") == ["2026-05-01", "2026-01-31"]


def test_empty_cells_and_a_table_without_the_column_have_no_day(tmp_path: Path) -> None:
    assert days(tmp_path, "2026-01-05", "", "n/a", "NaT") == ["2026-01-05", None, None, None]
    assert days(tmp_path, "2026-01-05", header="day") == [None]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("05/01/2026",), r"line 2, column date: in 05/01/2026 it is not clear which number is the month"),
        (("05/01/2026",), r"Write it as 2026-01-05 or 2026-05-01, whichever is meant"),
        (("05-04-26",), r"not clear which number is day, month and year"),
        (("31/01/2026", "01/31/2026"), r"line 3, column date: 01/31/2026 and 31/01/2026 \(line 2\) have day and month"),
        (("2026-01-05", "soon"), r"line 3, column date: soon is not a date such as"),
        (("46027",), r"a spreadsheet's number of a day, 2026-01-05 or, in files of some Macs, 2030-01-06"),
    ],
)
def test_what_is_no_clear_day_is_refused_with_its_line(tmp_path: Path, cells: tuple[str, ...], said: str) -> None:
    with pytest.raises(PathError, match=said):
        days(tmp_path, *cells)
