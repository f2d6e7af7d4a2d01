"""A treatment as the page's script sends it: read as it was typed, and each slip refused in a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from wrinkle_scan.app.patients.sent_treatments import LONGEST_TEXT, MOST_POINTS, treatment_of
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.visits.course.injections import InjectionPoint
from wrinkle_scan.visits.course.treatments import Treatment

POINT = {"place_mm": [-12.5, 30], "units": "2,5"}


def sent(**values: Any) -> dict[str, Any]:
    return {"date": " 2026-01-12 ", "regions": ["glabella"], "points": [], "product": " Brand A ", **values}


def test_it_is_read_as_it_was_typed() -> None:
    points = [{"muscle": "corrugator", "side": "left", "units": 4}, {"muscle": "procerus", "side": None}, POINT]
    assert treatment_of(sent(points=points, units="20,5", batch="", injector="Dr. Example"), "P1") == Treatment(
        "2026-01-12",
        ("glabella",),
        "Brand A",
        (
            InjectionPoint("corrugator", "left", None, 4.0),
            InjectionPoint("procerus", None, None, None),
            InjectionPoint(None, None, (-12.5, 30.0), 2.5),
        ),
        20.5,
        None,
        "Dr. Example",
        "P1",
    )


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"points": None}, "its points cannot be read"),
        ({"points": [POINT] * (MOST_POINTS + 1)}, "its points cannot be read"),
        ({"product": "x" * (LONGEST_TEXT + 1)}, f"longer than {LONGEST_TEXT} characters"),
        ({"units": "some"}, "the units, some, are not a number"),
        ({"units": "inf"}, "the units, inf, are not a number"),
        ({"points": [POINT, {"place_mm": [1, 2], "units": "x"}]}, "the units of point 2, x, are not a number"),
        ({"points": [{"place_mm": [1]}]}, "point 1 has no place"),
        ({"points": [{"place_mm": [1, float("nan")]}]}, "point 1 has no place"),
        ({"points": [{"muscle": "masseter", "side": "left"}]}, "point 1 has no place"),
        ({"points": ["a point"]}, "point 1 has no place"),
    ],
)
def test_a_slip_is_said(values: dict[str, Any], said: str) -> None:
    with pytest.raises(PathError) as refused:
        treatment_of(sent(**values), "P1")
    assert said in str(refused.value)


def test_as_much_as_is_allowed_is_allowed() -> None:
    found = treatment_of(sent(points=[POINT] * MOST_POINTS, product="x" * LONGEST_TEXT), "P1")
    assert (len(found.points), len(found.product or "")) == (MOST_POINTS, LONGEST_TEXT)
