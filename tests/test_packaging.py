"""What the repository promises about its own files: models, samples, locked requirements, no private addresses."""

from __future__ import annotations

import hashlib
import re
import subprocess
from importlib import metadata, resources
from pathlib import Path

import pillow_heif
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from PIL import ExifTags, Image

ROOT = Path(__file__).resolve().parents[1]
MODELS = ROOT / "models"
SAMPLES = ROOT / "samples"
SAMPLE_FILES = sorted(path for path in SAMPLES.iterdir() if path.suffix not in (".md", ".py") and path.name[0] != ".")

MODEL_SHA256 = {
    "face_landmarker.task": "64184e229b263107bc2b804c6625db1341ff2bb731874b0bcc2fe6544e0bc9ff",
    "selfie_multiclass_256x256.tflite": "c6748b1253a99067ef71f7e26ca71096cd449baefa8f101900ea23016507e0e0",
}

# Written so that no pattern matches its own source line.
PRIVATE = [
    re.compile(pattern)
    for pattern in (
        r"pypi[.]org",
        r"python[h]osted",
        r"registry[.]npmjs",
        r"file:/{3}",
        r"(?<![\w.])/(?:root|work|opt)/",
        r"(?<![\w.])/tmp/(?:w|pkg)\b",
    )
]

PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^\s;]+)(?: ; [^\\]+?)?(?: --hash=sha256:[0-9a-f]{64})+$")


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def documented_sums(readme: Path) -> dict[str, str]:
    """File name -> SHA-256, from the lines of a README that `sha256sum --check` would read."""
    lines = re.findall(r"^([0-9a-f]{64})  (\S+)$", readme.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: digest for digest, name in lines}


def pins(file_name: str) -> list[tuple[str, str]]:
    """The (name, version) pairs of a requirements file; fails at a line that is no pin with a hash."""
    text = (ROOT / file_name).read_text(encoding="utf-8")
    logical = re.sub(r"\s*\\\n\s*", " ", text).splitlines()
    found = []
    for line in logical:
        if line.strip() and not line.startswith("#"):
            match = PIN.match(line)
            assert match, f"{file_name}: not a pin with a hash: {line[:80]}"
            found.append((match["name"], match["version"]))
    return found


def private_addresses(text: str) -> list[str]:
    """The registry hosts and paths of one machine that a text names."""
    return [match.group() for pattern in PRIVATE for match in pattern.finditer(text)]


def location_traces(path: Path) -> list[str]:
    """What in a photo says where it was taken: EXIF GPS tags, and GPS properties of any XMP packet in the file."""
    pillow_heif.register_heif_opener()
    with Image.open(path) as image:
        exif = image.getexif()
        traces = [f"EXIF GPS tag {tag}" for tag in exif.get_ifd(ExifTags.IFD.GPSInfo)]
        if ExifTags.Base.GPSInfo in exif:
            traces.append("EXIF GPS pointer")
    return traces + sorted({f"XMP {name.decode()}" for name in re.findall(rb"exif:GPS\w+", path.read_bytes())})


def repository_files() -> list[Path]:
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout, or git is not there")
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


@pytest.mark.parametrize("name", MODEL_SHA256)
def test_model_is_the_documented_one(name: str) -> None:
    assert sha256((MODELS / name).read_bytes()) == MODEL_SHA256[name]
    assert documented_sums(MODELS / "README.md")[name] == MODEL_SHA256[name]


@pytest.mark.parametrize("name", MODEL_SHA256)
def test_package_carries_the_model(name: str) -> None:
    assert sha256(resources.files("wrinkle_scan.models").joinpath(name).read_bytes()) == MODEL_SHA256[name]


def test_models_come_with_licence_and_notice() -> None:
    assert "Apache License" in (MODELS / "LICENSE").read_text(encoding="utf-8")
    assert "Google LLC" in (MODELS / "NOTICE.txt").read_text(encoding="utf-8")


