"""Libraries imported without what would open a socket: nothing here connects to anything."""

from __future__ import annotations

import sys


def load_pydicom() -> None:
    """Imports pydicom; to be called before anything of it is imported.

    It would import `requests`, by which it fetches test files that nobody here asks for; and that opens a socket as it
    is imported, to find out whether there is IPv6. pydicom does without where `requests` is not installed.

    Raises:
        ImportError: pydicom is not installed.
    """
    keep_out = "requests" not in sys.modules
    if keep_out:
        sys.modules["requests"] = None  # type: ignore[assignment]  # to import it fails now
    try:
        import pydicom  # noqa: F401
    finally:
        if keep_out:
            del sys.modules["requests"]
