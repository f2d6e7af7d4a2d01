"""A face that the frame cuts off, completed by a drawing, so that the landmark model sees a whole one.

Clinics cut their photos through the lids or at the brows. The model's detector was taught on whole faces and misses
some of these; with the average face drawn in where the photo ends, in the photo's own skin colour, it finds them. What
is drawn proves nothing: a face counts only where the photo itself shows facial skin and darker brows in it.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.face.canonical_face import canonical_face_mm
from wrinkle_scan.face.drawing import draw_outside
from wrinkle_scan.face.inference import DetectedFace, classify_selfie, detect_faces
from wrinkle_scan.face.mesh_points import BROW_BOTTOM, BROW_TOP, EYE_CORNERS, EYE_RING
from wrinkle_scan.face.pose import lean_deg, rotation_of, yaw_pitch_roll_deg
from wrinkle_scan.face.settings import COMPLETING
from wrinkle_scan.face.similarity import fit_similarity
from wrinkle_scan.face.views import ModelView, log_light
from wrinkle_scan.photo.reading import Photo

BROW_POINTS = [point for side in ("right", "left") for edge in (BROW_TOP, BROW_BOTTOM) for point in edge[side]]
TRUSTED = [*EYE_RING["right"], *EYE_RING["left"], *BROW_POINTS]


def find_completed(photo: Photo) -> DetectedFace | None:
    """The photo's face, in photo px, seen with what is cut off drawn in; None where no skin with a brow is in sight."""
    best, best_contrast = None, COMPLETING.brow_darker
    for view, head, yaw, colour in _guesses(photo):
        found = _settle(photo, view, head, yaw, colour)
        contrasts = _brow_contrasts(photo, found.landmarks) if found else []
        if min(contrasts, default=0.0) < COMPLETING.brow_darker:
            continue
        contrast = float(np.mean(contrasts))
        if contrast > best_contrast:
            best, best_contrast = found, contrast
        if contrast > COMPLETING.surely_brows:
            break
    return best


def _guesses(photo: Photo) -> Iterator[tuple[ModelView, NDArray[np.float64], float, NDArray[np.float64]]]:
    """First views, average heads in them (468, 2), their yaw in degrees, and the skin's colour."""
    longer = max(photo.width, photo.height)
    center = photo.width / 2, photo.height / 2 + COMPLETING.first_lowered * longer
    view = ModelView(center, COMPLETING.first_side * longer, 0.0, COMPLETING.size)
    picture = view.picture_of(photo)
    inside = _inside(photo, view)
    skin = (classify_selfie(picture)["face_skin"] > COMPLETING.skin_confidence) & inside
    if skin.sum() < COMPLETING.least_skin_share * inside.sum():
        return
    colour = np.median(picture[skin], axis=0)
    rows = np.flatnonzero(skin.any(axis=1))
    lowest = skin[max(rows[-1] - COMPLETING.lowest_rows, rows[0]) : rows[-1] + 1]
    px_per_mm = float(np.median(lowest.sum(axis=1))) / COMPLETING.face_width_mm
    middle = float(np.nonzero(lowest)[1].mean())
    for below in COMPLETING.eyes_below_mm:
        yield view, _head(0.0) * px_per_mm + (middle, rows[-1] + below * px_per_mm), 0.0, colour
    for width in COMPLETING.one_eye_widths_mm:
        for yaw in COMPLETING.one_eye_yaws_deg:
            head = _head(yaw) * photo.width / width / view.px_per_px
            eye = head[list(EYE_RING["right" if yaw > 0 else "left"])].mean(axis=0)
            yield view, head - eye + view.from_photo(np.array([[photo.width, photo.height]]) / 2)[0], yaw, colour


def _head(yaw_deg: float) -> NDArray[np.float64]:
    """The average head turned by a yaw, (468, 2), mm to the right and down from midway between the eyes' corners."""
    return np.asarray((canonical_face_mm() @ rotation_of(yaw_deg, 0.0, 0.0).T)[:, :2] * (1, -1))


def _settle(
    photo: Photo, view: ModelView, head: NDArray[np.float64], yaw: float, colour: NDArray[np.float64]
) -> DetectedFace | None:
    """Looks, lays the drawing anew, and looks again; None where the model sees no face or none that comes to rest."""
    seen: list[DetectedFace] = []
    for _ in range(COMPLETING.rounds + 1):
        face = _look(photo, view, head, colour)
        if face is None:
            return None
        rotation = view.rotation_to_photo(face.rotation)
        seen.append(DetectedFace(view.to_photo(face.landmarks), rotation, face.blendshapes))
        laid = _lay(seen[-1].landmarks, yaw_pitch_roll_deg(rotation)[0], _in_photo(photo, seen[-1].landmarks))
        view = _around(laid, yaw)
        head = view.from_photo(laid)
    before, last = (face.landmarks[BROW_POINTS, :2] for face in seen[-2:])
    shown = _in_photo(photo, last)
    if shown.mean() < COMPLETING.least_brows:
        return None
    moved = float(np.median(np.hypot(*(last - before)[shown].T)))
    return seen[-1] if moved < COMPLETING.steady * view.side / COMPLETING.side else None


