"""Why the system refused a file, in the language of the page: its own words are in one of its own."""

from __future__ import annotations

import errno

from wrinkle_scan.system.errors import WrinkleScanError
from wrinkle_scan.system.messages import Message, message

_REASONS: dict[int, Message] = {
    errno.EACCES: message("Permission denied"),
    errno.EPERM: message("Operation not permitted"),
    errno.EROFS: message("Read-only file system"),
    errno.ENOSPC: message("No space left on device"),
    errno.EIO: message("Input/output error"),
}


def reason_of(error: OSError) -> str:
    """The reason in a few words, without a path."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


def refused(error: OSError) -> WrinkleScanError:
    """What a process says that could not do its work, to be raised in its place."""
    problem = message("a file cannot be read or written ({reason})", reason=reason_of(error))
    remedy = message("Make room on the disk, or get permission to write to the folder, and try again.")
    return WrinkleScanError("wrinkle-scan", problem, remedy)
