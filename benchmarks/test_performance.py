"""What a photo costs beside what it must cost: `make bench`.

The floor is what no program can do without: the file decoded in full, and each model looking once at the face. All
else is given as a ratio to it, within one run, since the machine is noisy. Photos are the sample's, at 2, 12 and 48
megapixels.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import cv2  # noqa: E402
import numpy as np  # noqa: E402
import pytest  # noqa: E402
from PIL import Image  # noqa: E402
from pytest_benchmark.fixture import BenchmarkFixture  # noqa: E402
from skimage.filters import sato  # noqa: E402

from wrinkle_scan.analysis.analyzing import analyze  # noqa: E402
from wrinkle_scan.analysis.results import Analysis  # noqa: E402
from wrinkle_scan.comparison.comparing import compare  # noqa: E402
from wrinkle_scan.creases.ridges import directional_response, ridge_response
from wrinkle_scan.creases.settings import RIDGES
from wrinkle_scan.face.geometry import measure_face  # noqa: E402
from wrinkle_scan.face.inference import classify_selfie, detect_faces  # noqa: E402
from wrinkle_scan.output.report.html import render_comparison  # noqa: E402
from wrinkle_scan.photo.reading import Photo, read_photo  # noqa: E402
from wrinkle_scan.regions.face_chart import FaceChart  # noqa: E402
from wrinkle_scan.regions.names import REGION_NAMES  # noqa: E402
from wrinkle_scan.regions.rectified import rectify  # noqa: E402
from wrinkle_scan.skin.segmentation import segment_head  # noqa: E402
from wrinkle_scan.skin.visibility import measurable_skin  # noqa: E402

SAMPLES = Path(__file__).parents[1] / "samples"
BEFORE, AFTER = SAMPLES / "before.frown.heic", SAMPLES / "after.frown.simulated_60_percent_softer.jpg"
MEGAPIXELS = (2, 12, 48)
ROUNDS = 5
SCRATCH = tempfile.TemporaryDirectory(prefix="wrinkle-scan-bench-")
cv2.setNumThreads(1)


@cache
def photo(megapixels: int, source: Path = BEFORE) -> Path:
    """The sample as a JPEG of so many megapixels."""
    path = Path(SCRATCH.name) / f"{source.stem.split('.')[0]}.frown.{megapixels}mp.jpg"
    image = Image.fromarray(read_photo(source).pixels)
    factor = (megapixels * 1e6 / (image.width * image.height)) ** 0.5
    image.resize((round(image.width * factor), round(image.height * factor)), Image.Resampling.LANCZOS).save(
        path, quality=92
    )
    return path


@cache
def measured(megapixels: int, source: Path = BEFORE) -> Analysis:
    """Its analysis."""
    return analyze(photo(megapixels, source))


@cache
def decoded(megapixels: int) -> Photo:
    """Its pixels."""
    return read_photo(photo(megapixels))


@cache
def models_view() -> np.ndarray:
    """A picture of the face as the models take it."""
    return np.asarray(Image.open(photo(2)).resize((640, 853)))


def floor(megapixels: int) -> None:
    """Decodes the file in full, and lets each model look once."""
    with Image.open(photo(megapixels)) as image:
        np.asarray(image)
    detect_faces(models_view())
    classify_selfie(np.ascontiguousarray(models_view()[:640]))


def timed(benchmark: BenchmarkFixture, stage: str, megapixels: int, function: Callable[[], object]) -> None:
    """Times a function, warm."""
    benchmark.extra_info.update(stage=stage, megapixels=megapixels)
    benchmark.pedantic(function, rounds=ROUNDS, warmup_rounds=1)


@pytest.mark.parametrize("megapixels", MEGAPIXELS)
def test_floor(benchmark: BenchmarkFixture, megapixels: int) -> None:
    timed(benchmark, "floor: decode, landmarks, skin", megapixels, lambda: floor(megapixels))


@pytest.mark.parametrize("megapixels", MEGAPIXELS)
def test_analyze(benchmark: BenchmarkFixture, megapixels: int) -> None:
    timed(benchmark, "analyze, warm", megapixels, lambda: analyze(photo(megapixels)))


@pytest.mark.parametrize("megapixels", MEGAPIXELS)
def test_stage_read(benchmark: BenchmarkFixture, megapixels: int) -> None:
    timed(benchmark, "read: decode, colour, upright", megapixels, lambda: read_photo(photo(megapixels)))


@pytest.mark.parametrize("megapixels", MEGAPIXELS)
def test_stage_face(benchmark: BenchmarkFixture, megapixels: int) -> None:
    decoded(megapixels)
    timed(benchmark, "face: search, two close looks, upper face", megapixels, lambda: measure_face(decoded(megapixels)))


@pytest.mark.parametrize("megapixels", MEGAPIXELS)
def test_stage_segment(benchmark: BenchmarkFixture, megapixels: int) -> None:
    analysis = measured(megapixels)
    timed(benchmark, "skin model", megapixels, lambda: segment_head(analysis.photo, analysis.face))


@pytest.mark.parametrize("megapixels", MEGAPIXELS)
def test_stage_rectify(benchmark: BenchmarkFixture, megapixels: int) -> None:
    analysis = measured(megapixels)
    chart = FaceChart(analysis.face)
    timed(
        benchmark,
        "regions onto the grid",
        megapixels,
        lambda: [rectify(analysis.photo, chart, name) for name in REGION_NAMES],
    )


@pytest.mark.parametrize("megapixels", MEGAPIXELS[:1])
def test_stage_skin(benchmark: BenchmarkFixture, megapixels: int) -> None:
    a = measured(megapixels)
    timed(
        benchmark,
        "what of them is skin",
        megapixels,
        lambda: [measurable_skin(region.patch, a.face_chart, a.segmentation) for region in a.regions.values()],
    )


@pytest.mark.parametrize("megapixels", MEGAPIXELS[:1])
def test_stage_ridges(benchmark: BenchmarkFixture, megapixels: int) -> None:
    regions = measured(megapixels).regions.values()
    timed(
        benchmark,
        f"ridge response, {RIDGES.directions} directions",
        megapixels,
        lambda: [ridge_response(region.log, region.skin.mask) for region in regions],
    )


@pytest.mark.parametrize("megapixels", MEGAPIXELS[:1])
def test_patch_by_scikit_image(benchmark: BenchmarkFixture, megapixels: int) -> None:
    log = measured(megapixels).regions["forehead"].log
    sigmas = [mm / 0.15 for mm in RIDGES.scales_mm]
    timed(benchmark, "forehead patch, scikit-image's sato", megapixels, lambda: [sato(log, [s]) for s in sigmas])


@pytest.mark.parametrize("megapixels", MEGAPIXELS[:1])
def test_patch_by_ours(benchmark: BenchmarkFixture, megapixels: int) -> None:
    log = measured(megapixels).regions["forehead"].log
    sigmas = [mm / 0.15 for mm in RIDGES.scales_mm]
    timed(
        benchmark,
        "forehead patch, directional response",
        megapixels,
        lambda: [directional_response(log, s) for s in sigmas],
    )


@pytest.mark.parametrize("megapixels", MEGAPIXELS[:2])
def test_plain_script(benchmark: BenchmarkFixture, megapixels: int) -> None:
    """scikit-image's filter on the whole photo, as a plain script would."""

    def script() -> object:
        grey = np.asarray(Image.open(photo(megapixels)).convert("L"), np.float32) / 255
        return sato(grey, sigmas=[1, 2, 3])

    benchmark.extra_info.update(stage="a plain script: sato on the whole photo", megapixels=megapixels)
    benchmark.pedantic(script, rounds=1, warmup_rounds=0)


