"""The face in a photo: landmarks, millimetres per pixel, attitude, expression signals."""

from wrinkle_scan.face.geometry import Face, measure_face
from wrinkle_scan.face.views import View

__all__ = ["Face", "View", "measure_face"]
