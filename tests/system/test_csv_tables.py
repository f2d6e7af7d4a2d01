"""CSV files in all the ways in which spreadsheets save them: the same table, or one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_photos import FAULTS, needs_shared_faults

from wrinkle_scan.system.csv_tables import CsvTable, open_table, parse_number
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.visits.catalog.manifest import ignored_columns, manifest_entries
from wrinkle_scan.visits.course.treatments import read_treatments

KNOWN, NEEDED = ("path", "date", "note"), ("path",)
TABLE = "path;Date;note\r\nä.jpg;2026-01-05;x\r\n"
READ = {"path": "ä.jpg", "date": "2026-01-05", "note": "x"}


def open_mm(folder: Path, content: str | bytes, encoding: str = "utf-8") -> CsvTable:
    (folder / "table.csv").write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return open_table(folder / "table.csv", KNOWN, NEEDED)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_encodings_delimiters_and_line_ends(tmp_path: Path, encoding: str, delimiter: str, newline: str) -> None:
    text = TABLE.replace(";", delimiter).replace("\r\n", newline)
    assert [line.cells for line in open_mm(tmp_path, text, encoding).lines()] == [READ]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_in_either_order(tmp_path: Path, encoding: str) -> None:
    assert [line.cells for line in open_mm(tmp_path, "\ufeff" + TABLE, encoding).lines()] == [READ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (TABLE, 2),
        ("sep=;\r\n" + TABLE, 3),
        ('"sep=;"\r\n' + TABLE, 3),
        ("sep=|\r\n" + TABLE.replace(";", "|"), 3),
        ("SEP=\t\r\n" + TABLE.replace(";", "\t"), 3),
        ("\r\n;;;\r\n" + TABLE + ";;\r\n ; ;\r\n\r\n", 4),
        ("Photos of January, all, of them;;\r\n;;\r\n" + TABLE, 4),
        ("Study 7\r\n" + TABLE.replace("\r\n", ";;;\r\n"), 3),
        ("sep=;\r\nStudy 7, photos, dates\r\n" + TABLE, 4),
    ],
)
def test_what_stands_around_the_table_is_passed_over(tmp_path: Path, text: str, number: int) -> None:
    (line,) = open_mm(tmp_path, text).lines()
    assert (line.number, line.cells) == (number, READ)


def test_a_name_that_holds_a_delimiter_is_one(tmp_path: Path) -> None:
    (line,) = open_mm(tmp_path, 'path,note\n"a;b,c.jpg",;;;;\n').lines()
    assert line.cells == {"path": "a;b,c.jpg", "note": ";;;;"}


def test_blanks_behind_a_quoted_text_are_none_of_it(tmp_path: Path) -> None:
    text = 'path,note\n"a.jpg" ,"x"" , y"  \n"b.jpg"   ,"two\nlines" \n"c.jpg","say ""hi""" \n'
    assert [line.cells for line in open_mm(tmp_path, text).lines()] == [
        {"path": "a.jpg", "note": 'x" , y'},
        {"path": "b.jpg", "note": "two\nlines"},
        {"path": "c.jpg", "note": 'say "hi"'},
    ]


def test_what_stands_under_no_name_can_be_found(tmp_path: Path) -> None:
    one, other = open_mm(tmp_path, ",path\n0,a.jpg\n,b.jpg\n").lines()
    assert one.cells == {"path": "a.jpg", "": "0"} and other.cells == {"path": "b.jpg"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "its first line has no column path; it has nothing. Name the columns path and any of date, note."),
        ("Study\nnote;date\n", "its line 2 has no column path; it has note, date"),
        ("path;date;Date\n", "its first line has two columns date"),
        ("path;note\na;b;c\n", "line 2 has 3 columns, the first line 2. Put quotes around text that contains"),
        ("Study\npath;note\na;b;c\n", "line 3 has 3 columns, line 2, the header, 2"),
        ('path\n"a.jpg\n', "line 2 cannot be read (unexpected end of data)"),
        (b"PK\x03\x04rest", "this is a spreadsheet file"),
        (b"path\n\x81\n", "this file cannot be read as text. Save it from the spreadsheet as CSV (UTF-8)."),
        (b"path\na\x00\n", "this file cannot be read as text"),
        (b"\xff\xfep\x00a\x00", "no column path; it has pa"),
        (b"\xff\xfep\x00a\x00t", "cannot be read as text"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(tmp_path: Path, content: str | bytes, words: str) -> None:
    with pytest.raises(PathError) as error:
        list(open_mm(tmp_path, content).lines())
    assert words in str(error.value) and "table.csv: " in str(error.value)


@pytest.mark.parametrize("cell", ['="00123"', '"=""00123"""', "'00123", "00123"])
def test_a_number_that_is_marked_as_text_is_that_number(tmp_path: Path, cell: str) -> None:
    (line,) = open_mm(tmp_path, f"path,note\na.jpg,{cell}\n").lines()
    assert line.cells["note"] == "00123"


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("4,68769E+17", "is a number that the spreadsheet has cut short. Make the column text there"),
        ("2.19e+26", "is a number that the spreadsheet has cut short. Make the column text there"),
        ("1E+15", "is a number that the spreadsheet has cut short. Make the column text there"),
        ("#########", "is what the spreadsheet shows in place of a value. Correct it there"),
        ("#N/A", "is what the spreadsheet shows in place of a value. Correct it there"),
        ("#WERT!", "is what the spreadsheet shows in place of a value. Correct it there"),
    ],
)
def test_what_a_spreadsheet_shows_in_place_of_a_value_is_refused(tmp_path: Path, cell: str, words: str) -> None:
    with pytest.raises(PathError) as error:
        list(open_mm(tmp_path, f"path;note;mine\na.jpg;x;1E+5\nb.jpg;{cell};\n").lines())
    assert f"line 3, column note: {cell} {words}" in str(error.value)


