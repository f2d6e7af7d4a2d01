"""A photo that is refused, and the form that every refusal has."""

from __future__ import annotations

from pathlib import Path

import pytest

from wrinkle_scan.photo.reading import read_photo
from wrinkle_scan.system.errors import PhotoError


def refused(path: Path) -> PhotoError:
    """The error of reading it: one sentence about the file, and a remedy."""
    with pytest.raises(PhotoError) as caught:
        read_photo(path)
    error = caught.value
    assert error.path == path
    assert str(error).startswith(f"{path}: ")
    assert "\n" not in str(error)
    assert error.remedy.endswith(".")
    assert not error.problem.endswith(".")
    return error
