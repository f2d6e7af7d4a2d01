"""What a camera might see, and what a page makes of it: frames, cutouts, a patient with an earlier photo."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from sample_photos import a_third, smaller_sample

from wrinkle_scan.app.camera.judging import CameraFrame, judge_frame
from wrinkle_scan.app.camera.standard_series import STEPS, SeriesStep
from wrinkle_scan.app.folder.patient_record import EarlierPhoto

FRAME_PX = 640
EARLIER = "2026-01-05"
GREY = (150, 150, 150)


def step_of(name: str) -> SeriesStep:
    return next(step for step in STEPS if step.name == name)


def jpeg(picture: Image.Image, quality: int = 95) -> bytes:
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=quality)
    return content.getvalue()


def opened(path: Path) -> Image.Image:
    return Image.open(path).convert("RGB")


def smaller(picture: Image.Image, scale: float) -> Image.Image:
    """The same scene from farther away: the frame's size stays."""
    small = picture.resize((round(picture.width * scale), round(picture.height * scale)), Image.Resampling.LANCZOS)
    canvas = Image.new("RGB", picture.size, GREY)
    canvas.paste(small, ((picture.width - small.width) // 2, (picture.height - small.height) // 2))
    return canvas


def shifted(picture: Image.Image, right: int, down: int) -> Image.Image:
    canvas = Image.new("RGB", picture.size, GREY)
    canvas.paste(picture, (right, down))
    return canvas


def frame_of(picture: Image.Image, cutout: tuple[int, int, int, int] | None = None, light: bool = True) -> CameraFrame:
    """As the page's script makes it."""
    scale = FRAME_PX / max(picture.size)
    small = picture.resize((round(picture.width * scale), round(picture.height * scale)), Image.Resampling.LANCZOS)
    if cutout is None:
        return CameraFrame(jpeg(small, 85), picture.width, with_light=light)
    left, top, width, height = cutout
    part = jpeg(picture.crop((left, top, left + width, top + height)))
    return CameraFrame(jpeg(small, 85), picture.width, part, left, top, light)


def judged(picture: Image.Image, step: str, earlier: Path | None) -> dict[str, dict[str, str]]:
    """The indicators of a picture that the camera has shown for a while."""
    baseline = EarlierPhoto(earlier, EARLIER) if earlier else None
    first = judge_frame(frame_of(picture, light=False), step_of(step), baseline)
    indicators: dict[str, dict[str, str]] = first["indicators"]
    if first["eyes"] is None:
        return indicators
    again = judge_frame(frame_of(picture, first["cutout"]), step_of(step), baseline)
    return dict(again["indicators"])


def to_mend(indicators: dict[str, dict[str, str]]) -> set[str]:
    return {code for code, indicator in indicators.items() if indicator["state"] == "mend"}


def a_patient(root: Path) -> Path:
    """A folder of patients: P1 frowned in January; P2 has no photo yet. The path of that photo."""
    (root / "P1").mkdir(parents=True)
    (root / "P2").mkdir()
    photo = root / "P1" / f"{EARLIER}_frown.jpg"
    photo.write_bytes(a_third().read_bytes())
    return photo


def another_photo() -> Image.Image:
    """The same patient on another day, at the same size."""
    return smaller_sample(3, 1)