def test_samples_are_the_documented_ones() -> None:
    actual = {path.name: sha256(path.read_bytes()) for path in SAMPLE_FILES}
    assert actual == documented_sums(SAMPLES / "README.md")


def test_samples_stay_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLE_FILES) < 12_000_000


@pytest.mark.parametrize("path", SAMPLE_FILES, ids=lambda path: path.name)
def test_sample_has_no_position(path: Path) -> None:
    assert location_traces(path) == []


def test_a_position_would_be_found(tmp_path: Path) -> None:
    gps = Image.Exif()
    gps[ExifTags.Base.GPSInfo] = {1: "N", 2: (1.0, 2.0, 3.0), 3: "E", 4: (4.0, 5.0, 6.0)}
    packet = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><d exif:GPSLatitude="1,2.05N"/></x:xmpmeta>'
    pillow_heif.register_heif_opener()
    for name in ("position.jpg", "position.heic"):
        Image.new("RGB", (64, 64)).save(tmp_path / name, exif=gps.tobytes(), xmp=packet)
        traces = location_traces(tmp_path / name)
        assert {"EXIF GPS tag 2", "EXIF GPS pointer", "XMP exif:GPSLatitude"} <= set(traces), name


def test_before_keeps_its_capture_time_and_profile() -> None:
    pillow_heif.register_heif_opener()
    with Image.open(SAMPLES / "before.frown.heic") as image:
        taken = image.getexif().get_ifd(ExifTags.IFD.Exif)
        assert taken[ExifTags.Base.DateTimeOriginal] == "2022:11:30 19:37:39"
        assert taken[ExifTags.Base.OffsetTimeOriginal] == "+01:00"
        assert image.size == (2316, 3088)
        assert b"D\0i\0s\0p\0l\0a\0y\0 \0P\0003" in image.info["icc_profile"]


@pytest.mark.parametrize("file_name", ["requirements.txt", "requirements-test.txt"])
def test_requirements_are_locked(file_name: str) -> None:
    names = {name for name, _ in pins(file_name)}
    assert "setuptools" in names, "pip install --no-build-isolation needs the build backend"
    assert {name for name in names if name.startswith("opencv")} == {"opencv-python-headless"}


def test_tests_run_on_the_runtime_versions() -> None:
    assert set(pins("requirements.txt")) <= set(pins("requirements-test.txt"))


def test_locked_versions_are_those_the_project_asks_for() -> None:
    locked = pins("requirements-test.txt")
    for requirement in map(Requirement, metadata.requires("wrinkle-scan") or []):
        versions = [version for name, version in locked if name == canonicalize_name(requirement.name)]
        assert versions, f"{requirement.name} is not locked: run make lock"
        assert all(requirement.specifier.contains(version) for version in versions), f"{requirement}: run make lock"


def test_no_registry_host_or_machine_path_in_any_file() -> None:
    found = {}
    for path in repository_files():
        data = path.read_bytes()
        if b"\0" not in data and (addresses := private_addresses(data.decode("utf-8", "replace"))):
            found[path.relative_to(ROOT).as_posix()] = addresses
    assert found == {}


@pytest.mark.parametrize(
    "parts",
    [
        ("https://pypi", ".org/simple/"),
        ("https://files.python", "hosted.org/packages/"),
        ("https://registry", ".npmjs.org/"),
        ("file:", "///srv/wheels"),
        ("see /ro", "ot/.pyenv"),
        ('open("/wo', 'rk/main/x")'),
        ("(/o", "pt/wheels)"),
    ],
    ids="".join,
)
def test_an_address_would_be_found(parts: tuple[str, str]) -> None:
    assert private_addresses("".join(parts))


def test_ordinary_text_is_no_address() -> None:
    assert private_addresses("../work/x, a/work/b, network/root/, on PyPI, https://www.apache.org/licenses/") == []
