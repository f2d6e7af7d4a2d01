"""The expression a photo was taken for: declared by the user or the file's name, never guessed from the face."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal, get_args

Expression = Literal["rest", "frown", "brow_raise", "smile", "other"]
"""``"other"`` is another movement, the same in all photos: a scrunched nose, eyes pressed shut."""
EXPRESSIONS: tuple[Expression, ...] = get_args(Expression)


def expression_from_name(path: Path) -> Expression | None:
    """The expression that a file's name says, e.g. ``2026-01-05_frown.jpg``, ``before.brow-raise.heic``; else None."""
    words = re.split(r"[^a-z]+", path.stem.lower())
    joined = "_".join(words)
    found = [e for e in EXPRESSIONS if re.search(rf"(^|_){e}($|_)", joined)]
    return found[0] if len(found) == 1 else None
