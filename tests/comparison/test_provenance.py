"""What could change a number is reported with it: by its version, and in the stamp that distinguishes tables."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import cv2
import mediapipe
import numpy
import PIL
import pillow_heif
import pytest
import scipy

import wrinkle_scan
from wrinkle_scan.analysis import provenance as module
from wrinkle_scan.analysis.provenance import LIBRARIES, program
from wrinkle_scan.cohort.batch.columns import Stamp
from wrinkle_scan.cohort.batch.scoring import stamp
from wrinkle_scan.comparison.provenance import provenance

PACKAGE = Path(wrinkle_scan.__file__).parent
REPORTING = ("app", "cli", "cohort", "output")
"""Rooms that take numbers and make none; all others are looked through."""


def imported() -> Iterator[str]:
    """The libraries' packages that modules which measure import, at their top or within."""
    for file in PACKAGE.rglob("*.py"):
        if file.relative_to(PACKAGE).parts[0] in REPORTING:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield str(node.module).partition(".")[0]


@pytest.mark.skipif(sys.version_info < (3, 11), reason="Python 3.10 cannot tell which packages a distribution has")
def test_every_library_that_numbers_are_made_with_is_reported() -> None:
    from_outside = (
        set(imported()) - sys.stdlib_module_names - {"wrinkle_scan", "pydicom", "pandas", "babel"}
    )  # they only write
    distributions = packages_distributions()
    assert {distributions[name][0].lower().replace("_", "-") for name in from_outside} == set(LIBRARIES)


def test_their_versions_are_those_that_are_loaded() -> None:
    known = provenance()["libraries"]
    loaded = {
        "mediapipe": mediapipe, "numpy": numpy, "pillow": PIL, "pillow-heif": pillow_heif, "scipy": scipy,
    }  # fmt: skip
    assert {name: known[name] for name in loaded} == {name: library.__version__ for name, library in loaded.items()}
    assert known["opencv-python-headless"].startswith(cv2.__version__)
    assert known["libjpeg_turbo"] == PIL.features.version("libjpeg_turbo")


def test_the_words_for_readers_name_all() -> None:
    facts = provenance()
    facts["libraries"]["libjpeg_turbo"] = None
    words = program(facts)
    assert words.startswith(f"wrinkle-scan {wrinkle_scan.__version__} with mediapipe 0.") and "jpeg" not in words
    assert f"numpy {numpy.__version__}" in words and words.endswith(f"on {facts['machine']}")


@pytest.mark.parametrize("compared", [False, True])
def test_a_table_of_another_library_or_machine_has_another_stamp(
    monkeypatch: pytest.MonkeyPatch, compared: bool
) -> None:
    fresh = stamp.__wrapped__
    stamps = [fresh(compared)]
    others = provenance()["libraries"] | {"numpy": "1.0"}
    with monkeypatch.context() as patched:
        patched.setattr(module, "libraries", lambda: others)
        stamps.append(fresh(compared))
    monkeypatch.setattr(module.platform, "machine", lambda: "abacus")
    stamps.append(fresh(compared))
    assert len({one.settings_sha256 for one in stamps}) == 3
    assert len({one.version for one in stamps}) == 1


def test_the_stamp_is_the_same_in_every_process() -> None:
    code = "from wrinkle_scan.cohort.batch.scoring import stamp; import json; print(json.dumps(vars(stamp())))"
    known = subprocess.check_output([sys.executable, "-c", code], text=True)
    assert Stamp(**json.loads(known)) == stamp()
