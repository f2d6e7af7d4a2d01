"""CSV files as spreadsheets and people save them, opened the same way for every reader.

Accepted: UTF-8, UTF-16 with its mark, or Windows-1252 ("ANSI"); commas, semicolons, tabs or bars, or what a first line
``sep=;`` names; empty rows anywhere; titles above the row that names the columns; a decimal comma in numbers; and
``="00123"`` or ``'00123``, which keep a number as text. What a spreadsheet shows in place of a value is refused.
"""

from __future__ import annotations

import codecs
import csv
import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import message
from wrinkle_scan.system.unreadable import os_errors_as_path_errors

DELIMITERS = ",;\t|"
HEADER_ROWS = 20
"""Number of rows that are not empty in which the header is searched for."""
NUMBER = r"\d+(?:[.,]\d+)?"
"""A number with a decimal point or comma, as a regular expression; without a sign."""
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""First bytes of .xlsx, .ods and .xls files."""
WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".numbers")
CHUNK_BYTES = 1 << 20
FORMULA_SIGNS = "=+-@"
"""A spreadsheet may execute a cell that begins with one of them."""
_CORRECT = message("Correct it and start again.")
SAVE_AGAIN = message("Save it from the spreadsheet as CSV (UTF-8).")
_CUT_SHORT = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
"""A long number, or one with an E in it, as a spreadsheet shows it: several patients' numbers look the same then."""
_NO_VALUE = re.compile(r"#{3,}|#(?:[A-Z0-9/]+[!?]|N/?A|NV)", re.IGNORECASE)
"""What a spreadsheet shows for an error, or in a column that is too narrow."""
_BLANK_BEHIND_QUOTE = re.compile(r"(?<=[^\",;\t|\r\n])(\"(?:\"\")*) +(?=[,;\t|\r\n]|\Z)")
"""Blanks between a closing quotation mark and the next cell; a mark within a text is doubled."""
_UNSEEN = re.compile("[\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060\\u2066-\\u2069\\ufeff\\xad]")
"""Characters without width, which come along with text that is copied from a page or a chat."""
_SIGN = r"[¡-©«¬®-³¶¸¹»-¿×÷ƒˆ†-•‰‹›‚„Ÿ]"
_MISREAD = re.compile(rf"\w*(?:[À-ÖØ-öø-ÿ]{{3}}|[^\W\d_]{_SIGN}[^\W\d_]|(?<!\w)[£¥¯¹³¼¾][^\W\d_])\w*")
"""What no word is in a language that Windows-1252 is for: three accented letters in a row, a sign in place of
one (not the acute accent, which stands for an apostrophe in many lists)."""
_MARKED_AS_TEXT = re.compile(r"=\"([^\"]*)\"|'(\d+)")
"""A number that is marked as text."""


@dataclass(frozen=True)
class TableRow:
    """A row that is not empty: the number of its (last) line in the file, and its cells by the column's name.

    Text in a column without a name is under ``""``, if there is any.
    """

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class CsvTable:
    """An opened table.

    Attributes:
        path: the file.
        names: the columns' names in lower case; empty for a column without one.
        header_line: number of the header's line; 0 for an empty file.
        delimiter: the character between the columns.
        encoding: Python's name of the encoding.
        known: names of the columns that the reader uses, in lower case.
    """

    path: Path
    names: tuple[str, ...]
    header_line: int
    delimiter: str
    encoding: str
    known: frozenset[str] = frozenset()

    def lines(self) -> Iterator[TableRow]:
        """The rows below the header that are not empty, one by one; may be called again.

        Raises:
            PathError: the file cannot be read, a row has more columns than the header, or a cell of a known column
                holds what a spreadsheet shows in place of its value.
        """
        for number, cells in _rows(self.path, self.encoding, self.delimiter):
            if number <= self.header_line:
                continue
            if any(cells[len(self.names) :]):
                header = (
                    message("the first line")
                    if self.header_line == 1
                    else message("line {line}, the header,", line=self.header_line)
                )
                problem = message(
                    "line {number} has {columns} columns, {header} {most}",
                    number=number,
                    columns=len(cells),
                    header=header,
                    most=len(self.names),
                )
                between = DELIMITER_NAMES.get(self.delimiter, self.delimiter)
                raise PathError(
                    self.path, problem, message("Put quotes around text that contains {between}.", between=between)
                )
            found = {name: cell for name, cell in zip(self.names, cells, strict=False) if name or cell}
            self._check_values(number, found)
            yield TableRow(number, {name: found.get(name, "") for name in (*filter(None, self.names), *found)})

    def cell_error(self, line: int, column: str, problem: str, remedy: str = _CORRECT) -> PathError:
        """The error of a cell, to be raised."""
        return PathError(
            self.path,
            message("line {line}, column {column}: {problem}", line=line, column=column, problem=problem),
            remedy,
        )

    def resolve_path(self, text: str) -> str:
        """A path in this table, relative to its folder; backslashes become slashes if the file is found only so."""
        turned = text.replace("\\", "/")
        if os.sep == "/" and turned != text and not os.path.lexists(self.path.parent / text):
            return turned if os.path.lexists(self.path.parent / turned) else text
        return text

    def _check_values(self, number: int, cells: dict[str, str]) -> None:
        for name in self.known & cells.keys():
            if _CUT_SHORT.fullmatch(cells[name]):
                problem = message("{text} is a number that the spreadsheet has cut short", text=cells[name])
                raise self.cell_error(
                    number, name, problem, message("Make the column text there, and enter the whole number again.")
                )
            if _NO_VALUE.fullmatch(cells[name]):
                problem = message("{text} is what the spreadsheet shows in place of a value", text=cells[name])
                raise self.cell_error(number, name, problem, message("Correct it there, and save the file again."))

    @property
    def header_words(self) -> str:
        """The header, in words, for messages."""
        if self.header_line <= 1:
            return message("its first line")
        return message("its line {line}", line=self.header_line)


