"""Limits agree with each other, and none is without use."""

from __future__ import annotations

import re
from pathlib import Path

import wrinkle_scan.app
from wrinkle_scan.app.server import server_limits

APP = Path(wrinkle_scan.app.__file__).parent


def test_each_is_kept_to_somewhere() -> None:
    names = {name for name in vars(server_limits) if name.startswith(("MOST_", "LONGEST_"))}
    texts = [file.read_text(encoding="utf-8") for file in APP.rglob("*.py") if file.stem != "server_limits"]
    assert (
        len(names) > 8 and {name for name in names if any(re.search(rf"\b{name}\b", text) for text in texts)} == names
    )


def test_who_sends_the_largest_refused_photo_reads_why() -> None:
    """What is refused is read and dropped: of an upload that is a little too large, all of it."""
    assert server_limits.MOST_DROPPED_BYTES > 2 * server_limits.MOST_UPLOAD_BYTES
