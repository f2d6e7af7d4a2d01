"""The part of a picture to measure as the photo: the half or quarter of a before/after picture, or a box."""

from __future__ import annotations

from numbers import Integral
from typing import Any, TypeAlias

SIDES = ("left", "right", "top", "bottom", "top-left", "top-right", "bottom-left", "bottom-right")
"""Halves and quarters of the upright photo, as one looks at it."""

Box: TypeAlias = tuple[int, int, int, int]
"""(x, y, width, height) in px of the upright photo, from its upper left corner."""
Crop: TypeAlias = str | Box
"""One of SIDES, or a box."""


def is_crop(value: Any) -> bool:
    """Whether a caller's value is one of SIDES or four whole numbers, NumPy's too."""
    if isinstance(value, str):
        return value in SIDES
    try:
        x, y, width, height = value
    except (TypeError, ValueError):
        return False
    return all(isinstance(number, Integral) for number in (x, y, width, height))


def crop_from_text(text: str) -> Crop:
    """One of SIDES, or a box written X,Y,W,H.

    Raises:
        ValueError: it is neither; the message, without a full stop, says what is accepted.
    """
    if text in SIDES:
        return text
    try:
        x, y, width, height = (int(number) for number in text.split(","))
    except ValueError:
        raise ValueError(f"{text!r} is neither one of {', '.join(SIDES)} nor a box X,Y,W,H in pixels") from None
    if min(x, y) < 0 or min(width, height) < 1:
        raise ValueError(f"the box {text!r} needs X and Y of 0 or more, and W and H of 1 or more")
    return x, y, width, height


def crop_box(crop: Crop, width: int, height: int) -> Box:
    """The box of a crop in a photo of this width and height, px."""
    if not isinstance(crop, str):
        return crop
    left = width // 2 if "right" in crop else 0
    top = height // 2 if "bottom" in crop else 0
    right = width // 2 if "left" in crop else width
    bottom = height // 2 if "top" in crop else height
    return left, top, right - left, bottom - top
