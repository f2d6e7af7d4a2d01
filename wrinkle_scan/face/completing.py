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
from wrinkle_scan.face.pose import attitude_deg, lean_deg, rotation_of
from wrinkle_scan.face.similarity import fit_similarity
from wrinkle_scan.face.views import ModelView
from wrinkle_scan.photo.reading import Photo

SIZE = 512
"""Pixels along the views."""
FIRST_SIDE, FIRST_LOWERED = 1.5, 0.2
"""The first view's side over the photo's longer side, and how far it is lowered: room for a lower face."""
FACE_WIDTH_MM = 135.0
"""Bizygomatic breadth of adults: 130 to 140 mm (ANSUR II: women 131, men 140)."""
EYES_BELOW_MM = (-8.0, 4.0, 16.0)
"""Where the eyes are tried, below the lowest skin in sight: cut under the lids, through them, or at the brows."""
ONE_EYE_YAWS_DEG, ONE_EYE_WIDTHS_MM = (40.0, -40.0), (80.0, 110.0, 60.0)
"""A close-up of one eye: the head is turned so that this eye is the near one, in the middle of a photo so wide."""
ROUNDS = 3
"""The drawing is laid anew to the landmarks just found; from any of the first guesses it comes to rest in two."""
SIDE, LOWERED = 2.7, 0.35
"""The later views' side, and how far they are lowered below the eyes, in distances of the eyes' outer corners."""
LEAST_SKIN_SHARE = 0.02
"""Of the photo that is facial skin, for a face to be looked for."""
LOWEST_ROWS = 30
BROW_POINTS = [point for side in ("right", "left") for edge in (BROW_TOP, BROW_BOTTOM) for point in edge[side]]
TRUSTED = [*EYE_RING["right"], *EYE_RING["left"], *BROW_POINTS]
OUT_OF_SIGHT_WEIGHT = 0.05
"""Of a landmark in the drawing beside one in the photo, in laying the head."""
BROW_DARKER = 0.25
"""Natural logarithm: a brow is darker than the skin above it by this, be it fair (`skin.brows` has the same)."""
SURELY_BROWS = 1.2
"""In 17 of 20 photos of as many patients it is more; further guesses are not tried then."""
BROW_SIDE, BROW_BLUR, BROW_PERCENTILE = 2.0, 3.2, 40
"""A brow is looked at in a view so many eyes' distances wide, evened over this many of its pixels, 1 mm; its landmarks
take in some skin as well."""
ABOVE_BROW = (0.05, 0.1)
"""Of that view's side: 8 and 16 mm above the brow's upper edge."""
LEAST_PX = 50
GAMMA = 2.2
LEAST_BROWS = 0.25
"""Of both brows' landmarks, that must lie in the photo: half of one brow."""
STEADY = 0.05
"""Of the eyes' distance, 4 mm: brows that move more in the last round are not found."""


def find_completed(photo: Photo) -> DetectedFace | None:
    """The photo's face, in photo px, seen with what is cut off drawn in; None where no skin with a brow is in sight."""
    best, best_contrast = None, BROW_DARKER
    for view, head, yaw, colour in _guesses(photo):
        found = _settle(photo, view, head, yaw, colour)
        contrasts = _brow_contrasts(photo, found.landmarks) if found else []
        if min(contrasts, default=0.0) < BROW_DARKER:
            continue
        contrast = float(np.mean(contrasts))
        if contrast > best_contrast:
            best, best_contrast = found, contrast
        if contrast > SURELY_BROWS:
            break
    return best


def _guesses(photo: Photo) -> Iterator[tuple[ModelView, NDArray[np.float64], float, NDArray[np.float64]]]:
    """First views, average heads in them (468, 2), their yaw in degrees, and the skin's colour."""
    longer = max(photo.width, photo.height)
    view = ModelView((photo.width / 2, photo.height / 2 + FIRST_LOWERED * longer), FIRST_SIDE * longer, 0.0, SIZE)
    picture = view.picture(photo.pixels)
    inside = _inside(photo, view)
    skin = (classify_selfie(picture)["face_skin"] > 0.5) & inside
    if skin.sum() < LEAST_SKIN_SHARE * inside.sum():
        return
    colour = np.median(picture[skin], axis=0)
    rows = np.flatnonzero(skin.any(axis=1))
    lowest = skin[max(rows[-1] - LOWEST_ROWS, rows[0]) : rows[-1] + 1]
    px_per_mm = float(np.median(lowest.sum(axis=1))) / FACE_WIDTH_MM
    middle = float(np.nonzero(lowest)[1].mean())
    for below in EYES_BELOW_MM:
        yield view, _head(0.0) * px_per_mm + (middle, rows[-1] + below * px_per_mm), 0.0, colour
    for width in ONE_EYE_WIDTHS_MM:
        for yaw in ONE_EYE_YAWS_DEG:
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
    for _ in range(ROUNDS + 1):
        face = _look(photo, view, head, colour)
        if face is None:
            return None
        rotation = view.rotation_to_photo(face.rotation)
        seen.append(DetectedFace(view.to_photo(face.landmarks), rotation, face.blendshapes))
        laid = _lay(seen[-1].landmarks, attitude_deg(rotation)[0], _in_photo(photo, seen[-1].landmarks))
        view = _around(laid, yaw)
        head = view.from_photo(laid)
    before, last = (face.landmarks[BROW_POINTS, :2] for face in seen[-2:])
    shown = _in_photo(photo, last)
    if shown.mean() < LEAST_BROWS:
        return None
    moved = float(np.median(np.hypot(*(last - before)[shown].T)))
    return seen[-1] if moved < STEADY * view.side / SIDE else None


