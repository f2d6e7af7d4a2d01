"""A place for what is not kept: gone when the server ends, and by the next start where it was killed."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wrinkle_scan.app.server.folder_lock import lock

PREFIX = "wrinkle-scan-app-"
IN_USE = "in-use"
"""A file in it, locked as long as its server runs."""


@contextmanager
def temporary_place() -> Iterator[Path]:
    """A new folder that only its owner may look into; what killed servers left is cleared away first."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        _clear_away(left)
    with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as name:
        place = Path(name)
        with (place / IN_USE).open("w", encoding="utf-8") as mark:
            lock(mark)
            (place / "files").mkdir(mode=0o700)
            yield place / "files"


def _clear_away(left: Path) -> None:
    """Deletes a folder whose server is gone; others' folders cannot be opened, and stay."""
    with contextlib.suppress(OSError), (left / IN_USE).open("r+", encoding="utf-8") as mark:
        if lock(mark):
            shutil.rmtree(left, ignore_errors=True)
