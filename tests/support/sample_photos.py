"""What all tests share: the samples, the photos beside the checkout, one analysis of each photo, a patch to draw on."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageEnhance
from sharing import once, run_folder

from wrinkle_scan.analysis.analyzing import analyze
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.comparing import compare
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.face.geometry import Face, measure_face
from wrinkle_scan.photo.reading import Photo, read_photo
from wrinkle_scan.regions.rectified import GRID_MM, RectifiedRegion
from wrinkle_scan.validation.phantom.reposing import repose

CHECKOUT = Path(__file__).parents[2]
SAMPLES = CHECKOUT / "samples"
SUPPORT = Path(__file__).parent
COMMAND = [sys.executable, "-c", "from wrinkle_scan.cli import main; main()"]
"""The program, in a process of its own."""
SHARED = CHECKOUT.parent / "shared"
SHARED_PHOTOS = SHARED / "photos"
BEFORE = SAMPLES / "before.frown.heic"
AFTER = SAMPLES / "after.frown.simulated_60_percent_softer.jpg"

FAULTS = SHARED / "faults"

needs_shared_photos = pytest.mark.skipif(not SHARED_PHOTOS.is_dir(), reason="no ../shared/photos beside the checkout")
needs_shared_faults = pytest.mark.skipif(not FAULTS.is_dir(), reason="no ../shared/faults beside it")


@once
def analyzed(path: Path) -> Analysis:
    """A photo's analysis, worked out once a test run."""
    return analyze(path)


@once
def smaller_sample(times: int, take: int = 0) -> Image.Image:
    """The first sample, so many times smaller: quicker to measure. Each other take is another photograph of it."""
    photo = read_photo(BEFORE)
    size = photo.width // times, photo.height // times
    small = Image.fromarray(photo.pixels).resize(size, Image.Resampling.LANCZOS)
    if take == 0:
        return small
    reduced = photo.with_pixels(np.ascontiguousarray(small))
    return Image.fromarray(another_take(reduced, measure_face(reduced), take).pixels)


def another_take(photo: Photo, face: Face, take: int) -> Photo:
    """The photo with its head turned by 1.5 degrees, each take but the first to another side."""
    return photo if take == 0 else repose(photo, face, 1.5 * np.cos(2.4 * take), 1.5 * np.sin(2.4 * take))


@once
def a_half(sample: Path = BEFORE) -> Path:
    """A sample at half its size: 0.25 mm per pixel, as in the London photos, and quicker to soften and to measure."""
    path, photo = run_folder() / f"half_of_{sample.stem}.jpg", read_photo(sample)
    small = Image.fromarray(photo.pixels).resize((photo.width // 2, photo.height // 2), Image.Resampling.LANCZOS)
    small.save(path, quality=97)
    return path


@once
def a_third(brightness: float = 1.0, take: int = 0) -> Path:
    """The sample at a third of its size, quicker to measure, in the run's folder."""
    path = run_folder() / f"a_third_{brightness:.2f}_{take}.frown.jpg"
    ImageEnhance.Brightness(smaller_sample(3, take)).enhance(brightness).save(path, quality=92)
    return path


@once
def a_third_softened() -> Path:
    """The second sample at a third of its size, which still says that it is simulated, in the run's folder."""
    path = run_folder() / "a_third_softened.frown.jpg"
    with Image.open(AFTER) as photo:
        small = photo.resize((photo.width // 3, photo.height // 3), Image.Resampling.LANCZOS)
        small.save(path, quality=92, exif=photo.getexif())
    return path


@once
def without_forehead(take: int = 0) -> Path:
    """That photo cut above the brows: three small regions are left, which are compared three times as fast."""
    path = run_folder() / f"without_forehead_{take}.frown.jpg"
    brows = above_brows(analyzed(a_third()).face)
    Image.fromarray(read_photo(a_third(1.0, take)).pixels[brows:]).save(path, quality=92)
    return path


@once
def again_without_forehead() -> Path:
    """Its very photograph as another file, which no answer can be had from, in the run's folder."""
    path = run_folder() / "again_without_forehead.frown.jpg"
    Image.fromarray(read_photo(without_forehead()).pixels).save(path, quality=80)
    return path


def above_brows(face: Face) -> int:
    """The row of px that is 10 mm above the upper of the brows."""
    return int(face.landmarks[[105, 334], 1].min() - 10 / face.mm_per_px)


@once
def compared(before: Path, after: Path, force: bool = False) -> Comparison:
    """Two photos' comparison, worked out once a test run."""
    return compare(analyzed(before), analyzed(after), force)


def london(number: str, smiling: bool = False) -> Path:
    """A photo of the Face Research Lab London Set."""
    return SHARED_PHOTOS / "london" / f"{number}_{'08' if smiling else '03'}.jpg"


HOME = {
    "forehead": (0.0, 50.0, 0.86),
    "glabella": (0.0, 25.0, 0.96),
    "crows_feet_left": (69.0, -2.0, 0.67),
    "crows_feet_right": (-69.0, -2.0, 0.67),
}
"""Where the middle of a region lies on the chart of a face (mm to the patient's left, above the line of the eyes'
corners), and how squarely it faces the camera: means over the labelled lines."""


def flat_patch(name: str, width_mm: float, height_mm: float) -> RectifiedRegion:
    """A patch of flat grey skin that fills its grid, to draw known creases on."""
    u, v = np.arange(0, width_mm, GRID_MM), np.arange(height_mm, 0, -GRID_MM)
    shape = len(v), len(u)
    everywhere: NDArray[np.bool_] = np.ones(shape, bool)
    xy = np.stack(np.meshgrid(u / GRID_MM, np.arange(len(v), dtype=float)), axis=-1).astype(np.float32)
    corners = np.array([[0, 0], [width_mm, 0], [width_mm, height_mm], [0, height_mm]], float)
    return RectifiedRegion(
        name, u, v, np.full((*shape, 3), 0.3, np.float32), xy, (0.0, height_mm / 2), corners, everywhere, everywhere,
        np.ones(shape, np.float32), GRID_MM,
    )  # fmt: skip


def at_home(patch: RectifiedRegion) -> RectifiedRegion:
    """The patch where its region lies on a face, and turned as much away: what is likely a crease depends on it."""
    u, v, facing = HOME[patch.name]
    return dataclasses.replace(
        patch, u=patch.u - patch.u.mean() + u, v=patch.v - patch.v.mean() + v, facing=np.full_like(patch.facing, facing)
    )
