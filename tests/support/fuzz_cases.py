"""Case number N is always the same file; what the program makes of it is a result or one plain sentence, or a fault."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import traceback
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from fuzz_changes import CHANGES, bits, whole
from fuzz_files import BOMBS, KINDS

from wrinkle_scan.analysis.analyzing import analyze_photo
from wrinkle_scan.photo.reading import Photo, read_photo
from wrinkle_scan.system.errors import PhotoError, WrinkleScanError

BOMB_EVERY = 50
ANALYZED = 0.2
"""Part of the files that are photos after all which is measured too."""
GOOD = ("photo", "refused", "measured", "not measured")


@dataclass(frozen=True)
class Case:
    """A file.

    Attributes:
        number: the case's.
        kind: what the file was, of `fuzz_files`.
        change: what was done to it, of `fuzz_changes`.
        data: its bytes.
        analyzed: whether it is measured where it is a photo.
    """

    number: int
    kind: str
    change: str
    data: bytes
    analyzed: bool


@dataclass(frozen=True)
class Outcome:
    """What became of a file: one of `GOOD` with the code of a refusal, or a fault with its text."""

    what: str
    detail: str = ""

    @property
    def good(self) -> bool:
        """Whether it is no fault."""
        return self.what in GOOD


def case(number: int) -> Case:
    """The case of a number; the same bytes wherever the same encoders are installed."""
    rng = Random(number)
    files = BOMBS if number % BOMB_EVERY == 0 else KINDS
    kind = rng.choice(list(files))
    change = rng.choice((bits, whole) if files is BOMBS else CHANGES)
    analyzed = rng.random() < ANALYZED
    return Case(number, kind, change.__name__, change(files[kind], rng), analyzed)


def outcome(file: Case) -> Outcome:
    """Reads the file and measures some: nothing but a plain sentence is raised, and nothing else is said anywhere."""
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings(record=True) as warned, _heard() as said:
        warnings.simplefilter("always")
        path = Path(folder, "visit.frown.jpg")
        path.write_bytes(file.data)
        try:
            became = _result(read_photo(path), file.analyzed)
        except WrinkleScanError as error:
            became = _refusal(error, "refused")
        except Exception:
            became = Outcome("escaped", traceback.format_exc())
    if warned and became.good:
        return Outcome("warned", f"{became.what}: {warned[0].message} ({warned[0].filename}:{warned[0].lineno})")
    if said[0] and became.good:
        return Outcome("spoke", f"{became.what}: {said[0]}")
    return became


@contextlib.contextmanager
def _heard() -> Iterator[list[str]]:
    """What libraries write to standard error meanwhile, once it is over."""
    said: list[str] = []
    saved = os.dup(2)
    with tempfile.TemporaryFile() as file:
        os.dup2(file.fileno(), 2)
        try:
            yield said
        finally:
            os.dup2(saved, 2)
            os.close(saved)
            file.seek(0)
            said.append(file.read().decode(errors="replace"))


def _result(photo: Photo, analyzed: bool) -> Outcome:
    """The photo as the rest of the program relies on it, and its analysis as it is written down."""
    assert photo.pixels.dtype == np.uint8
    assert photo.pixels.shape == (photo.height, photo.width, 3)
    assert min(photo.height, photo.width) >= 64
    assert photo.description is None or (len(photo.description) <= 300 and photo.description.isprintable())
    if not analyzed:
        return Outcome("photo")
    try:
        written = analyze_photo(photo).to_dict()
    except PhotoError as error:
        return _refusal(error, "not measured")
    json.dumps(written, allow_nan=False)
    assert all(0 <= (region["severity"] or 0) <= 100 for region in written["regions"].values())
    return Outcome("measured")


def _refusal(error: WrinkleScanError, what: str) -> Outcome:
    """A refusal is a cause without a full stop and a remedy with one, in one line that can be shown anywhere."""
    sentence = str(error)
    plain = sentence.isprintable() and len(sentence) < 600 and not error.problem.endswith(".")
    if not plain or not error.remedy.endswith(".") or "Error" in error.problem:
        return Outcome("badly said", sentence)
    return Outcome(what, error.code if isinstance(error, PhotoError) else type(error).__name__)
