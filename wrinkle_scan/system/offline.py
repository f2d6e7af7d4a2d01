"""Libraries imported without others that they would take along: the program opens no socket and starts no compiler."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def blocked_import(library: str) -> Iterator[None]:
    """Lets the import of a library fail, as where it is not installed; one that was imported before stays."""
    before = sys.modules.get(library)
    if before is None:
        sys.modules[library] = None  # type: ignore[assignment]  # Python's own way to say that there is none
    try:
        yield
    finally:
        if before is None:
            del sys.modules[library]


def load_pydicom() -> None:
    """Imports pydicom; to be called before anything of it is imported.

    It would import `requests`, by which it fetches test files that are not needed here; and that opens a socket as it
    is imported, to find out whether there is IPv6.

    Raises:
        ImportError: pydicom is not installed.
    """
    with blocked_import("requests"):
        import pydicom  # noqa: F401
