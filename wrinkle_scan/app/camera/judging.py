"""What the camera's process does: looks at frames, at the earlier photos they are to be like, and at what was taken.

The server imports this module and loads nothing by it; what comes back is plain data, as a page's script takes it.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wrinkle_scan.app.camera.standard_series import SeriesStep
from wrinkle_scan.app.folder.patient_record import EarlierPhoto
from wrinkle_scan.app.patients.dropped import someone_else, someone_else_than
from wrinkle_scan.app.patients.whose_face import unlike
from wrinkle_scan.app.small_jpeg import small_jpeg
from wrinkle_scan.system.errors import SEVERAL_FACES, PhotoError, WrinkleScanError
from wrinkle_scan.system.messages import Message, message

if TYPE_CHECKING:  # these load what measures, which takes seconds
    from wrinkle_scan.app.camera.indicators import Indicator, Like
    from wrinkle_scan.photo.reading import Photo

THUMBNAIL_PX, THUMBNAIL_QUALITY = 320, 82
REFUSED = {
    "no_face": message("No face. Point the camera at the patient."),
    SEVERAL_FACES: message("Several faces. Only the patient may be in the picture."),
    "wrong_way_up": message("The face lies on its side. Hold the camera upright."),
    "turned_away": message("The face is turned too far away."),
}
"""What the indicator says of a frame that cannot be measured, by the error's code."""


@dataclass(frozen=True)
class CameraFrame:
    """What a page sends a few times a second.

    Attributes:
        content: the camera's picture made small, as JPEG.
        width: of the camera's picture, px.
        cutout: a part of it at full size, as JPEG; None where it is not known yet where the eyes are.
        left: the cutout's place in the picture, px.
        top: likewise.
        with_light: whether the light is measured.
    """

    content: bytes
    width: int
    cutout: bytes | None = None
    left: int = 0
    top: int = 0
    with_light: bool = True


def warm_up() -> None:
    """Loads what looking at a frame needs."""
    from wrinkle_scan.app.camera import indicators  # noqa: F401
    from wrinkle_scan.face.inference import load_models

    load_models()


def find_baseline(candidates: tuple[EarlierPhoto, ...], step: SeriesStep) -> dict[str, Any] | None:
    """Which of the earlier photos shows the step's view, and where the eyes are in it; None where none does."""
    from wrinkle_scan.app.camera.seeing import look_at_file
    from wrinkle_scan.face.expression import view_of

    for number, candidate in enumerate(candidates):
        try:
            seen = look_at_file(candidate.path)
        except WrinkleScanError:
            continue
        if view_of(seen.yaw_deg) == step.view:
            size = {"width": seen.width, "height": seen.height}
            return {"number": number, "eyes": seen.eyes, **size}
    return None


def ghost(path: Path) -> bytes:
    """An earlier photo as a JPEG, to be laid over the live picture."""
    from wrinkle_scan.app.camera.seeing import ghost_of

    return ghost_of(path)


def judge_frame(frame: CameraFrame, step: SeriesStep, baseline: EarlierPhoto | None) -> dict[str, Any]:
    """The indicators of a frame, where the eyes are in it, and what is to be cut out of the next."""
    from wrinkle_scan.app.camera.indicators import indicators
    from wrinkle_scan.app.camera.seeing import Cutout, look
    from wrinkle_scan.photo.reading import decode_photo

    photo = decode_photo(Path("camera"), frame.content)
    cutout = decode_photo(Path("camera"), frame.cutout) if frame.cutout else None
    part = Cutout(cutout, frame.left, frame.top) if cutout else None
    try:
        seen = look(photo, max(frame.width, photo.width), part, frame.with_light)
    except PhotoError as error:
        return {
            "indicators": {"frame": {"state": "mend", "words": REFUSED.get(error.code, error.reason)}},
            "eyes": None,
        }
    return {"indicators": _plain(indicators(seen, step, _like(baseline))), "eyes": seen.eyes, "cutout": seen.cutout}


def judge_photos(
    contents: tuple[bytes, ...],
    sharpest: bool,
    step: SeriesStep,
    baseline: EarlierPhoto | None,
    known: tuple[EarlierPhoto, ...] = (),
    names: tuple[str, ...] = (),
) -> list[dict[str, Any]]:
    """For each photo that was taken or dropped, or the sharpest: its number, indicators, capture time and thumbnail.

    Besides, a note where the face looks like someone else's.

    Args:
        contents: of the photos' files.
        sharpest: whether the sharpest alone is wanted.
        step: of the series.
        baseline: the photo that they are to be like.
        known: photos of the patient by which the face is known, the likeliest to match first.
        names: of the files, where each is held against those before it, too; empty where all are of one moment.

    Raises:
        PhotoError: one cannot be read or measured.
    """
    from wrinkle_scan.app.camera.indicators import indicators
    from wrinkle_scan.app.camera.seeing import look
    from wrinkle_scan.photo.reading import decode_photo

    photos = [decode_photo(Path("The photo"), content) for content in contents]
    chosen = range(len(photos))
    if sharpest and len(photos) > 1:
        blurs = [look(photo, photo.width, with_light=False).blur_mm or 0.0 for photo in photos]
        chosen = range(best := blurs.index(min(blurs)), best + 1)
    others: list[tuple[Path | Photo, Message]] = [(earlier.path, someone_else(earlier.date)) for earlier in known]
    judged = []
    for number in chosen:
        seen = look(photos[number], photos[number].width)
        thumbnail = base64.b64encode(small_jpeg(photos[number], THUMBNAIL_PX, THUMBNAIL_QUALITY)).decode()
        judged.append(
            {
                "number": number,
                "indicators": _plain(indicators(seen, step, _like(baseline))),
                "captured_at": photos[number].captured_at,
                "thumbnail": f"data:image/jpeg;base64,{thumbnail}",
                "note": _note(photos[number], others),
            }
        )
        if names:
            others.append((photos[number], someone_else_than(names[number])))
    return judged


def _note(photo: Photo, others: Sequence[tuple[Path | Photo, Message]]) -> Message | None:
    found = unlike(photo, [other for other, _ in others])
    return None if found is None else others[found][1]


def _like(baseline: EarlierPhoto | None) -> Like | None:
    from wrinkle_scan.app.camera.indicators import Like
    from wrinkle_scan.app.camera.seeing import look_at_file

    return Like(look_at_file(baseline.path), baseline.date) if baseline else None


def _plain(indicators: dict[str, Indicator]) -> dict[str, dict[str, str]]:
    return {code: asdict(indicator) for code, indicator in indicators.items()}
