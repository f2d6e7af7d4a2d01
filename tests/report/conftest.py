"""Two photos of one face and their comparison, made once: the HEIC sample and a follow-up computed from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from browsing import Open, a_browser, watched
from course_pages import course_pages
from follow_up import follow_up_affine, write_follow_up
from made_observations import perfect, spoilt
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser
from support import BEFORE, analyzed

from wrinkle_scan.analysis import Analysis, Issue, analyze
from wrinkle_scan.comparison import Comparison, RegionComparison, compare
from wrinkle_scan.movement import Excursion, Movement, MovementPair
from wrinkle_scan.report import render_comparison
from wrinkle_scan.report.verification import render_verification
from wrinkle_scan.verify.claims import judge_all
from wrinkle_scan.verify.proof import Proof


@pytest.fixture(scope="session")
def camera_moved(before: Analysis) -> NDArray[np.float64]:
    """The true affine (2, 3) from the before photo's px to the after photo's."""
    return follow_up_affine(before.photo.width, before.photo.height)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("report")


@pytest.fixture(scope="session")
def before() -> Analysis:
    return analyzed(BEFORE)


@pytest.fixture(scope="session")
def after(folder: Path) -> Analysis:
    return analyze(write_follow_up(folder / "after.frown.jpg"))


@pytest.fixture(scope="session")
def comparison(before: Analysis, after: Analysis) -> Comparison:
    return compare(before, after)


@pytest.fixture(scope="session")
def forced(before: Analysis, after: Analysis) -> Comparison:
    """A pair that must not be compared, at rest against frowning, and was."""
    return compare(replace(before, expression="rest"), after, force=True)


@pytest.fixture(scope="session")
def refused(forced: Comparison) -> Comparison:
    """The same pair, not forced."""
    why = next(check.message for check in forced.checks if not check.passed)
    no_answer = RegionComparison(None, None, None, None, None, "cannot_tell", why)
    regions = {name: replace(no_answer, aligned=region.aligned) for name, region in forced.regions.items()}
    return replace(forced, forced=False, regions=regions)


@pytest.fixture(scope="session")
def every_verdict(comparison: Comparison) -> Comparison:
    """The same pixels with one region of each verdict, and numbers that are easy to find in a page."""
    regions = dict(comparison.regions)

    def put(name: str, answer: RegionComparison) -> None:
        regions[name] = replace(answer, aligned=regions[name].aligned)

    put("forehead", RegionComparison(41.3, 24.6, -40.4, (-52.2, -28.6), 11.8, "improved", None))
    put("glabella", RegionComparison(30.1, 29.2, -3.1, (-15.2, 9.0), 12.1, "unchanged", None))
    put("crows_feet_right", RegionComparison(12.7, 19.4, 52.6, (15.9, 89.3), 36.7, "worsened", None))
    put("crows_feet_left", RegionComparison(None, None, None, None, None, "cannot_tell", "Hidden by a plaster."))
    regions["crows_feet_left"] = replace(regions["crows_feet_left"], aligned=None)
    return replace(comparison, regions=regions)


@pytest.fixture(scope="session")
def pages(comparison: Comparison, every_verdict: Comparison, refused: Comparison, forced: Comparison) -> dict[str, str]:
    """The HTML of each comparison above, of one with movement, and of a proof in which not all holds."""
    pairs = {"plain": comparison, "verdicts": every_verdict, "refused": refused, "forced": forced}
    side = Excursion(-5.0, 2.2, 0.1, 0.1, 0.1)
    frown = Movement(comparison.before, "frown", [Issue("person", "Do both photos show the same?")], side, side)
    moved = render_comparison(every_verdict, MovementPair(frown, frown))
    seen = spoilt(perfect(), "light 60", 2, verdict="improved")
    proof = render_verification(Proof(seen, judge_all(seen)))
    return {name: render_comparison(pair) for name, pair in pairs.items()} | {"moved": moved, "proof": proof}


@pytest.fixture(scope="module")  # Playwright runs once at a time: another folder's tests have their own
def browser() -> Iterator[Browser]:
    with a_browser() as running:
        yield running


@pytest.fixture(scope="session")
def files(folder: Path, pages: dict[str, str]) -> dict[str, Path]:
    """The pages as files; courses, which take long to make, are written when one is asked for."""
    return _Files(folder, pages)


@pytest.fixture
def open_page(browser: Browser, files: dict[str, Path]) -> Iterator[Open]:
    """Opens a page by its name; at the end, nothing may have gone wrong in it or been asked from outside it."""
    with watched(browser) as opener:
        yield lambda name="plain", **options: opener(files[name], **options)


class _Files(dict[str, Path]):
    def __init__(self, folder: Path, pages: dict[str, str]) -> None:
        super().__init__()
        self._folder = folder
        self._write(pages)

    def __missing__(self, name: str) -> Path:
        self._write(course_pages())
        return self.get(name) or self._folder / "no such page"

    def _write(self, pages: dict[str, str]) -> None:
        for name, html in pages.items():
            self[name] = self._folder / f"{name}.html"
            self[name].write_text(html, encoding="utf-8")


@pytest.fixture(scope="session")
def photo_of(folder: Path) -> Callable[[str, NDArray[np.uint8]], Analysis]:
    """Writes pixels to a photo of the given name and analyses it."""

    def make(name: str, pixels: NDArray[np.uint8]) -> Analysis:
        Image.fromarray(pixels).save(folder / name, quality=92)
        return analyze(folder / name)

    return make
