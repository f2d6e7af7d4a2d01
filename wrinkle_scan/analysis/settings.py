"""What decides whether a photo and its regions can be measured: every setting of this room, with unit and source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class AnalysisSettings:
    """All settings of the room."""

    least_visible: Mapping[str, float] = field(
        default_factory=lambda: {"forehead": 0.1, "glabella": 0.35, "crows_feet_right": 0.2, "crows_feet_left": 0.2}
    )
    """Fraction of a region's skin that must be in sight. Chosen by hand, so low that a low hair line stops no
    forehead."""
    least_cm2: Mapping[str, float] = field(
        default_factory=lambda: {"forehead": 4.5, "glabella": 2.0, "crows_feet_right": 1.5, "crows_feet_left": 1.5}
    )
    """Skin that must be in sight, cm2. Chosen by hand with the former."""
    mostly_seen: float = 0.7
    """Fraction in sight above which a region is small by itself, not hidden: it chooses the words of the reason only.
    Chosen by hand."""
    coarse_mm_per_px: float = 0.45
    too_coarse_mm_per_px: float = 1.0
    """A pixel must not be wider than a fine line (0.4 mm) for that line to be seen, nor than a deep one (1 mm) for
    any."""
    most_of_glasses: float = 0.1
    """Share of a crow's feet region, its edge of 3 mm included, that something worn may hide. 0 in all bare faces of
    the London set; with wire frames drawn on five of them 0.05 to 0.12 before that edge is added."""
    blurred_mm: float = 0.5
    """Sigma of the blur, mm, from which fine lines are lost: they are 0.4 mm wide. Chosen by hand."""
    smoothed_below: float = -0.4
    """Of `fine_texture_left`: a third of the fine texture gone. -0.28 at the least in 32 people of the London set,
    -0.48 to -0.76 after filters that keep edges (`benchmarks/skin_texture.py`)."""
    longest_seconds: float = 300.0
    """For one photo; the largest that is read, 200 megapixels, takes a tenth of it."""


ANALYSIS = AnalysisSettings()
