"""A treatment as the page's script sends it, read with a plain sentence for each slip of the keyboard."""

from __future__ import annotations

import math
from typing import Any

from wrinkle_scan.system.csv_tables import parse_number
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import message
from wrinkle_scan.visits.course.injections import MUSCLES, InjectionPoint
from wrinkle_scan.visits.course.treatments import Treatment

LONGEST_TEXT = 200
"""Characters of a product's, a lot's or an injector's name."""
MOST_POINTS = 200


def treatment_of(sent: dict[str, Any], patient: str) -> Treatment:
    """The treatment.

    Args:
        sent: its values by name, texts as they were typed; its points as dictionaries.
        patient: whose it is.

    Raises:
        PathError: a value cannot be.
    """
    points = sent.get("points")
    if not isinstance(points, list) or len(points) > MOST_POINTS:
        raise PathError(
            message("the treatment"),
            message("its points cannot be read"),
            message("Load the page again, and set them anew."),
        )
    regions = sent.get("regions")
    return Treatment(
        _text(sent, "date") or "",
        tuple(str(name) for name in regions) if isinstance(regions, list) else (),
        _text(sent, "product"),
        tuple(_point(point, number) for number, point in enumerate(points, 1)),
        _units(sent.get("units"), message("the units")),
        _text(sent, "batch"),
        _text(sent, "injector"),
        patient,
    )


def _text(sent: dict[str, Any], name: str) -> str | None:
    text = str(sent.get(name) or "").strip()
    if len(text) > LONGEST_TEXT:
        raise PathError(
            message("the treatment"),
            message("a text in it is longer than {longest_text} characters", longest_text=LONGEST_TEXT),
            message("Shorten it."),
        )
    return text or None


def _point(sent: Any, number: int) -> InjectionPoint:
    values = sent if isinstance(sent, dict) else {}
    units = _units(values.get("units"), message("the units of point {number}", number=number))
    muscle, side = values.get("muscle"), values.get("side")
    if muscle in MUSCLES and side in ("left", "right", None):
        return InjectionPoint(muscle, side, None, units)
    place = values.get("place_mm")
    try:
        left, up = (float(mm) for mm in place)  # type: ignore[union-attr]
    except (TypeError, ValueError) as error:
        raise PathError(
            message("the treatment"),
            message("point {number} has no place", number=number),
            message("Delete it, and set it anew."),
        ) from error
    if not (math.isfinite(left) and math.isfinite(up)):
        raise PathError(
            message("the treatment"),
            message("point {number} has no place", number=number),
            message("Delete it, and set it anew."),
        )
    return InjectionPoint(None, None, (left, up), units)


def _units(sent: Any, what: str) -> float | None:
    text = "" if sent is None else str(sent).strip()
    if not text:
        return None
    units = parse_number(text)
    if units is None or not math.isfinite(units):
        raise PathError(
            message("the treatment"),
            message("{what}, {text}, are not a number", what=what, text=text[:20]),
            message("Write it as 2.5."),
        )
    return units