DELIMITER_NAMES = {",": message("a comma"), ";": message("a semicolon"), "\t": message("a tab"), "|": message("a bar")}


def open_table(path: Path, known: Collection[str], required: Collection[str]) -> CsvTable:
    """Detects the encoding, the delimiter and the header of a CSV file.

    The header is the row, among the first HEADER_ROWS, with most of the known names; the first row if none has any.

    Args:
        path: the file.
        known: names of the columns that the reader uses, in lower case.
        required: those of them that the table must have.

    Raises:
        PathError: it cannot be read, is not text, lacks a required column, or has a known one twice.
    """
    with os_errors_as_path_errors(path):
        encoding = _encoding(path)
        with path.open(encoding=encoding, newline="") as file:
            first = file.readline(CHUNK_BYTES)
    separator = re.fullmatch(r'"?sep=([^\w\s"]|\t)"?[,;\s]*', first, re.IGNORECASE)
    best = CsvTable(path, (), 0, separator[1] if separator else max(DELIMITERS, key=first.count), encoding)
    most = -1
    for delimiter in [separator[1]] if separator else sorted(DELIMITERS, key=first.count, reverse=True):
        try:
            rows = [row for row in islice(_rows(path, encoding, delimiter), HEADER_ROWS) if row[0] > bool(separator)]
        except PathError:  # a text in quotes need not be one between other delimiters
            if delimiter == best.delimiter:
                raise
            continue
        for number, cells in rows:
            names = tuple(cell.lower() for cell in cells)
            found = len(set(known) & set(names))
            if found > most:
                columns = _without_empty_end(names)
                best, most = CsvTable(path, columns, number, delimiter, encoding, frozenset(known)), found
    _check_names(best, known, required)
    return best


def reads_as_written(text: str) -> bool:
    """Whether a text written into a cell is read back unchanged, and not refused as a spreadsheet's mark."""
    return _cell_text(text) == text and not _CUT_SHORT.fullmatch(text) and not _NO_VALUE.fullmatch(text)


def parse_number(text: str) -> float | None:
    """A number with a decimal point or comma, e.g. ``20,5``; None for anything else."""
    return float(text.replace(",", ".")) if re.fullmatch(rf"[-+]?{NUMBER}", text) else None


def _check_names(table: CsvTable, known: Collection[str], required: Collection[str]) -> None:
    missing = [name for name in required if name not in table.names]
    twice = [name for name in known if table.names.count(name) > 1]
    if missing:
        found = ", ".join(name for name in table.names if name) or message("nothing")
        problem = message(
            "{header_words} has no column {missing}; it has {found}",
            header_words=table.header_words,
            missing=missing[0],
            found=found,
        )
        others = ", ".join(name for name in known if name not in required)
        remedy = message("Name the columns {listed}.", listed=", ".join(required))
        if others:
            remedy = message(
                "Name the columns {listed} and any of {others}.", listed=", ".join(required), others=others
            )
        raise PathError(table.path, problem, remedy)
    if twice:
        raise PathError(
            table.path,
            message("{header_words} has two columns {twice}", header_words=table.header_words, twice=twice[0]),
            message("Remove one of them."),
        )


def _without_empty_end(names: tuple[str, ...]) -> tuple[str, ...]:
    while names and not names[-1]:
        names = names[:-1]
    return names


def _rows(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not empty: number of the last line, cells without surrounding blanks."""
    try:
        with os_errors_as_path_errors(path), path.open(encoding=encoding, newline="") as file:
            lines = (_BLANK_BEHIND_QUOTE.sub(r"\1", line) for line in file)
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
            for row in reader:
                cells = [_cell_text(cell) for cell in row]
                if any(cells):
                    yield reader.line_num, cells
    except csv.Error as error:
        problem = message("line {line_num} cannot be read ({error})", line_num=reader.line_num, error=error)
        raise PathError(
            path, problem, message('Close each quotation mark, and write "" for one within a text.')
        ) from error


def _cell_text(cell: str) -> str:
    """A cell without surrounding blanks, without what has no width, and without the mark of a number as text."""
    text = _UNSEEN.sub("", cell).strip()
    marked = _MARKED_AS_TEXT.fullmatch(text)
    return (marked[1] or marked[2] or "").strip() if marked else text


def _encoding(path: Path) -> str:
    """Python's name of a file's encoding.

    Raises:
        PathError: it is a spreadsheet file, or not text.
    """
    with path.open("rb") as file:
        begin = file.read(4)
    if begin in WORKBOOKS:
        raise PathError(path, message("this is a spreadsheet file, not a CSV file"), SAVE_AGAIN)
    with_mark = begin.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if with_mark else ("utf-8-sig", "cp1252"):
        if _is_text(path, encoding):
            if encoding == "cp1252":
                _check_code_page(path)
            return encoding
    raise PathError(path, message("this file cannot be read as text"), SAVE_AGAIN)


def _check_code_page(path: Path) -> None:
    """Checks that a file's letters are those of Windows-1252, not of another language's code page."""
    with path.open(encoding="cp1252") as file:
        while text := file.read(CHUNK_BYTES):
            if found := _MISREAD.search(text):
                problem = message("its letters are of an unknown code page, a word reads as {word}", word=found[0])
                raise PathError(path, problem, SAVE_AGAIN)


def _is_text(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while content := file.read(CHUNK_BYTES):
                if "\0" in decoder.decode(content):
                    return False
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True
