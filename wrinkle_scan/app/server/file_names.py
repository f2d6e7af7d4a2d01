"""Names of files as browsers send them."""

from __future__ import annotations

import re

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
