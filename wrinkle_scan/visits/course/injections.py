"""Injection points as they are written: named muscles, or positions on the face in millimetres."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from wrinkle_scan.system.csv_tables import NUMBER, parse_number

Muscle = Literal["procerus", "corrugator", "depressor_supercilii", "frontalis", "orbicularis"]
MUSCLES: tuple[Muscle, ...] = get_args(Muscle)
MIDLINE_MUSCLES = ("procerus",)

_POINT = re.compile(
    r"(?:(?P<muscle>[a-z_ ]+?)(?:\s+(?P<side>left|right))?|\((?P<place>[^()]*)\))"
    rf"(?:\s+(?P<units>{NUMBER})\s*u?)?"
)


@dataclass(frozen=True)
class InjectionPoint:
    """One point: a muscle and its side, or a position.

    Attributes:
        muscle: one of MUSCLES, or None for a position.
        side: the patient's, or None in the midline.
        place_mm: (to the patient's left, up) from the midpoint of the inner corners of the eyes, mm along the skin.
        units: units given there, or None.
    """

    muscle: Muscle | None
    side: Literal["left", "right"] | None
    place_mm: tuple[float, float] | None
    units: float | None


def read_points(text: str) -> tuple[InjectionPoint, ...]:
    """Points such as ``procerus 4; corrugator left 4; (12 25) 2``: a muscle with its side or a position, then units.

    Raises:
        ValueError: with the problem, as the end of a sentence.
    """
    return tuple(_read(part) for part in (piece.strip().lower() for piece in text.split(";")) if part)


def points_text(points: Iterable[InjectionPoint]) -> str:
    """Points as `read_points` reads them; places to 0.01 mm, units to 0.01."""
    return "; ".join(map(_written, points))


def number_text(number: float) -> str:
    """A number with a decimal point, rounded to 0.01, without zeros at its end."""
    return f"{round(number, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def _written(point: InjectionPoint) -> str:
    place = "" if point.place_mm is None else f"({' '.join(map(number_text, point.place_mm))})"
    units = "" if point.units is None else number_text(point.units)
    return " ".join(filter(None, (point.muscle, point.side, place, units)))


def _read(text: str) -> InjectionPoint:
    match = _POINT.fullmatch(text)
    if match is None:
        raise ValueError(f"{text} is neither a muscle nor a place as (12 25)")
    units = None if match["units"] is None else parse_number(match["units"])
    if match["place"] is not None:
        return InjectionPoint(None, None, _place(match["place"]), units)
    name = match["muscle"].strip().replace(" ", "_").removesuffix("_oculi").removesuffix("_supercilii")
    muscle = next((known for known in MUSCLES if known.removesuffix("_supercilii") == name), None)
    if muscle is None:
        raise ValueError(f"{match['muscle']} is none of {', '.join(MUSCLES)}")
    side: Literal["left", "right"] | None = match["side"]  # type: ignore[assignment]
    if side is None and muscle not in (*MIDLINE_MUSCLES, "frontalis"):
        raise ValueError(f"{muscle} needs a side, left or right")
    return InjectionPoint(muscle, side, None, units)


def _place(text: str) -> tuple[float, float]:
    """Two numbers with a space or a comma between them, each with a decimal point or comma."""
    halves = [(text[: cut.start()].strip(), text[cut.end() :].strip()) for cut in re.finditer(r"\s+|\s*,\s*", text)]
    read = {(parse_number(x), parse_number(y)) for x, y in halves}
    found = [(x, y) for x, y in read if x is not None and y is not None]
    if not found:
        raise ValueError(f"({text}) is no place as (12 25)")
    if len(found) > 1:
        raise ValueError(f"({text}) can be read in two ways; put a blank between the numbers, as (12,5 25)")
    return found[0]
