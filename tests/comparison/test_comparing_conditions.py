"""Nothing has changed on the skin, but much about the photo: the answer is *unchanged* or *cannot tell*, with why."""

from __future__ import annotations

import dataclasses
from functools import cache

import cv2
import numpy as np
import pytest
from sample_photos import BEFORE

from wrinkle_scan.analysis.analyzing import analyze_photo
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.comparing import compare
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.photo.reading import read_photo
from wrinkle_scan.validation.phantom.conditions import CONDITIONS, apply_condition

pytestmark = pytest.mark.slow

REFUSED = ("screenshot", "same photo, twice the size")
"""Copies of one photograph."""
NOTED = {
    "beauty filter, edges kept, half": {"smoothed", "texture"},
    "beauty filter, edges kept, full": {"smoothed"},
    "beauty filter, grain kept, half": {"texture", "smoothed"},
    "hand moved aslant, 2 mm": {"motion_blur"},
    "side light": {"light"},
}
"""What makes or hides lines, by which check or issue."""
DRAWN = {"make-up": ("crows_feet_right", "crows_feet_left")}
"""An eyeliner's wing is a dark line, and may be taken for a crease where it reaches into one (`docs/CONDITIONS.md`).
"""
HARMLESS = ("stubble", "freckles", "acne", "scar, fresh")
"""No excuse for *cannot tell*."""
LEFT_OUT = {
    "glasses, plastic",  # those that mirror a window have the same frame
    "hand moved up, 1 mm",  # aslant by more
    "hand moved sideways, 1 mm",
    "beauty filter, grain kept, full",  # half of it is harder to see
    "scar, pale",  # a fresh one is darker
    "same photo, half the size",  # `test_one_photograph` has one of 0.6
    "same photo, three quarters of the size",
    "beard",  # outside every region, as stubble is
}
"""The like of another, and no harder: `benchmarks/real_conditions.py` measures these too."""


@cache
def face() -> Analysis:
    """The sample at 0.3 mm per pixel, as the London photos of `benchmarks/real_conditions.py` have."""
    photo = read_photo(BEFORE)
    smaller = cv2.resize(photo.pixels, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA)
    return analyze_photo(dataclasses.replace(photo, pixels=np.asarray(smaller)), "frown")


@cache
def photographed(condition: str) -> Analysis:
    return analyze_photo(apply_condition(face(), condition), face().expression)


@cache
def compared(condition: str) -> Comparison:
    return compare(face(), photographed(condition))


@cache
def compared_with_itself() -> Comparison:
    return compare(face(), face(), force=True)


def verdicts(condition: str) -> dict[str, str]:
    """Of the regions that can be measured in the photo as it was."""
    regions = compared(condition).regions
    return {region: regions[region].verdict for region, before in face().regions.items() if before.measurable}


@pytest.mark.parametrize("condition", [name for name in CONDITIONS if name not in LEFT_OUT])
def test_no_change_is_called(condition: str) -> None:
    drawn = DRAWN.get(condition, ())
    found = {region: verdict for region, verdict in verdicts(condition).items() if region not in drawn}
    assert found
    assert set(found.values()) <= {"unchanged", "cannot_tell"}
    for region, verdict in found.items():
        assert verdict == "unchanged" or compared(condition).regions[region].reason


@pytest.mark.parametrize("condition", REFUSED)
def test_a_copy_is_refused(condition: str) -> None:
    assert "copy" in {issue.code for issue in compared(condition).issues}
    assert set(verdicts(condition).values()) == {"cannot_tell"}


@pytest.mark.parametrize("condition", NOTED)
def test_what_makes_or_hides_lines_is_named_and_widens_the_interval(condition: str) -> None:
    found, itself = compared(condition), compared_with_itself()
    assert {issue.code for issue in found.issues} & NOTED[condition]
    for name, region in found.regions.items():
        plain = itself.regions[name].change
        if region.change is not None and plain is not None:
            assert region.change.sigma > plain.sigma


@pytest.mark.parametrize("condition", HARMLESS)
def test_what_does_not_matter_hinders_nothing(condition: str) -> None:
    found = list(verdicts(condition).values())
    assert found.count("unchanged") >= 0.75 * len(found)


def test_a_smoothed_photo_is_measured_and_says_so() -> None:
    filtered = photographed("beauty filter, edges kept, full")
    assert filtered.usable
    assert "smoothed" in {issue.code for issue in filtered.issues}


def test_hair_and_cloth_are_named_where_they_hide_the_skin() -> None:
    fringe = photographed("fringe").regions["forehead"].skin
    assert fringe.hidden["hair"] > 0.4 and fringe.main_cause == "covered by hair"
    headband = photographed("headband").regions["forehead"].skin
    assert headband.visible_fraction < 0.85 * face().regions["forehead"].skin.visible_fraction
