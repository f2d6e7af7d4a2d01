"""Why the file of numbers is set aside or refused is wholly in the page's language, SQLite's part too."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from wrinkle_scan.app.folder import number_file
from wrinkle_scan.app.folder.number_file import FILE_NAME, NumberFile
from wrinkle_scan.app.folder.places import WORK
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.languages import language


def write(root: Path) -> NumberFile:
    numbers = NumberFile(root)
    numbers.write(lambda database: None)
    return numbers


def in_spanish(text: object) -> str:
    return str(language("es").say(text))


def test_a_file_that_is_none_is_set_aside(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / WORK / FILE_NAME).write_bytes(b"Dear colleague, " * 100)
    (note,) = write(tmp_path).notes
    assert "(it is no SQLite file)" in note and "(no es un archivo de SQLite)" in in_spanish(note)


def test_another_programs_file_is_set_aside(tmp_path: Path) -> None:
    write(tmp_path)
    with closing(sqlite3.connect(tmp_path / WORK / FILE_NAME)) as database:
        database.execute("CREATE TABLE more (n)")
    (note,) = write(tmp_path).notes
    assert "(es un archivo de otro programa, o de otra versión)" in in_spanish(note)


def test_a_file_that_is_in_use_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(number_file, "PATIENCE_SECONDS", 0)
    write(tmp_path)
    with closing(sqlite3.connect(tmp_path / WORK / FILE_NAME)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(PathError) as refused:
            write(tmp_path)
    assert "(another program is using it)" in str(refused.value)
    assert "(otro programa lo está usando)" in in_spanish(refused.value.reason)
