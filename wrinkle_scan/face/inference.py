"""The MediaPipe models, each loaded once a process: faces, their landmarks, and the classes hair, skin and so on.

MediaPipe 0.10.31 is particular, and this is the only module that talks to it: it takes C-contiguous uint8 RGB and
nothing else (a strided view gives wrong landmarks silently, grey poisons the landmarker, uint16 aborts the process),
a landmarker must not cross a fork, and it writes log lines to the standard error descriptor when it starts.
"""

from __future__ import annotations

import hashlib
import io
import sys
import zipfile
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.face.settings import INFERENCE
from wrinkle_scan.system.offline import blocked_import
from wrinkle_scan.system.quiet import quiet_stderr

with blocked_import("sounddevice"):  # for sound; as it is imported, it has a compiler look for a library
    import mediapipe as mp
    from mediapipe.tasks.python import BaseOptions, vision

if TYPE_CHECKING:  # moved in Python 3.11
    from importlib.abc import Traversable

LANDMARK_MODEL = "face_landmarker.task"
DETECTOR_IN_BUNDLE = "face_detector.tflite"
SELFIE_MODEL = "selfie_multiclass_256x256.tflite"
SELFIE_CLASSES = ("background", "hair", "body_skin", "face_skin", "clothes", "others")


@dataclass(frozen=True, eq=False)
class DetectedFace:
    """One face as MediaPipe gives it.

    Attributes:
        landmarks: float64 (478, 3), pixels of the picture handed in; x right, y down, z away from the camera, in the
            scale of x. The last ten are the irises.
        rotation: float64 (3, 3), from the canonical face (x to the patient's left, y up, z to the viewer) to the
            camera.
        blendshapes: name -> 0..1.
    """

    landmarks: NDArray[np.float64]
    rotation: NDArray[np.float64]
    blendshapes: dict[str, float]


def detect_faces(rgb: NDArray[np.uint8], eager: bool = False) -> list[DetectedFace]:
    """Finds up to `max_faces` faces in an upright picture, uint8 (H, W, 3) RGB; eagerly, those hardly seen too."""
    result = _landmarker(INFERENCE.least_confidence if eager else INFERENCE.ordinary_confidence).detect(_image(rgb))
    height, width = rgb.shape[:2]
    faces = []
    for points, matrix, shapes in zip(
        result.face_landmarks, result.facial_transformation_matrixes, result.face_blendshapes, strict=True
    ):
        landmarks = np.array([(p.x * width, p.y * height, p.z * width) for p in points])
        blendshapes = {s.category_name: round(float(s.score), 4) for s in shapes if s.category_name != "_neutral"}
        faces.append(DetectedFace(landmarks, np.asarray(matrix, float)[:3, :3], blendshapes))
    return faces


def upright_face_confidence(rgb: NDArray[np.uint8]) -> float:
    """Confidence 0..1 that a picture, uint8 (H, W, 3) RGB, shows a face the right way up.

    It is that of the landmark model's own detector, which the landmarker does not report.
    """
    return max((float(face.categories[0].score) for face in _detector().detect(_image(rgb)).detections), default=0.0)


def face_boxes(rgb: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Where that detector sees faces, even barely: x and y of the box's middle, longer side, px, float64 (N, 3)."""
    boxes = [face.bounding_box for face in _detector().detect(_image(rgb)).detections]
    sides = [(box.origin_x + box.width / 2, box.origin_y + box.height / 2, max(box.width, box.height)) for box in boxes]
    return np.array(sides, float).reshape(-1, 3)


def classify_selfie(rgb: NDArray[np.uint8]) -> dict[str, NDArray[np.float32]]:
    """Confidence, float32 (H, W) 0..1, of each of SELFIE_CLASSES at each pixel of a uint8 (H, W, 3) RGB picture."""
    with quiet_stderr():  # the first use logs, and takes as long as any other
        masks = _segmenter().segment(_image(rgb)).confidence_masks
    return {name: np.squeeze(mask.numpy_view()).copy() for name, mask in zip(SELFIE_CLASSES, masks, strict=True)}


def load_models() -> None:
    """Loads the models that an ordinary photo needs, before the first one comes."""
    for use in (detect_faces, face_boxes, classify_selfie):
        use(np.zeros((64, 64, 3), np.uint8))


@cache
def model_sha256(name: str) -> str:
    """SHA-256 of a model file, as hexadecimal digits."""
    return hashlib.sha256(model_bytes(name)).hexdigest()


def model_bytes(name: str) -> bytes:
    """A model file's content."""
    return _model_file(name).read_bytes()


def _model_file(name: str) -> Traversable:
    return resources.files("wrinkle_scan.models").joinpath(name)


def _image(rgb: NDArray[np.uint8]) -> Any:
    if rgb.dtype != np.uint8 or rgb.ndim != 3 or rgb.shape[2] != 3:
        raise ValueError(f"MediaPipe takes uint8 (H, W, 3), not {rgb.dtype} {rgb.shape}")
    return mp.Image(image_format=mp.ImageFormat.SRGB, data=np.ascontiguousarray(rgb))


def _model(name: str) -> BaseOptions:
    """A model file, mapped into memory: MediaPipe keeps two copies of a buffer, 36 MB of both models.

    A buffer nonetheless where it is no file of its own, and under Windows, where MediaPipe opens neither absolute paths
    nor those with letters outside the system's code page (its issues 5343 and 3774).
    """
    file = _model_file(name)
    if isinstance(file, Path) and sys.platform != "win32":
        return BaseOptions(model_asset_path=str(file))
    return BaseOptions(model_asset_buffer=file.read_bytes())


@cache
def _landmarker(least_confidence: float) -> Any:
    options = vision.FaceLandmarkerOptions(
        base_options=_model(LANDMARK_MODEL),
        num_faces=INFERENCE.max_faces,
        min_face_detection_confidence=least_confidence,
        min_face_presence_confidence=least_confidence,
        output_face_blendshapes=True,
        output_facial_transformation_matrixes=True,
    )
    with quiet_stderr():
        landmarker = vision.FaceLandmarker.create_from_options(options)
        landmarker.detect(_image(np.zeros((64, 64, 3), np.uint8)))  # the first use logs too
    return landmarker


@cache
def _detector() -> Any:
    with zipfile.ZipFile(io.BytesIO(model_bytes(LANDMARK_MODEL))) as bundle:
        model = bundle.read(DETECTOR_IN_BUNDLE)
    options = vision.FaceDetectorOptions(
        base_options=BaseOptions(model_asset_buffer=model), min_detection_confidence=INFERENCE.least_confidence
    )
    with quiet_stderr():
        detector = vision.FaceDetector.create_from_options(options)
        detector.detect(_image(np.zeros((64, 64, 3), np.uint8)))
    return detector


@cache
def _segmenter() -> Any:
    options = vision.ImageSegmenterOptions(
        base_options=_model(SELFIE_MODEL),
        output_confidence_masks=True,
        output_category_mask=False,
    )
    with quiet_stderr():
        return vision.ImageSegmenter.create_from_options(options)