def _around(head: NDArray[np.float64], yaw: float) -> ModelView:
    """A view of a head (N, 2), photo px, turned by a yaw, degrees: it stands upright in the middle."""
    corners, lean = head[list(EYE_CORNERS)], lean_deg(head)
    foreshortened = max(float(np.cos(np.radians(yaw))), COMPLETING.least_foreshortened)
    span = float(np.hypot(*(corners[3] - corners[0]))) / foreshortened
    down = np.array([-np.sin(np.radians(lean)), np.cos(np.radians(lean))])
    x, y = corners.mean(axis=0) + COMPLETING.lowered * span * down
    return ModelView((float(x), float(y)), COMPLETING.side * span, lean, COMPLETING.size)


def _look(photo: Photo, view: ModelView, head: NDArray[np.float64], colour: NDArray[np.float64]) -> DetectedFace | None:
    picture = draw_outside(view.picture_of(photo), _inside(photo, view), head, colour)
    faces = detect_faces(picture) or detect_faces(picture, eager=True)
    middle, far = head.mean(axis=0), COMPLETING.most_off * COMPLETING.size
    near = [f for f in faces if np.hypot(*(f.landmarks[:468, :2].mean(axis=0) - middle)) < far]
    return max(near, key=lambda f: float(np.ptp(f.landmarks[:, 0])), default=None)


def _lay(landmarks: NDArray[np.float64], yaw: float, in_photo: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The average head (468, 2), photo px, turned by a yaw, degrees, and laid on eyes and brows in sight."""
    head = _head(yaw)
    weight = np.where(in_photo[TRUSTED], 1.0, COMPLETING.out_of_sight_weight)
    return fit_similarity(head[TRUSTED], landmarks[TRUSTED, :2], weight)(head)


def brows_fit(photo: Photo, landmarks: NDArray[np.float64]) -> bool:
    """Whether the photo shows a brow wherever the landmarks (478, 3) say that it shows one, and one at the least."""
    contrasts = _brow_contrasts(photo, landmarks)
    return min(contrasts, default=0.0) > COMPLETING.brow_darker


def _brow_contrasts(photo: Photo, landmarks: NDArray[np.float64]) -> list[float]:
    """How much darker each brow in the photo is than the facial skin above it, natural logarithms of light."""
    span = float(np.hypot(*(landmarks[EYE_CORNERS[3], :2] - landmarks[EYE_CORNERS[0], :2])))
    x, y = landmarks[BROW_POINTS, :2].mean(axis=0)
    view = ModelView((float(x), float(y)), COMPLETING.brow_side * span, lean_deg(landmarks), COMPLETING.size)
    picture, inside = view.picture_of(photo), _inside(photo, view)
    log = log_light(picture, COMPLETING.brow_blur)
    skin = (classify_selfie(picture)["face_skin"] > COMPLETING.skin_confidence) & inside
    contrasts = []
    for side in ("right", "left"):
        top, bottom = (view.from_photo(landmarks[list(edge[side]), :2]) for edge in (BROW_TOP, BROW_BOTTOM))
        brow = _polygon(np.vstack([top, bottom[::-1]]))
        near, far = ((top - (0, height * COMPLETING.size)) for height in COMPLETING.above_brow)
        above = _polygon(np.vstack([near, far[::-1]])) & skin
        if min(brow.sum(), above.sum()) < COMPLETING.least_px or inside[brow].mean() < COMPLETING.least_brow_share:
            continue
        contrasts.append(float(np.median(log[above]) - np.percentile(log[brow & inside], COMPLETING.brow_percentile)))
    return contrasts


def _polygon(points: NDArray[np.float64]) -> NDArray[np.bool_]:
    mask = np.zeros((COMPLETING.size, COMPLETING.size), np.uint8)
    cv2.fillPoly(mask, [np.round(points).astype(np.int32)], 1)
    return mask.astype(bool)


def _in_photo(photo: Photo, landmarks: NDArray[np.float64]) -> NDArray[np.bool_]:
    points = landmarks[:, :2]
    return np.asarray(((points > 0) & (points < (photo.width, photo.height))).all(axis=1))


def _inside(photo: Photo, view: ModelView) -> NDArray[np.bool_]:
    """Where the view shows the photo, less its very edge."""
    steps = np.arange(COMPLETING.size) + 0.5
    centers = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)
    points, edge = view.to_photo(centers), view.px_per_px
    inside = ((points > edge) & (points < np.subtract((photo.width, photo.height), edge))).all(axis=1)
    return np.asarray(inside.reshape(COMPLETING.size, COMPLETING.size))
