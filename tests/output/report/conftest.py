"""Two photos of one face and their comparison, made once: the HEIC sample and a follow-up computed from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import compared_pairs
import numpy as np
import pytest
from browsing import Open, a_browser, watched
from course_pages import course_pages
from follow_up import follow_up_affine
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser

from wrinkle_scan.analysis.analyzing import analyze
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.results import Comparison


@pytest.fixture(scope="session")
def camera_moved(before: Analysis) -> NDArray[np.float64]:
    """The true affine (2, 3) from the before photo's px to the after photo's."""
    return follow_up_affine(before.photo.width, before.photo.height)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("report")


@pytest.fixture(scope="session")
def before(comparison: Comparison) -> Analysis:
    return comparison.before


@pytest.fixture(scope="session")
def after(comparison: Comparison) -> Analysis:
    return comparison.after


@pytest.fixture(scope="session")
def comparison() -> Comparison:
    return compared_pairs.plain()


@pytest.fixture(scope="session")
def forced() -> Comparison:
    return compared_pairs.forced()


@pytest.fixture(scope="session")
def refused() -> Comparison:
    return compared_pairs.refused()


@pytest.fixture(scope="session")
def every_verdict() -> Comparison:
    return compared_pairs.every_verdict()


@pytest.fixture(scope="session")
def pages() -> dict[str, str]:
    return compared_pairs.comparison_pages()


@pytest.fixture(scope="module")  # Playwright runs once at a time: another folder's tests have their own
def browser() -> Iterator[Browser]:
    with a_browser() as running:
        yield running


@pytest.fixture(scope="session")
def files(folder: Path) -> dict[str, Path]:
    """The pages as files; courses, which take long to make, are written when one is asked for."""
    return _Files(folder)


@pytest.fixture
def open_page(browser: Browser, files: dict[str, Path]) -> Iterator[Open]:
    """Opens a page by its name; at the end, nothing may have gone wrong in it or been asked from outside it."""
    with watched(browser) as opener:
        yield lambda name="plain", **options: opener(files[name], **options)


class _Files(dict[str, Path]):
    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def __missing__(self, name: str) -> Path:
        pages = course_pages() if "-" in name else compared_pairs.comparison_pages()
        self[name] = self._folder / f"{name}.html"
        self[name].write_text(pages[name], encoding="utf-8")
        return self[name]


@pytest.fixture(scope="session")
def photo_of(folder: Path) -> Callable[[str, NDArray[np.uint8]], Analysis]:
    """Writes pixels to a photo of the given name and analyses it."""

    def make(name: str, pixels: NDArray[np.uint8]) -> Analysis:
        Image.fromarray(pixels).save(folder / name, quality=92)
        return analyze(folder / name)

    return make
