"""What a browser sends: a file's name made plain, its content put into a file, and the values of a page's script."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import IO, Any

from flask import request

LONGEST = 200
"""Of a name, in bytes: less than any file system takes, with room for what is put to it."""
UNNAMED = "photo"


def plain_name(sent: str) -> str:
    """The name alone, without folders and characters that cannot be seen; never empty, and never hidden."""
    name = re.split(r"[/\\]", sent)[-1]
    name = "".join(c for c in name if c.isprintable()).strip().lstrip(".")
    stem, dot, ending = name.rpartition(".")
    while len(name.encode(errors="replace")) > LONGEST:
        stem, ending = (stem[:-1], ending) if stem else ("", ending[:-1])
        name = f"{stem}{dot}{ending}"
    return name or UNNAMED


def take_in(content: IO[bytes], file: Path) -> None:
    """Writes what is sent to a file; where that fails, as on a full disk, no part of it is left.

    Raises:
        OSError: it cannot be read or written.
    """
    try:
        with file.open("wb") as taken:
            shutil.copyfileobj(content, taken)
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def sent_values() -> dict[str, Any]:
    """The values by name that a page's script sends as JSON with the present request; none where it sends no such."""
    sent = request.get_json(silent=True)
    return sent if isinstance(sent, dict) else {}
