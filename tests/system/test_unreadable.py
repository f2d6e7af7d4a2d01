"""The system's read errors, each as one sentence with what to do."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.unreadable import os_errors_as_path_errors


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (FileNotFoundError(errno.ENOENT, "-"), "a.jpg: there is no such photo. Check the name and the folder."),
        (NotADirectoryError(errno.ENOTDIR, "-"), "a.jpg: there is no such photo. Check the name and the folder."),
        (PermissionError(errno.EACCES, "-"), "a.jpg: this photo may not be read. Ask for read permission"),
        (OSError(errno.EIO, "Input/output error"), "a.jpg: this photo cannot be read (Input/output error)."),
        (OSError("odd"), "a.jpg: this photo cannot be read (odd). Check its name and the disk."),
    ],
)
def test_each_is_a_sentence_with_its_cause(error: OSError, said: str) -> None:
    with pytest.raises(PathError) as raised, os_errors_as_path_errors(Path("a.jpg"), "photo"):
        raise error
    assert str(raised.value).startswith(said)
    assert raised.value.__cause__ is error


def test_other_errors_and_none_pass() -> None:
    with os_errors_as_path_errors(Path("a")):
        pass
    with pytest.raises(KeyError), os_errors_as_path_errors(Path("a")):
        raise KeyError
