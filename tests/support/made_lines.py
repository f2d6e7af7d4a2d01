"""Proposed lines of known features."""

from __future__ import annotations

import numpy as np
from sample_photos import HOME

from wrinkle_scan.creases.proposals import ProposedLine


def line(region: str, **known: float) -> ProposedLine:
    """A line in the middle of a region, as it usually runs there, clear of hair and edges, 6 % deep.

    With the colour that real creases have for their darkening (medians of 522 that blinded viewers called creases).
    """
    u, v, facing = HOME[region]
    darkening = -np.log1p(-known.get("depth_percent", 6.0) / 100)
    plain = {
        "length_mm": 15.0, "width_mm": 1.1, "depth_percent": 6.0, "max_depth_percent": 8.0, "texture_percent": 1.5,
        "strength": 3.5, "peak_strength": 4.6, "weak_strength": 3.0, "coherence": 0.6, "straightness": 1.01,
        "off_usual": 0.2,
        "course": 0.0, "from_hair_mm": 20.0, "from_edge_mm": 8.0, "end_from_edge_mm": 6.0, "evenness": 0.95,
        "unevenness": 0.3, "step": 0.5, "redness": 0.02, "reddening": 0.18 * darkening,
        "blueing": -0.15 * darkening, "tint": 0.9,
        "shading": 0.05,
        "mm_per_px": 0.15, "across_px": 5.0, "u_mm": u, "v_mm": v, "facing": facing,
    }  # fmt: skip
    return ProposedLine(np.zeros((2, 2)), **(plain | known))
