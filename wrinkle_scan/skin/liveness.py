"""Whether a face is a living person's: the landmark model finds drawings, statues and dolls just as readily.

What distinguishes them (ISO/IEC 30107 calls a living person's a bona fide presentation): the segmenter, trained on
photos of people, does not take a drawing's flat colours for facial skin; and stone or metal has one colour all over,
where blood colours a face unevenly. In a photo without colour the eyes decide: stone has no dark iris beside the white.
A person is never to be refused: eyes that are closed, squinting, in shadow or cut by the frame prove nothing, and where
there is both facial skin and colour they are not looked at. So painted dolls and good paintings pass, as does a photo
of a photo.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.face.expression_signals import blink
from wrinkle_scan.face.geometry import Face
from wrinkle_scan.face.mesh_points import EYE_RING
from wrinkle_scan.photo.color import luminance
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.regions.rectified import sample_light
from wrinkle_scan.skin.segmentation import Segmentation
from wrinkle_scan.skin.settings import LIVENESS
from wrinkle_scan.system.errors import PhotoError
from wrinkle_scan.system.messages import message

IRIS = {"right": 468, "left": 473}


@dataclass(frozen=True)
class LivenessSigns:
    """What speaks for a living person; the limits are `LIVENESS`.

    Attributes:
        skin: confidence of the segmenter in facial skin, 75th percentile over the face (a quarter of it may be all that
            hair, a surgical mask and shadows leave in sight), 0..1.
        colour_spread: natural logarithm of red over green on the face, 95th less 5th percentile, without what lamps do:
            a change across the face, or from light to shade.
        eyes: of each eye that is open and in the frame, how much darker its iris is than the white beside it, plus how
            much darker its pupil is than the face, natural logarithms.
        eyes_closed: whether the blink signal says so.
    """

    skin: float
    colour_spread: float
    eyes: tuple[float, ...]
    eyes_closed: bool

    @property
    def drawn(self) -> bool:
        """Whether it has no facial skin."""
        return self.skin < LIVENESS.least_skin

    @property
    def of_one_colour(self) -> bool:
        """Whether the face is stone, metal, or a person in a photo without colour."""
        return self.colour_spread < LIVENESS.one_colour

    @property
    def carved(self) -> bool:
        """Whether it is of one colour and irises are missing that ought to be seen."""
        seen = bool(self.eyes) and not self.eyes_closed
        return self.of_one_colour and seen and float(np.mean(self.eyes)) < LIVENESS.least_eyes_without_colour


def check_liveness(photo: Photo, face: Face, segmentation: Segmentation) -> None:
    """Refuses what looks like a face but is not a living person's.

    Raises:
        PhotoError: ``not_a_real_face``.
    """
    found = liveness_signs(photo, face, segmentation)
    if found.drawn:
        problem = message("this looks like a drawing, a mask or a heavily filtered picture: a face, but no skin")
        remedy = message("Use an unedited photo of a person whose face is bare.")
    elif found.carved:
        problem = message("this looks like a statue: it is of one colour and its eyes show no dark irises")
        remedy = message("Use a colour photo of a person.")
    else:
        return
    raise PhotoError(photo.path, "not_a_real_face", problem, remedy)


def liveness_signs(photo: Photo, face: Face, segmentation: Segmentation) -> LivenessSigns:
    """Measures a face at its landmarks, as far as the frame shows them."""
    points = face.landmarks[:468, :2].astype(np.float32)
    points = points[((points > 0) & (points < (photo.width, photo.height))).all(axis=1)][None]
    light = np.maximum(sample_light(photo, points, face.mm_per_px / LIVENESS.averaged_mm)[0], LIVENESS.darkest)
    bright = luminance(light)
    skin_light = float(np.median(bright))
    contrasts = [_eye_contrast(photo, face, side, skin_light) for side in IRIS]
    return LivenessSigns(
        skin=float(np.percentile(segmentation.at(points, "face_skin")[0], LIVENESS.skin_percentile)),
        colour_spread=_spread(np.log(light[:, 0] / light[:, 1]), np.column_stack([points[0], np.log(bright)])),
        eyes=tuple(contrast for contrast in contrasts if contrast is not None),
        eyes_closed=blink(face.blendshapes) > LIVENESS.eyes_closed,
    )


def _spread(values: NDArray[np.float32], known: NDArray[np.float32]) -> float:
    """Spread of values (N,), without what follows linearly from what is known (N, K)."""
    terms = np.column_stack([np.ones(len(known)), (known - known.mean(axis=0)) / (known.std(axis=0) + 1e-6)])
    left = values - terms @ np.linalg.lstsq(terms, values, rcond=None)[0]
    low, high = np.percentile(left, LIVENESS.colour_percentiles)
    return float(high - low)


def _eye_contrast(photo: Photo, face: Face, side: str, skin_light: float) -> float | None:
    """Iris against white, row by row so that the upper lid's shadow cancels, plus pupil against skin; natural logs."""
    xy, from_iris = _eye_grid(face, side)
    inside = ((xy > 0) & (xy < (photo.width, photo.height))).all(axis=-1)
    if inside.mean() < LIVENESS.eye_in_frame:
        return None
    log = np.log(np.maximum(luminance(sample_light(photo, xy, face.mm_per_px / LIVENESS.eye_mm)), LIVENESS.darkest))
    distance = np.hypot(*np.moveaxis(from_iris, -1, 0))
    pupil, iris = inside & (distance < LIVENESS.pupil_radii), inside & (distance < LIVENESS.iris_radii)
    white = inside & (distance > LIVENESS.white_radii)
    rows = [
        float(np.median(line[beside]) - np.median(line[within]))
        for line, within, beside in zip(log, iris, white, strict=True)
        if min(within.sum(), beside.sum()) > LIVENESS.more_than_columns
    ]
    if not rows or not pupil.any():
        return None
    dark = np.percentile(log[pupil], LIVENESS.pupil_percentile)
    return float(np.median(rows) + np.log(max(skin_light, LIVENESS.darkest)) - dark)


def _eye_grid(face: Face, side: str) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """Points between the lids, rows parallel to them: (rows, columns, 2), px of the photo, and radii from the iris."""
    center, edges = face.landmarks[IRIS[side], :2], face.landmarks[IRIS[side] + 1 : IRIS[side] + 5, :2]
    ring = face.landmarks[list(EYE_RING[side]), :2]
    radius = float(np.linalg.norm(edges - center, axis=1).mean())
    across = (ring[8] - ring[0]) * (1 if side == "right" else -1)  # from the picture's left to its right
    across /= np.linalg.norm(across)
    axes = np.array([across, [-across[1], across[0]]]) * radius
    upper, lower = ((lid - center) @ axes.T / radius**2 for lid in (ring[:9], np.vstack([ring[8:], ring[:1]])))
    left, right = sorted((upper[0, 0], upper[-1, 0]))
    x = np.linspace(max(-LIVENESS.reach_radii, left), min(LIVENESS.reach_radii, right), LIVENESS.eye_columns)
    top, bottom = (_lid(lid, x) for lid in (upper, lower))
    y = top + (bottom - top) * np.linspace(*LIVENESS.between_lids, LIVENESS.eye_rows)[:, None]
    from_iris = np.stack([np.broadcast_to(x, y.shape), y], axis=-1)
    return (center + from_iris @ axes).astype(np.float32), from_iris


def _lid(lid: NDArray[np.float64], x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Height of a lid's edge (N, 2) at x."""
    lid = lid[np.argsort(lid[:, 0])]
    return np.interp(x, lid[:, 0], lid[:, 1])
