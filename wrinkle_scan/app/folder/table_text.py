"""The text of a CSV file of which single rows are changed: all others stay as they were written, byte for byte."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wrinkle_scan.system.csv_tables import FORMULA_SIGNS, SAVE_AGAIN, open_table, reads_as_written
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import message
from wrinkle_scan.system.unreadable import os_errors_as_path_errors

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
"""What a text file may begin with, and how it is written then."""


@dataclass
class _Record:
    """A row, empty or not: the number of its last line in the file as it was read, its text and its cells."""

    number: int
    text: str
    cells: list[str]


class TableText:
    """A table whose rows are changed, added and deleted; `content` is what then belongs into the file.

    Attributes:
        delimiter: what stands between its columns.
    """

    def __init__(self, path: Path, known: Collection[str], required: Collection[str]) -> None:
        """Reads a table.

        Args:
            path: the file.
            known: the names of columns that mean something, in small letters.
            required: those of them without which it is no such table.

        Raises:
            PathError: as `open_table`.
        """
        table = open_table(path, known, required)
        with os_errors_as_path_errors(path):
            content = path.read_bytes()
        self._path = path
        self._mark = next((mark for mark in _MARKS if content.startswith(mark)), b"")
        self._encoding = _MARKS.get(self._mark, table.encoding.removesuffix("-sig"))
        self.delimiter = table.delimiter
        lines = list(io.StringIO(content[len(self._mark) :].decode(self._encoding), newline=""))
        reader, begin = csv.reader(iter(lines), delimiter=self.delimiter, strict=True), 0
        self._records: list[_Record] = []
        for cells in reader:
            self._records.append(_Record(reader.line_num, "".join(lines[begin : reader.line_num]), cells))
            begin = reader.line_num
        self._header = next(record for record in self._records if record.number == table.header_line)
        self._names = list(table.names)
        self._end = _line_end(self._header.text) or "\n"

    @property
    def names(self) -> tuple[str, ...]:
        """Of its columns, in small letters."""
        return tuple(self._names)

    def change(self, number: int, cells: Mapping[str, str]) -> None:
        """Changes some cells of the row that ends in a line; a column that is not there is added.

        Raises:
            PathError: there is no such row, or a spreadsheet would take a cell for something else.
        """
        record = self._record(number)
        self._write(record, record.cells, cells)

    def add(self, cells: Mapping[str, str]) -> None:
        """Adds a row at the end.

        Raises:
            PathError: a spreadsheet would take a cell for something else.
        """
        last = self._records[-1]
        if not _line_end(last.text):
            last.text += self._end
        record = _Record(last.number + 1, self._end, [])
        self._write(record, [], cells)
        self._records.append(record)

    def delete(self, number: int) -> None:
        """Deletes the row that ends in a line.

        Raises:
            PathError: there is no such row.
        """
        self._records.remove(self._record(number))

    def content(self) -> bytes:
        """What belongs into the file.

        Raises:
            PathError: the file's encoding has no such letters.
        """
        text = "".join(record.text for record in self._records)
        try:
            return self._mark + text.encode(self._encoding)
        except UnicodeEncodeError as error:
            letter = text[error.start]
            problem = message(
                "this file was saved in an encoding of Windows that does not have {letter}", letter=letter
            )
            raise PathError(self._path.name, problem, SAVE_AGAIN) from error

    def _record(self, number: int) -> _Record:
        for record in self._records:
            if record.number == number and record.number > self._header.number and any(record.cells):
                return record
        raise PathError(
            self._path.name,
            message("there is nothing in line {number} any more", number=number),
            message("Load the page again."),
        )

    def _write(self, record: _Record, before: Sequence[str], cells: Mapping[str, str]) -> None:
        row = list(before)
        for name, text in cells.items():
            if text[:1] and (text[0] in FORMULA_SIGNS or not reads_as_written(text)):
                problem = message("a spreadsheet would take {text} for something else", text=text)
                raise PathError(self._path.name, problem, message("Begin it with a letter or a number."))
            if not text and name not in self._names:
                continue
            place = self._place(name)
            row += [""] * (place + 1 - len(row))
            row[place] = text
        record.cells, record.text = row, self._line(row, _line_end(record.text))

    def _place(self, name: str) -> int:
        """The index of a column, which is added if it is not there."""
        if name not in self._names:
            header = self._header.cells[: len(self._names)] + [name] + self._header.cells[len(self._names) + 1 :]
            self._header.cells, self._header.text = header, self._line(header, self._end)
            self._names.append(name)
        return self._names.index(name)

    def _line(self, cells: Sequence[str], end: str) -> str:
        written = io.StringIO(newline="")
        csv.writer(written, delimiter=self.delimiter, lineterminator=end).writerow(cells)
        return written.getvalue()


def new_table(columns: Sequence[str]) -> bytes:
    """The content of a table without rows: UTF-8 with the mark by which spreadsheets recognise it."""
    return codecs.BOM_UTF8 + f"{','.join(columns)}\n".encode()


def _line_end(text: str) -> str:
    found = re.search(r"(?:\r\n|\n|\r)\Z", text)
    return found[0] if found else ""
