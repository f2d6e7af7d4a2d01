"""Whether a face that was found stands on its head: the landmark model sees one in chin, mouth and nostrils as well."""

from __future__ import annotations

import numpy as np

from wrinkle_scan.face.inference import upright_face_confidence
from wrinkle_scan.face.settings import UPSIDE_DOWN
from wrinkle_scan.face.views import ModelView
from wrinkle_scan.photo.reading import Photo


def stands_on_its_head(photo: Photo, center: tuple[float, float], side: float, lean_deg: float) -> bool:
    """Whether what was found, a box in the photo, px, is more of a face when it is turned by 180 degrees."""
    widest, nearest = max(UPSIDE_DOWN.margins), min(UPSIDE_DOWN.margins)
    size = round(UPSIDE_DOWN.view_size * widest / nearest)
    around = ModelView(center, widest * side, lean_deg, size).picture_of(photo)

    def confidence(turn: float, least: float = 0.0) -> float:
        """The mean over all views; 0 as soon as it cannot be more than so much."""
        confidences: list[float] = []
        for margin in UPSIDE_DOWN.margins:
            view = ModelView((size / 2, size / 2), size * margin / widest, turn, UPSIDE_DOWN.view_size)
            confidences.append(upright_face_confidence(view.picture(around)))
            at_most = sum(confidences) + len(UPSIDE_DOWN.margins) - len(confidences)
            if at_most <= least * len(UPSIDE_DOWN.margins):
                return 0.0
        return float(np.mean(confidences))

    turned = confidence(180.0, UPSIDE_DOWN.certain)
    return turned > UPSIDE_DOWN.certain and turned - confidence(0.0) > UPSIDE_DOWN.surer_by
