"""Lines seen at rest and lines seen on movement only."""

from __future__ import annotations

import dataclasses

import pytest
from sample_photos import analyzed, london, needs_shared_photos

from wrinkle_scan.analysis.analyzing import analyze_photo
from wrinkle_scan.validation.phantom.softening import soften
from wrinkle_scan.visits.course.line_kinds import LineKinds, classify_lines

pytestmark = [needs_shared_photos, pytest.mark.slow]
CROWS_FEET = ("crows_feet_right", "crows_feet_left")


def kinds(share: float) -> dict[str, LineKinds]:
    """A smile against the same photo with its crow's feet softened by a share, which plays the face at rest."""
    moved = dataclasses.replace(analyzed(london("172", smiling=True)), expression="smile")
    photo = dataclasses.replace(moved.photo, pixels=soften(moved, dict.fromkeys(CROWS_FEET, share)))
    return classify_lines(analyze_photo(photo, "rest"), moved)


def test_what_is_gone_at_rest_is_dynamic_and_what_stays_is_static() -> None:
    gone, stays = kinds(1.0), kinds(0.0)
    for name in CROWS_FEET:
        assert stays[name].dynamic_lines == 0 and stays[name].static_lines > 0
        # Softened are the likely creases; what is less likely stays, and may be a line beside none.
        assert gone[name].dynamic_lines > 0
        assert gone[name].static_mm < 0.75 * stays[name].static_mm
        # The same lines, classified otherwise; some are about as likely as not, and are counted in one pair alone.
        assert 0.3 < (gone[name].dynamic_mm + gone[name].static_mm) / stays[name].static_mm < 1.25


def test_a_real_rest_and_smile() -> None:
    rest = dataclasses.replace(analyzed(london("172", smiling=False)), expression="rest")
    moved = dataclasses.replace(analyzed(london("172", smiling=True)), expression="smile")
    found = classify_lines(rest, moved)
    assert set(found) == set(CROWS_FEET)
    assert all(kind.reason or kind.static_lines + kind.dynamic_lines > 0 for kind in found.values())


def test_lines_of_another_face_are_not_classified() -> None:
    rest = dataclasses.replace(analyzed(london("021", smiling=False)), expression="rest")
    moved = dataclasses.replace(analyzed(london("172", smiling=True)), expression="smile")
    assert all(kind.reason for kind in classify_lines(rest, moved).values())


def test_at_rest_there_is_nothing_to_classify() -> None:
    rest = dataclasses.replace(analyzed(london("172", smiling=False)), expression="rest")
    assert classify_lines(rest, rest) == {}
