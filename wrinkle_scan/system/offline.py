"""Imports libraries without their optional dependencies, so that the program opens no socket and starts no compiler."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def blocked_import(library: str) -> Iterator[None]:
    """Makes the import of a library fail in the block, as if it were not installed, unless it is imported already."""
    before = sys.modules.get(library)
    if before is None:
        sys.modules[library] = None  # type: ignore[assignment]  # Python then raises ImportError
    try:
        yield
    finally:
        if before is None:
            del sys.modules[library]


def load_pydicom() -> None:
    """Imports pydicom without `requests`; to be called before any other import of it.

    It would use `requests` to fetch test files, which are not needed here; and importing that opens a socket, to test
    for IPv6.

    Raises:
        ImportError: pydicom is not installed.
    """
    with blocked_import("requests"):
        import pydicom  # noqa: F401