@pytest.mark.parametrize("cell", ["#1", "E+5", "219E01BE", "C# 3", "12E5", "1E+5 U"])
def test_what_only_looks_like_it_is_a_value(tmp_path: Path, cell: str) -> None:
    (line,) = open_mm(tmp_path, f"path;note\na.jpg;{cell}\n").lines()
    assert line.cells["note"] == cell


@given(
    st.text(max_size=200), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le"]), st.sampled_from(["", TABLE])
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_file_is_read_or_refused(tmp_path: Path, text: str, encoding: str, begin: str) -> None:
    try:
        lines = list(open_mm(tmp_path, (begin + text).encode(encoding, "surrogatepass")).lines())
    except PathError as error:
        assert "table.csv" in str(error)
    else:
        assert all(any(line.cells.values()) for line in lines)


@pytest.mark.parametrize(
    ("text", "number"), [("20,5", 20.5), ("20.5", 20.5), ("-3", -3.0), ("1.000,5", None), ("nan", None), ("", None)]
)
def test_numbers(text: str, number: float | None) -> None:
    assert parse_number(text) == number


DATES = [
    (("2026-01-05", "20260205", "2026/3/5"), ("2026-01-05", "2026-02-05", "2026-03-05")),
    (("05.01.2026", "5.2.2026"), ("2026-01-05", "2026-02-05")),
    (("05/01/2026", "31/01/2026"), ("2026-01-05", "2026-01-31")),
    (("05/01/2026", "01/31/2026"), ("2026-05-01", "2026-01-31")),
    (("31-01-2026", "05-01-2026"), ("2026-01-31", "2026-01-05")),
    (("2026-01-05 00:00:00", "05.02.2026 14:30"), ("2026-01-05", "2026-02-05")),
    (("05/05/2026", ""), ("2026-05-05", None)),
    (("2026-01-05T00:00:00Z", "1/31/2026 12:00:00 AM"), ("2026-01-05", "2026-01-31")),
    (("2026-01-05T09:30:00.000+01:00", "2026-02-05 9:30 pm"), ("2026-01-05", "2026-02-05")),
    (("12 Jan 2026", "5. März 2026"), ("2026-01-12", "2026-03-05")),
    (("jan-12-2026", "March 5th, 2026"), ("2026-01-12", "2026-03-05")),
    (("12-Jan-26", "5 de febrero de 2026"), ("2026-01-12", "2026-02-05")),
    (("05.01.26", "31/12/25"), ("2026-01-05", "2025-12-31")),
    (("05/01/26", "31/01/26"), ("2026-01-05", "2026-01-31")),
    (("05/01/26", "01/31/26"), ("2026-05-01", "2026-01-31")),
    (("05/01/26", "31/12/2025"), ("2026-01-05", "2025-12-31")),
    (("2026-01-31", "26-01-05"), ("2026-01-31", "2026-01-05")),
]


@pytest.mark.parametrize(("written", "read"), DATES)
def test_dates_of_which_one_reading_is_left(
    tmp_path: Path, written: tuple[str, str], read: tuple[str | None, ...]
) -> None:
    lines = "".join(f"{number}.jpg;{text}\n" for number, text in enumerate(written))
    (tmp_path / "table.csv").write_text(f"path;date\n{lines}", encoding="utf-8")
    assert tuple(entry.visit_date for entry, _ in manifest_entries(tmp_path / "table.csv")) == read


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (
            ("2026-01-31", "05/01/2026"),
            "line 3, column date: in 05/01/2026 it is not clear which number is the month, and no other date of "
            "the column shows it. Write it as 2026-01-05 or 2026-05-01, whichever is meant.",
        ),
        (
            ("31/01/2026", "02/28/2026"),
            "line 3, column date: 02/28/2026 and 31/01/2026 (line 2) have day and month in another order. Write them "
            "as 2026-01-31 (year-month-day).",
        ),
        (("2026-01-31", "31/31/2026"), "line 3, column date: 31/31/2026 is not a date such as 2026-01-31"),
        (("2026-01-31", "29.02.2026"), "line 3, column date: 29.02.2026 is not a date such as 2026-01-31"),
        (("2026-01-31", "05.01.85"), "line 3, column date: 05.01.85 is not a date such as 2026-01-31"),
        (("2026-01-31", "31 Feb 2026"), "line 3, column date: 31 Feb 2026 is not a date such as 2026-01-31"),
        (
            ("2026-01-31", "05/04/26"),
            "line 3, column date: in 05/04/26 it is not clear which number is day, month and year, and no other date "
            "of the column shows it. Write it as 2026-04-05 or 2026-05-04, whichever is meant.",
        ),
        (
            ("31/01/26", "02/28/26"),
            "line 3, column date: 02/28/26 and 31/01/26 (line 2) have day and month in another order. Write them",
        ),
        (
            ("2026-01-31", "46027"),
            "line 3, column date: 46027 is a spreadsheet's number of a day, 2026-01-05 or, in files of some Macs, "
            "2030-01-06. Make the column a date there, and save it again.",
        ),
    ],
)
def test_dates_that_are_left_open(tmp_path: Path, written: tuple[str, str], words: str) -> None:
    lines = "".join(f"{number}.jpg;{text}\n" for number, text in enumerate(written))
    (tmp_path / "table.csv").write_text(f"path;date\n{lines}", encoding="utf-8")
    with pytest.raises(PathError) as error:
        list(manifest_entries(tmp_path / "table.csv"))
    assert words in str(error.value)


