"""What a browser sends, put into a file."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import IO


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
