"""Severity follows one crease that is rendered ever deeper."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from sample_photos import BEFORE, SAMPLES, analyzed, london, needs_shared_photos

from wrinkle_scan.validation.phantom.deepening import severities_at
from wrinkle_scan.validation.phantom.grooves import draw_grooves

pytestmark = pytest.mark.slow


def severities_of(photo: Path, name: str, count: int, depths_mm: Iterable[float]) -> list[float]:
    """A region's severities with some creases rendered into its skin at each depth."""
    grooves = draw_grooves(analyzed(photo).regions[name], count, 1.0, 0.3, np.random.default_rng(5))
    return severities_at(analyzed(photo), name, grooves, depths_mm)


BARKLA = SAMPLES / "charles_barkla.jpg"


@pytest.mark.parametrize(
    ("photo", "name"),
    [
        (BEFORE, "forehead"),
        (BARKLA, "glabella"),
        (BEFORE, "crows_feet_left"),
        (BARKLA, "crows_feet_right"),
    ],
)
def test_severity_rises_with_the_rendered_depth_and_never_at_once(photo: Path, name: str) -> None:
    """Measured on the same skin each time, from none to 0.6 mm, which is about 20 % darker."""
    severities = severities_of(photo, name, 2, np.arange(0, 0.61, 0.1))
    steps = np.diff(severities)
    assert severities[0] == pytest.approx(analyzed(photo).regions[name].severity)
    # A rendered crease is grey in the shade, where a real one reddens, and so less likely one.
    assert severities[-1] > severities[0] + 0.8
    # Beside folds that are there, a groove is joined to one or cut off it: over 16 people by 3.0 points at the most
    # (`creases/settings.py`, `nearly`).
    assert steps.min() > -3.0
    assert steps.max() < 10


@needs_shared_photos
@pytest.mark.parametrize(("number", "name"), [("099", "crows_feet_right"), ("081", "crows_feet_left")])
def test_the_deepest_line_is_no_hair(number: str, name: str) -> None:
    """From 0.6 to 1.8 mm, which is up to 55 % darker: as frown lines of clinics' patients are."""
    severities = severities_of(london(number), name, 1, np.arange(0.6, 1.81, 0.3))
    assert np.diff(severities).min() > -0.5 and severities[-1] > 1.5 * severities[0]
