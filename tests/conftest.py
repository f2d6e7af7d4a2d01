"""The run's own folder is made before xdist starts its processes, which find it in their environment."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sharing import run_folder

run_folder()
sys.dont_write_bytecode = False  # hundreds of processes are started: each would compile all of the package anew
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does; NumPy is not loaded yet

import cv2  # noqa: E402
import pytest  # noqa: E402
from hypothesis import settings  # noqa: E402
from schemas import watch_json  # noqa: E402

if TYPE_CHECKING:
    from pictures import Picture

cv2.setNumThreads(1)  # as in a worker: there is a test process for each core
watch_json()
settings.register_profile("a busy machine", deadline=None)  # how fast an example runs says nothing of the code
settings.load_profile("a busy machine")

LONGEST = (
    "cli/test_batch_ray.py",
    "comparison/test_comparing_conditions.py",
    "output/report/test_report_course_browser.py",
    "test_tutorial.py",
    "test_measured_once.py",
    "cli/test_batch_interrupted.py",
    "app/pages/test_comparing_browser.py",
    "test_privacy.py",
    "comparison/test_one_photograph.py",
    "app/pages/test_whole_folder_browser.py",
    "app/pages/test_taking_browser.py",
    "app/pages/test_patients_browser.py",
    "skin/test_liveness.py",
    "system/test_files_ended_midway.py",
    "output/report/test_report_browser.py",
    "cli/test_batch.py",
    "test_library.py",
    "output/report/pdf/test_progress_pdf.py",
    "test_permissions.py",
    "test_same_out.py",
    "comparison/test_checks.py",
    "cli/test_verify.py",
    "cli/test_commands_field_folders.py",
    "face/test_finding.py",
    "visits/course/test_following.py",
    "face/test_working_picture.py",
    "cli/test_batch_undeclared.py",
    "skin/test_marks.py",
    "app/pages/test_taking.py",
    "cli/test_review.py",
    "app/patients/test_whose_face_pages.py",
    "comparison/test_compact.py",
    "app/test_app_killed_under_use.py",
    "output/report/test_review_page_browser.py",
    "app/camera/test_indicators.py",
    "app/reports/test_folder_measuring.py",
)
"""Files that take longest; the first to be run, so that none of them goes on alone when all others are done."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--pictures docs` runs the tests alone that take the pictures of the documentation, and keeps those."""
    parser.addoption("--pictures", metavar="FOLDER", type=Path, help="take the documentation's pictures")


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Picture:
    """Takes a picture for the documentation; without `--pictures` it does nothing."""
    folder: Path | None = request.config.getoption("--pictures")
    if folder is None:
        return lambda *_: None
    from pictures import take_picture

    return partial(take_picture, folder)


@pytest.hookimpl(optionalhook=True)  # of pytest-xdist
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: a test that waits, for a browser or another process, leaves its core to others."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each file stays together: what its tests share is made once."""
    if config.getoption("--pictures"):
        items[:] = [item for item in items if "picture" in getattr(item, "fixturenames", ())]
    places = {config.rootpath / "tests" / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))
