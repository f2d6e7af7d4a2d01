"""Finds the face: looks closer where it is small, pads where the frame cuts it, turns where the head leans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.face.completing import brows_fit, find_completed
from wrinkle_scan.face.expression_signals import blink
from wrinkle_scan.face.half_faces import both_eyes_seen, find_half_face
from wrinkle_scan.face.inference import DetectedFace, detect_faces, face_boxes, upright_face_confidence
from wrinkle_scan.face.pose import lean_deg, mean_rotation, mirrored
from wrinkle_scan.face.settings import FINDING, GEOMETRY, UPSIDE_DOWN
from wrinkle_scan.face.upside_down import stands_on_its_head
from wrinkle_scan.face.views import ModelView, face_box
from wrinkle_scan.photo.crop import crop_box
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.system.errors import SEVERAL_FACES, PhotoError
from wrinkle_scan.system.messages import message

COUNTED = (
    message("one"),
    message("two"),
    message("three"),
    message("four"),
    message("five"),
    message("six"),
    message("seven"),
    message("many"),
)
HALVES = ("left", "right", "top", "bottom")


Picture = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class FoundFace:
    """A face in a photo.

    Attributes:
        landmarks: float64 (478, 3), photo px.
        rotation: float64 (3, 3), from head to camera axes (x right, y up, z to the viewer).
        blendshapes: 0..1.
        half: whether the photo shows one half of it; the other is its mirror image.
    """

    landmarks: NDArray[np.float64]
    rotation: NDArray[np.float64]
    blendshapes: dict[str, float]
    half: bool = False


def find_face(photo: Photo) -> FoundFace:
    """The photo's one subject.

    Raises:
        PhotoError: no face, several faces of like size, or a photo that stands on its head.
    """
    found = _find_or_complete(photo)
    if found and (blink(found.blendshapes) > GEOMETRY.eyes_closed or both_eyes_seen(photo, found.landmarks)):
        return found
    half = find_half_face(photo, found)
    if half:
        return FoundFace(half.landmarks, half.rotation, half.blendshapes, half=True)
    if found:
        return found
    raise PhotoError(
        photo.path,
        "no_face",
        message("no face was found"),
        message(
            "Use a sharp, evenly lit photo from the front with at least the brows and the forehead in the picture."
        ),
    )


def _find_or_complete(photo: Photo) -> FoundFace | None:
    found = _find_ordinarily(photo)
    if found and (_is_whole(photo, found) or _proven(photo, found)):
        return found
    completed = find_completed(photo)
    return FoundFace(completed.landmarks, completed.rotation, completed.blendshapes) if completed else found


def _proven(photo: Photo, found: FoundFace) -> bool:
    """Whether brows, or both irises, are where a face says: on dark skin brows may be hardly darker than it."""
    return brows_fit(photo, found.landmarks) or both_eyes_seen(photo, found.landmarks)


def seen_at_once(photo: Photo) -> NDArray[np.float64] | None:
    """Landmarks (478, 3), photo px, of the largest face seen in the whole photo at the first look, if there is any."""
    view = _whole(photo, FINDING.search_margins[0])
    faces = sorted(_faces_in(view, view.picture_of(photo)), key=_size)
    return faces[-1].landmarks if faces else None


def _find_ordinarily(photo: Photo) -> FoundFace | None:
    """The face as the model sees it; one that is cut through may be fitted wrongly, or not found."""
    for views in _search(photo):
        faces = _distinct([face for view in views for face in _faces_in(view, view.picture_of(photo))], [])
        if faces:
            if not _lies(faces[0]):  # a half of a face that lies on its side may look like another face
                faces = _distinct(_in_halves(photo, faces), faces)
            found = _look_again(photo, _upright(photo, _dominant(photo, faces)))
            if found:
                return found
            break
    lying = [_whole(photo, FINDING.turned_margin, turn).picture_of(photo) for turn in (90.0, 180.0, -90.0)]
    if any(upright_face_confidence(picture) > UPSIDE_DOWN.certain for picture in lying):
        raise _wrong_way_up(photo)
    return None


def _is_whole(photo: Photo, face: FoundFace) -> bool:
    """Whether the frame leaves the face whole, but for its outermost landmarks."""
    parts = FINDING.outermost, 1 - FINDING.outermost
    low, high = (np.quantile(face.landmarks[:468, :2], part, axis=0) for part in parts)
    return bool((low > 0).all() and (high < (photo.width, photo.height)).all())


def _search(photo: Photo) -> Iterator[list[ModelView]]:
    """Views in the order of trying; the first group with a face ends the search."""
    yield from ([_whole(photo, margin)] for margin in FINDING.search_margins)
    yield from ([_lower_edge(photo, margin)] for margin in FINDING.search_margins)
    yield [_whole(photo, FINDING.turned_margin, turn) for turn in FINDING.lean_turns]
    yield from (_tiles(photo, parts) for parts in FINDING.tile_parts)


def _whole(photo: Photo, margin: float, turn_deg: float = 0.0) -> ModelView:
    center = (photo.width / 2, photo.height / 2)
    return ModelView(center, margin * max(photo.width, photo.height), turn_deg, FINDING.search_size)


def _lower_edge(photo: Photo, margin: float) -> ModelView:
    """A view centred on the lower edge: with room for the lower face that the frame cut off."""
    side = margin * max(photo.width, photo.height)
    return ModelView((photo.width / 2, float(photo.height)), side, 0.0, FINDING.search_size)


def _tiles(photo: Photo, parts: int) -> list[ModelView]:
    """Square tiles a part of the longer side long, half overlapping."""
    side = max(photo.width, photo.height) / parts
    x_count, y_count = (max(round(2 * length / side) - 1, 1) for length in (photo.width, photo.height))
    xs = np.linspace(min(side, photo.width) / 2, photo.width - min(side, photo.width) / 2, x_count)
    ys = np.linspace(min(side, photo.height) / 2, photo.height - min(side, photo.height) / 2, y_count)
    return [ModelView((float(x), float(y)), side, 0.0, FINDING.search_size) for y in ys for x in xs]


def _faces_in(view: ModelView, picture: Picture) -> list[FoundFace]:
    return [
        FoundFace(view.to_photo(face.landmarks), view.rotation_to_photo(face.rotation), face.blendshapes)
        for face in detect_faces(picture)
    ]


def _distinct(faces: list[FoundFace], known: list[FoundFace]) -> list[FoundFace]:
    """The faces known and those that are none of them, each once (views overlap), by falling size."""
    kept = list(known)
    for face in sorted(faces, key=_size, reverse=True):
        center, size = face_box(face.landmarks)
        if _is_none_of(center, size, kept, FINDING.other_face):
            kept.append(face)
    return sorted(kept, key=_size, reverse=True)


def _is_none_of(center: Sequence[float], size: float, known: list[FoundFace], share: float) -> bool:
    """Whether a face's box lies off every known one by more than a share of the smaller one's side."""
    boxes = [face_box(face.landmarks) for face in known]
    return all(np.hypot(*np.subtract(center, middle)) > share * min(size, side) for middle, side in boxes)


def _size(face: FoundFace | DetectedFace) -> float:
    return face_box(face.landmarks)[1]


def _in_halves(photo: Photo, known: list[FoundFace]) -> list[FoundFace]:
    """Faces seen in each half of the photo alone, where its detector sees any but those that are known.

    Of two pictures in one the model may see but one face, or take one's eyes and the other's mouth for one.
    """
    faces = []
    for side in HALVES:
        x, y, width, height = half = crop_box(side, photo.width, photo.height)
        margin = FINDING.half_margin * max(width, height)
        view = ModelView((x + width / 2, y + height / 2), margin, 0.0, FINDING.search_size)
        small = replace(view, size=FINDING.detector_size)
        seen = face_boxes(small.picture_of(photo, half))
        middles, sizes = small.to_photo(seen[:, :2]), seen[:, 2] * small.px_per_px
        if any(_is_none_of(*box, known, FINDING.maybe_other_face) for box in zip(middles, sizes, strict=True)):
            faces += _faces_in(view, view.picture_of(photo, half))
    return faces


def _dominant(photo: Photo, faces: list[FoundFace]) -> FoundFace:
    boxes = [face_box(face.landmarks) for face in faces]
    if len(faces) > 1 and boxes[0][1] < FINDING.dominant * boxes[1][1]:
        count = sum(boxes[0][1] < FINDING.dominant * side for _, side in boxes)
        raise PhotoError(
            photo.path,
            SEVERAL_FACES,
            message(
                "it shows {counted} faces of like size (a before/after picture?)",
                counted=COUNTED[min(count, len(COUNTED)) - 1],
            ),
            message("Cut it into one photo each."),
        )
    return faces[0]


def _look_again(photo: Photo, face: FoundFace) -> FoundFace | None:
    """Detects again, `looks` times, in a square around the upright face: the best landmarks this model gives.

    None if it is lost.
    """
    for _ in range(FINDING.looks):
        closely = _closely(photo, face)
        if closely is None:
            return None
        face, view, picture = closely
    return replace(face, rotation=mean_rotation([face.rotation, *_rotation_in_mirror(view, picture)]))


def _closely(photo: Photo, face: FoundFace) -> tuple[FoundFace, ModelView, Picture] | None:
    """The same face seen closer, and the view and its picture in which it was."""
    center, side = face_box(face.landmarks)
    for margin in FINDING.final_margins:
        view = ModelView(center, margin * side, lean_deg(face.landmarks), FINDING.final_size)
        picture = view.picture_of(photo)
        again = _faces_in(view, picture)
        near = [f for f in again if np.hypot(*np.subtract(face_box(f.landmarks)[0], center)) < FINDING.refound * side]
        if near:
            return max(near, key=_size), view, picture
    return None


def _rotation_in_mirror(view: ModelView, picture: Picture) -> list[NDArray[np.float64]]:
    """The head's rotation as found in the view's mirror image, mirrored back; none where no face is seen there.

    The model sees faces cut by the frame turned by a degree to one side; in the mirror it is the other side.
    """
    faces = detect_faces(np.ascontiguousarray(picture[:, ::-1]))
    largest = sorted(faces, key=_size, reverse=True)[:1]
    return [view.rotation_to_photo(mirrored(face.rotation)) for face in largest]


def _lies(face: FoundFace) -> bool:
    return abs(lean_deg(face.landmarks)) > FINDING.max_roll_deg


def _upright(photo: Photo, face: FoundFace) -> FoundFace:
    if _lies(face) or stands_on_its_head(photo, *face_box(face.landmarks), lean_deg(face.landmarks)):
        raise _wrong_way_up(photo)
    return face


def _wrong_way_up(photo: Photo) -> PhotoError:
    return PhotoError(
        photo.path,
        "wrong_way_up",
        message("the face lies on its side or stands on its head"),
        message("Turn the photo upright and try again."),
    )
