"""Whether a face that was found stands on its head: the landmark model sees one in chin, mouth and nostrils as well."""

from __future__ import annotations

import numpy as np

from wrinkle_scan.face.inference import upright_face_confidence
from wrinkle_scan.face.views import ModelView
from wrinkle_scan.photo.reading import Photo

MARGINS = (1.6, 2.0, 2.6)
"""Sides of the views over the face's box; one view alone is not sure enough."""
VIEW_SIZE = 320
CERTAIN = 0.83
"""The detector's confidence in whole faces is 0.89 or more; in what it sees in faces the wrong way up, cut anywhere,
0.82 or less (34 people). So whole faces that stand on their heads are all told, those cut by the frame only in part."""
SURER_BY = 0.05
"""It is surer of a whole face the right way up by 0.17 at the least."""


def stands_on_its_head(photo: Photo, center: tuple[float, float], side: float, lean_deg: float) -> bool:
    """Whether what was found, a box in the photo, px, is more of a face when it is turned by 180 degrees."""
    widest = max(MARGINS)
    size = round(VIEW_SIZE * widest / min(MARGINS))
    around = ModelView(center, widest * side, lean_deg, size).picture(photo.pixels)  # the photo is reduced once for all

    def confidence(turn: float) -> float:
        views = [ModelView((size / 2, size / 2), size * margin / widest, turn, VIEW_SIZE) for margin in MARGINS]
        return float(np.mean([upright_face_confidence(view.picture(around)) for view in views]))

    turned = confidence(180.0)
    return turned > CERTAIN and turned - confidence(0.0) > SURER_BY
