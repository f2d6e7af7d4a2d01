"""SQLite's own refusals, provoked, are in the page's language."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from wrinkle_scan.system.languages import language
from wrinkle_scan.system.sqlite_reasons import reason_of


def locked(file: Path) -> None:
    with closing(sqlite3.connect(file)) as one, closing(sqlite3.connect(file, timeout=0)) as other:
        one.execute("BEGIN EXCLUSIVE")
        other.execute("CREATE TABLE t (n)")


def no_database(file: Path) -> None:
    file.write_bytes(b"Dear colleague, " * 100)
    with closing(sqlite3.connect(file)) as database:
        database.execute("SELECT * FROM sqlite_master")


def damaged(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE t (n)")
        database.commit()
    content = file.read_bytes()
    file.write_bytes(content[:100] + b"\xff" * (len(content) - 100))
    with closing(sqlite3.connect(file)) as database:
        database.execute("SELECT * FROM t")


def full(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA max_page_count = 1")
        database.execute("CREATE TABLE t (n)")
        database.execute("INSERT INTO t VALUES (zeroblob(100000))")


def no_folder(file: Path) -> None:
    with closing(sqlite3.connect(file / "in" / "no.sqlite")):
        pass


def read_only(file: Path) -> None:
    sqlite3.connect(file).close()
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as database:
        database.execute("CREATE TABLE t (n)")


@pytest.mark.parametrize(
    ("provoke", "said", "in_spanish"),
    [
        (locked, "another program is using it", "otro programa lo está usando"),
        (no_database, "it is no SQLite file", "no es un archivo de SQLite"),
        (damaged, "it is damaged", "está dañado"),
        (full, "No space left on device", "no queda sitio en el disco"),
        (no_folder, "it cannot be opened", "no se puede abrir"),
        (read_only, "it may not be written to", "no se puede escribir en él"),
    ],
)
def test_a_refusal_is_in_plain_words_of_the_language(
    tmp_path: Path, provoke: Callable[[Path], None], said: str, in_spanish: str
) -> None:
    with pytest.raises(sqlite3.DatabaseError) as refused:
        provoke(tmp_path / "t.sqlite")
    reason = reason_of(refused.value)
    assert reason == said and language("es").say(reason) == in_spanish


def test_what_is_not_known_stays_as_sqlite_says_it() -> None:
    assert reason_of(sqlite3.OperationalError("disk I/O error")) == "the disk reports an error"
    assert reason_of(sqlite3.OperationalError("no such table: t")) == "no such table: t"