@pytest.mark.parametrize("megapixels", MEGAPIXELS)
def test_compare(benchmark: BenchmarkFixture, megapixels: int) -> None:
    one, other = measured(megapixels), measured(megapixels, AFTER)
    timed(benchmark, "compare two analyses, warm", megapixels, lambda: compare(one, other))


def test_report(benchmark: BenchmarkFixture) -> None:
    pair = compare(measured(12), measured(12, AFTER))
    timed(benchmark, "page of a comparison", 12, lambda: render_comparison(pair))


def command(*arguments: str | Path) -> None:
    """Runs the program in a process of its own."""
    code = "from wrinkle_scan.cli import main; main()"
    subprocess.run([sys.executable, "-c", code, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)


def test_help(benchmark: BenchmarkFixture) -> None:
    timed(benchmark, "wrinkle-scan --help", 12, lambda: command("--help"))


def test_compare_command(benchmark: BenchmarkFixture) -> None:
    before, after, report = photo(12), photo(12, AFTER), Path(SCRATCH.name) / "report.html"
    timed(
        benchmark,
        "wrinkle-scan compare --report, cold",
        12,
        lambda: command("compare", before, after, "--report", report, "--overwrite"),
    )


LIBRARIES_AND_MODELS = """
import numpy as np
from wrinkle_scan.analysis.analyzing import analyze
from wrinkle_scan.face.inference import classify_selfie, detect_faces, upright_face_confidence
for model in (detect_faces, upright_face_confidence, classify_selfie): model(np.zeros((256, 256, 3), np.uint8))
"""
TWICE = """
from wrinkle_scan.analysis.analyzing import analyze
from wrinkle_scan.system.workers import memory_trimmer
give_back_memory = memory_trimmer()
for _ in range(2):
    analyze(Path(sys.argv[1]))
    give_back_memory()
"""
PEAK = "print(int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]) // 1024)"


def peak_memory(benchmark: BenchmarkFixture, stage: str, megapixels: int, code: str) -> None:
    """The highest of a process's memory, MB."""
    ran: list[int] = []

    def run() -> None:
        code_and_peak = f"import re, sys; from pathlib import Path\n{code}\n{PEAK}"
        command = [sys.executable, "-c", code_and_peak, str(photo(megapixels))]
        ran.append(int(subprocess.run(command, check=True, capture_output=True).stdout))

    benchmark.pedantic(run, rounds=1)
    benchmark.extra_info.update(stage=stage, megapixels=megapixels, megabytes=max(ran))


@pytest.mark.parametrize("megapixels", MEGAPIXELS)
def test_peak_memory(benchmark: BenchmarkFixture, megapixels: int) -> None:
    """Of a worker that analyses the photo twice."""
    peak_memory(benchmark, "peak memory of a worker", megapixels, TWICE)


def test_memory_of_libraries_and_models(benchmark: BenchmarkFixture) -> None:
    """With no photo at all."""
    peak_memory(benchmark, "of it, libraries and models", MEGAPIXELS[0], LIBRARIES_AND_MODELS)
