"""A photo of one of two visits, while it is measured and after."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from wrinkle_scan.app.comparing.comparison_work import MeasuredPhoto
from wrinkle_scan.app.comparing.visit_photos import OnePhoto, new_id
from wrinkle_scan.system.errors import PathError


def photo(**job: Any) -> OnePhoto:
    known = {"state": "done", "result": None, "error": None} | job
    return OnePhoto("i", "a.jpg", "before", Path("a"), None, Path("b"), SimpleNamespace(**known))  # type: ignore[arg-type]


def test_ids_are_fit_for_addresses_and_never_twice_the_same() -> None:
    ids = {new_id() for _ in range(500)}
    assert len(ids) == 500
    assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]{8,}", found) for found in ids)


def test_nothing_is_known_until_it_was_measured() -> None:
    assert photo(state="running").measured is None
    found = MeasuredPhoto()
    assert photo(result=found).measured is found


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (None, "a.jpg: it was not measured. Choose it again."),
        (PathError("x", "it broke", "Do it anew."), "a.jpg: it broke. Do it anew."),
    ],
)
def test_why_it_was_not_is_said_of_the_photo(error: PathError | None, said: str) -> None:
    measured = photo(state="failed", error=error).measured
    assert measured is not None and str(measured.error) == said
