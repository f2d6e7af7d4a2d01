"""Why SQLite refused a file, in the language of the page: its own words are English."""

from __future__ import annotations

import sqlite3

from wrinkle_scan.system.messages import Message, message

_REASONS: dict[str, Message] = {
    "disk I/O error": message("the disk reports an error"),
    "database or disk is full": message("No space left on device"),
    "database is locked": message("another program is using it"),
    "database table is locked": message("another program is using it"),
    "unable to open database file": message("it cannot be opened"),
    "attempt to write a readonly database": message("it may not be written to"),
    "file is not a database": message("it is no SQLite file"),
    "database disk image is malformed": message("it is damaged"),
}
"""By what SQLite says: Python 3.10 has no number of it."""


def reason_of(error: sqlite3.Error) -> str:
    """The reason in a few words; SQLite's own where none is known."""
    return _REASONS.get(str(error)) or str(error)