def _around(head: NDArray[np.float64], yaw: float) -> ModelView:
    """A view of a head (N, 2), photo px, turned by a yaw, degrees: it stands upright in the middle."""
    corners, lean = head[list(EYE_CORNERS)], lean_deg(head)
    span = float(np.hypot(*(corners[3] - corners[0]))) / max(float(np.cos(np.radians(yaw))), 0.5)
    x, y = corners.mean(axis=0) + LOWERED * span * np.array([-np.sin(np.radians(lean)), np.cos(np.radians(lean))])
    return ModelView((float(x), float(y)), SIDE * span, lean, SIZE)


def _look(photo: Photo, view: ModelView, head: NDArray[np.float64], colour: NDArray[np.float64]) -> DetectedFace | None:
    picture = draw_outside(view.picture(photo.pixels), _inside(photo, view), head, colour)
    faces = detect_faces(picture) or detect_faces(picture, eager=True)
    near = [f for f in faces if np.hypot(*(f.landmarks[:468, :2].mean(axis=0) - head.mean(axis=0))) < SIZE / 4]
    return max(near, key=lambda f: float(np.ptp(f.landmarks[:, 0])), default=None)


def _lay(landmarks: NDArray[np.float64], yaw: float, in_photo: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The average head (468, 2), photo px, turned by a yaw, degrees, and laid on eyes and brows in sight."""
    head = _head(yaw)
    weight = np.where(in_photo[TRUSTED], 1.0, OUT_OF_SIGHT_WEIGHT)
    return fit_similarity(head[TRUSTED], landmarks[TRUSTED, :2], weight)(head)


def brows_fit(photo: Photo, landmarks: NDArray[np.float64]) -> bool:
    """Whether the photo shows a brow wherever the landmarks (478, 3) say that it shows one, and one at the least."""
    contrasts = _brow_contrasts(photo, landmarks)
    return min(contrasts, default=0.0) > BROW_DARKER


def _brow_contrasts(photo: Photo, landmarks: NDArray[np.float64]) -> list[float]:
    """How much darker each brow in the photo is than the facial skin above it, natural logarithms of light."""
    span = float(np.hypot(*(landmarks[EYE_CORNERS[3], :2] - landmarks[EYE_CORNERS[0], :2])))
    x, y = landmarks[BROW_POINTS, :2].mean(axis=0)
    view = ModelView((float(x), float(y)), BROW_SIDE * span, lean_deg(landmarks), SIZE)
    picture, inside = view.picture(photo.pixels), _inside(photo, view)
    log = GAMMA * np.log(cv2.GaussianBlur(picture, (0, 0), BROW_BLUR)[..., 1].astype(float) + 1.0)
    skin = (classify_selfie(picture)["face_skin"] > 0.5) & inside
    contrasts = []
    for side in ("right", "left"):
        top, bottom = (view.from_photo(landmarks[list(edge[side]), :2]) for edge in (BROW_TOP, BROW_BOTTOM))
        brow = _polygon(np.vstack([top, bottom[::-1]]))
        near, far = ((top - (0, height * SIZE)) for height in ABOVE_BROW)
        above = _polygon(np.vstack([near, far[::-1]])) & skin
        if brow.sum() < LEAST_PX or inside[brow].mean() < 0.5 or above.sum() < LEAST_PX:
            continue
        contrasts.append(float(np.median(log[above]) - np.percentile(log[brow & inside], BROW_PERCENTILE)))
    return contrasts


def _polygon(points: NDArray[np.float64]) -> NDArray[np.bool_]:
    mask = np.zeros((SIZE, SIZE), np.uint8)
    cv2.fillPoly(mask, [np.round(points).astype(np.int32)], 1)
    return mask.astype(bool)


def _in_photo(photo: Photo, landmarks: NDArray[np.float64]) -> NDArray[np.bool_]:
    points = landmarks[:, :2]
    return np.asarray(((points > 0) & (points < (photo.width, photo.height))).all(axis=1))


def _inside(photo: Photo, view: ModelView) -> NDArray[np.bool_]:
    """Where the view shows the photo, less its very edge."""
    centers = np.stack(np.meshgrid(np.arange(SIZE) + 0.5, np.arange(SIZE) + 0.5), axis=-1).reshape(-1, 2)
    points, edge = view.to_photo(centers), view.px_per_px
    inside = ((points > edge) & (points < np.subtract((photo.width, photo.height), edge))).all(axis=1)
    return np.asarray(inside.reshape(SIZE, SIZE))
