"""A short round of `make fuzz`, by the same numbers; every kind of file as it is; what counts as a fault."""

from __future__ import annotations

import os
import warnings
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import fuzz_cases
import pytest
from fuzz import Record, growth
from fuzz_cases import Case, Outcome, case, outcome
from fuzz_files import BOMBS, KINDS, exif, profile

from wrinkle_scan.system.errors import PhotoError

NUMBERS = range(200)
MEASURED = range(23)
ONCE_AT_FAULT = (262, 311, 416, 464, 558, 579, 593)
"""Beyond the round; as many again in it. Of these, libtiff's or Pillow's complaints came through to the screen."""

ANIMATED, UNKNOWN, SMALL = "several_frames", "unsupported", "too_small"
REFUSED = {
    "png animated": ANIMATED, "tiff several": ANIMATED, "webp animated": ANIMATED, "heic several": ANIMATED,
    "gif animated": ANIMATED, "gif": UNKNOWN, "bmp run-length": UNKNOWN, "tiff float": UNKNOWN,
    "jpeg 2000": UNKNOWN, "dicom": UNKNOWN, "one pixel wide": SMALL, "one pixel high": SMALL, "one pixel": SMALL,
    "openexr or hdr": "not_a_photo", "text": "not_a_photo", "empty": "empty_file",
}  # fmt: skip


@pytest.mark.parametrize("number", [*NUMBERS, *ONCE_AT_FAULT])
def test_a_result_or_one_plain_sentence(number: int) -> None:
    became = _became(number)
    assert became.good, f'{became.what} {became.detail}; repeat with: make fuzz FUZZ="--only {number}"'


def test_some_are_broken_and_some_are_measured() -> None:
    """Otherwise the round would show nothing."""
    assert {_became(number).what for number in MEASURED} >= {"refused", "photo", "measured"}


def test_the_same_number_is_the_same_file() -> None:
    first = [case(number) for number in range(1, 40)]
    assert first == [case(number) for number in range(1, 40)]
    assert len({file.data for file in first}) > 35


@cache
def _became(number: int) -> Outcome:
    file = case(number)
    return outcome(replace(file, analyzed=file.analyzed and number in MEASURED))


@pytest.mark.parametrize("kind", KINDS)
def test_kinds_as_they_are(kind: str) -> None:
    code = REFUSED.get(kind)
    data = KINDS[kind](exif(), profile())
    assert _outcome(data) == (Outcome("refused", code) if code else Outcome("photo"))


@pytest.mark.parametrize(
    ("bomb", "code"),
    [
        ("jpeg bomb", "truncated"),
        ("jpeg bomb of passes", "unsupported"),
        ("bmp bomb", "unsupported"),
        ("png bomb of text", "truncated"),
    ],
)
def test_bombs(bomb: str, code: str) -> None:
    assert _outcome(BOMBS[bomb](exif(), profile())) == Outcome("refused", code)


def _raise(path: Path) -> Any:
    raise ValueError("not a plain sentence")


def _warn(path: Path) -> Any:
    warnings.warn("of no use to a clinician", stacklevel=1)
    raise PhotoError(path, "truncated", "the file is damaged", "Copy it again.")


def _speak(path: Path) -> Any:
    os.write(2, b"tempfile.tif: Using code not yet in table.\n")
    raise PhotoError(path, "truncated", "the file is damaged", "Copy it again.")


def _say_it_badly(path: Path) -> Any:
    raise PhotoError(path, "truncated", "struct.error: unpack requires\na buffer of 4 bytes", "Copy it again.")


@pytest.mark.parametrize(
    ("reader", "what"), [(_raise, "escaped"), (_warn, "warned"), (_speak, "spoke"), (_say_it_badly, "badly said")]
)
def test_faults_are_seen(monkeypatch: pytest.MonkeyPatch, reader: Any, what: str) -> None:
    monkeypatch.setattr(fuzz_cases, "read_photo", reader)
    became = _outcome(b"")
    assert became.what == what
    assert not became.good


@pytest.mark.parametrize("mb_a_case", [0.0, 0.02])
def test_a_leak_is_seen(mb_a_case: float) -> None:
    """Of a process that grows by so much with each case, and by 200 MB while it warms up."""
    records = [
        Record(n, "jpeg", "bits", "photo", "", 0.01, 77, 300 + min(n, 400) / 2 + mb_a_case * n, 0.0, 9)
        for n in range(3000)
    ]
    [(process, cases, mb, files)] = growth(records)
    assert (process, cases, files) == (77, 3000, 0)
    assert mb == pytest.approx(5000 * mb_a_case)


def _outcome(data: bytes) -> Outcome:
    return outcome(Case(0, "", "", data, analyzed=False))
