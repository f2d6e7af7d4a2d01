"""The face in a photo: landmarks, millimetres per pixel, attitude, expression signals."""

from wrinkle_scan.face.average_head import average_head_mm, average_normals
from wrinkle_scan.face.finding import face_box
from wrinkle_scan.face.geometry import Face, measure_face
from wrinkle_scan.face.views import View

__all__ = ["Face", "View", "average_head_mm", "average_normals", "face_box", "measure_face"]
