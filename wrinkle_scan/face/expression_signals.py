"""What MediaPipe's blendshapes, signals of 0 to 1 for either side of a face, say of its movements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

Blendshapes = Mapping[str, float]


class Movements(NamedTuple):
    """How far a face smiles, lowers and raises its brows, 0 to 1: mean of both sides."""

    smile: float
    brows_down: float
    brows_up: float


def movements(blendshapes: Blendshapes) -> Movements:
    """How far a face moves; of its brows the end that is raised further."""
    smile, down, outer = (_mean(blendshapes, name) for name in ("mouthSmile", "browDown", "browOuterUp"))
    return Movements(smile, down, max(outer, blendshapes.get("browInnerUp", 0.0)))


def brow_raise(blendshapes: Blendshapes) -> float:
    """How far the brows are raised as a whole, 0 to 1: the mean of their inner and outer ends."""
    return (blendshapes.get("browInnerUp", 0.0) + _mean(blendshapes, "browOuterUp")) / 2


def blink(blendshapes: Blendshapes) -> float:
    """How far both eyes are closed, 0 to 1: the signal of the wider one."""
    return min(_both(blendshapes, "eyeBlink"))


def _mean(blendshapes: Blendshapes, name: str) -> float:
    return sum(_both(blendshapes, name)) / 2


def _both(blendshapes: Blendshapes, name: str) -> tuple[float, float]:
    return blendshapes.get(f"{name}Left", 0.0), blendshapes.get(f"{name}Right", 0.0)
