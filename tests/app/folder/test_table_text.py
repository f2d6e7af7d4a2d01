"""A row of a CSV file is changed, added or deleted, and all others stay byte for byte."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from wrinkle_scan.app.folder.table_text import TableText, new_table
from wrinkle_scan.system.errors import PathError

COLUMNS = ("name", "day", "units", "note")
SPREADSHEET = 'A clinic;;\r\nName;"Day";Units\r\n"Anna ""A""";5.1.2026; 20,50\r\n;;\r\n"two\r\nlines";6.1.2026;\r\n'
"""Anna's line is 3; the text of two lines ends in line 6."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_bytes(SPREADSHEET.encode("cp1252"))
    return path


def table(file: Path) -> TableText:
    return TableText(file, COLUMNS, ("name", "day"))


def test_unchanged_it_is_the_same(file: Path) -> None:
    assert table(file).content() == SPREADSHEET.encode() and table(file).delimiter == ";"
    assert table(file).names == ("name", "day", "units")


def test_a_cell_is_changed_and_a_row_deleted_alone(file: Path) -> None:
    of = table(file)
    of.change(3, {"units": "22"})
    assert of.content().decode() == SPREADSHEET.replace(" 20,50", "22")
    of.delete(6)
    assert of.content().decode() == SPREADSHEET.replace(" 20,50", "22").replace('"two\r\nlines";6.1.2026;\r\n', "")


def test_a_row_is_added_with_the_column_that_it_needs(file: Path) -> None:
    file.write_bytes(SPREADSHEET.removesuffix("\r\n").encode())
    of = table(file)
    of.add({"name": "Rui", "note": "a; b", "units": ""})
    before, header, rest = SPREADSHEET.partition('Name;"Day";Units\r\n')
    assert of.content().decode() == f'{before}Name;Day;Units;note\r\n{rest}Rui;;;"a; b"\r\n'
    assert header and of.names == ("name", "day", "units", "note")


def test_a_cell_without_text_needs_no_column(file: Path) -> None:
    of = table(file)
    of.add({"name": "Rui", "note": ""})
    assert of.content().decode() == f"{SPREADSHEET}Rui\r\n"


@pytest.mark.parametrize("number", [1, 2, 4, 5, 7])
def test_there_are_no_rows_but_those_with_something_in_them(file: Path, number: int) -> None:
    for ask in (lambda of: of.delete(number), lambda of: of.change(number, {"units": "1"})):
        of = table(file)
        with pytest.raises(PathError, match=f"nothing in line {number} any more"):
            ask(of)
        assert of.content() == SPREADSHEET.encode()


@pytest.mark.parametrize("text", ["=1+1", "+49", "@x", "'007", "4,69E+17"])
def test_what_a_spreadsheet_takes_for_something_else_is_refused(file: Path, text: str) -> None:
    with pytest.raises(PathError, match="a spreadsheet would take"):
        table(file).change(3, {"name": text})


def test_a_letter_that_the_encoding_lacks_is_refused(file: Path) -> None:
    file.write_bytes("name;day\r\nÉva;5.1.2026\r\n".encode("cp1252"))
    of = table(file)
    of.change(2, {"name": "Ø"})
    assert of.content() == "name;day\r\nØ;5.1.2026\r\n".encode("cp1252")
    of.change(2, {"name": "王"})
    with pytest.raises(PathError, match="does not have 王"):
        of.content()


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_the_mark_at_its_beginning_stays(file: Path, mark: bytes, encoding: str) -> None:
    file.write_bytes(mark + "name\tday\r\nÉva\t5.1.2026\r\n".encode(encoding))
    of = table(file)
    of.change(2, {"day": "6.1.2026"})
    assert of.content() == mark + "name\tday\r\nÉva\t6.1.2026\r\n".encode(encoding)


def test_a_new_table_is_read_by_spreadsheets_as_utf_8(file: Path) -> None:
    assert new_table(("name", "day")) == b"\xef\xbb\xbfname,day\n"
    file.write_bytes(new_table(COLUMNS))
    assert table(file).names == COLUMNS