@needs_shared_faults
@pytest.mark.parametrize("name", ["b_trailing_blank", "d_date_de", "g_sep"])
def test_the_manifests_that_were_refused(name: str) -> None:
    table = FAULTS / "13_csv" / f"{name}.csv"
    found = [(path, entry.patient, entry.visit_date, entry.expression) for entry, path in manifest_entries(table)]
    assert found == [
        ("P1/IMG_0001.jpg", "00123", "2026-01-05", "rest"),
        ("P1/IMG_0002.jpg", "00123", "2026-02-05", "rest"),
    ]
    assert ignored_columns(table) == []


@needs_shared_faults
def test_the_treatments_that_were_refused() -> None:
    (treatment,) = read_treatments(FAULTS / "13_csv" / "treatments_points_decimal_comma.csv")
    assert treatment.units == 20.5 and [point.units for point in treatment.points] == [4, 4.5, 2]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("cp1251", "Иванова"), ("cp1253", "Παπαδόπουλος"), ("cp1255", "כהן"), ("cp1256", "أحمد"), ("gbk", "李雷"),
     ("euc_kr", "김민수"), ("cp1250", "Świątek"), ("cp1250", "Łukasz"), ("mac_roman", "Müller")],
)  # fmt: skip
def test_another_countrys_code_page_is_not_read_as_other_letters(tmp_path: Path, encoding: str, name: str) -> None:
    with pytest.raises(PathError, match="code page") as raised:
        open_mm(tmp_path, f"path;patient\na.jpg;{name}\n", encoding)
    assert "UTF-8" in str(raised.value)


@pytest.mark.parametrize(
    "name",
    ["Müller", "Noëlle Œuvré, créée", "¿Qué? ¡Ay!", "CONCEIÇÃO", "Þórður", "«Åsa» 2 m² 5 µg", "Dr.® 50 £", "D´Angelo"],
)
def test_windows_1252_is_read(tmp_path: Path, name: str) -> None:
    (line,) = open_mm(tmp_path, f'path;note\na.jpg;"{name}"\n', "cp1252").lines()
    assert line.cells["note"] == name


def test_characters_without_width_are_none_of_a_name(tmp_path: Path) -> None:
    (line,) = open_mm(tmp_path, "path;note\n\u200ea.jpg\u200b;\ufeffP\u00ad1\u2060\n").lines()
    assert line.cells == {"path": "a.jpg", "note": "P1", "date": ""} or line.cells == {"path": "a.jpg", "note": "P1"}
