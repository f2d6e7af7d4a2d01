"""Every constant that a number depends on is a setting: collected into the provenance, and part of the stamp."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import wrinkle_scan
from wrinkle_scan.analysis.provenance import ANALYSIS_ROOMS
from wrinkle_scan.cohort.batch.scoring import stamp
from wrinkle_scan.comparison.provenance import COMPARISON_ROOMS
from wrinkle_scan.creases.evidence import use_evidence
from wrinkle_scan.visits import provenance as of_visits
from wrinkle_scan.visits.course.settings import COURSE

PACKAGE = Path(wrinkle_scan.__file__).parent
ROOMS = ANALYSIS_ROOMS | COMPARISON_ROOMS

NUMBERS_BUT_NO_SETTINGS = {
    "landmarks by MediaPipe's numbers": {
        "face/mesh_points": "BROW_TOP BROW_BOTTOM EYE_RING IRIS_EDGES OUTER_CANTHUS INNER_CANTHUS EYE_CORNERS "
        "INNER_CORNERS INNER_BROW GLABELLA NASAL_ROOT FACE_OVAL",
        "face/drawing": "LIPS MOUTH_CORNERS NOSE_TIP SUBNASALE NOSTRILS",
        "face/geometry": "UPPER_LIP",
        "regions/excursions": "LIDS",
        "skin/covering": "LOWER_FACE",
        "skin/liveness": "IRIS",
        "comparison/same_person": "RIGID",
    },
    "numbers of a file format or a standard": {
        "photo/calendars": "ERAS _PERSIAN_START",
        "photo/color": "_SRGB_PRIMARIES _LUMINANCE_WEIGHTS",
        "photo/decoding": "_HDR_TRANSFERS",
        "photo/reading": "_AS_IS _REVERSED _AS_STORED",
        "photo/tiff": "_NEW_SUBFILE_TYPE _BITS_PER_SAMPLE _PHOTOMETRIC _PLANAR_CONFIGURATION _DNG_VERSION _EXTENTS "
        "_REDUCED_RESOLUTION _WHITE_IS_ZERO _SEPARATE_PLANES",
    },
    "quantiles of the normal distribution": {"creases/severity": "Z80", "comparison/statistics": "Z95 LEVEL"},
    "geometry: signs, neighbours, the identity": {
        "face/pose": "MIRROR",
        "creases/linking": "NEXT AFTER_A_GAP",
        "comparison/enhanced_correlation": "IDENTITY",
        "comparison/effort": "LESS",
    },
    "worked out from settings": {"creases/profiles": "OFFSETS_MM MIDDLE", "creases/texture": "_REACHED_MM _OFFSETS_MM"},
    "where SciPy's Gaussians end, and what float32 does not show": {
        "creases/bundle": "TRUNCATED_SIGMAS",
        "creases/ridges": "NOTHING",
    },
    "how much is done at once, by which no answer changes": {
        "photo/reading": "_STRIP_PIXELS",
        "regions/rectified": "SAMPLED_AT_ONCE",
        "creases/ridges": "COMMON_SIDE",
        "creases/profiles": "MOST_ROWS",
        "analysis/isolated": "MOST_PROCESSES",
        "comparison/comparing": "THREADS",
        "comparison/compact": "ROOM_MM EVERY",
    },
    "the length of a note that is kept": {"photo/metadata": "MAX_DESCRIPTION"},
    "how results are rounded and shown": {"comparison/contract": "DIGITS", "comparison/notebook": "HEIGHT_PX"},
}
"""Reason -> module -> names: a new constant is a setting, or has its reason here."""

ARITHMETIC = {0, 0.5, 1, 2, 3, 100, 255}
"""Neutral elements, halves, doubles, axes, percent and the largest pixel value."""
NUMBERS_OF_NO_SETTING = {
    "landmarks by MediaPipe's numbers, and the degrees of a right angle": {
        "face/completing": "468",
        "face/drawing": "9 360",
        "face/finding": "90.0 180.0 468",
        "face/half_faces": "468",
        "face/views": "468",
        "face/upside_down": "180.0",
        "skin/liveness": "5 8 9 468",
        "quality/lighting": "468",
        "comparison/choosing": "468",
    },
    "numbers of a file format, a model or a standard": {
        "photo/color": "0.0031308 0.04045 0.055 1.055 2.4 12.92 256 257",
        "photo/jpeg": "8",
        "photo/metadata": "8",
        "photo/tiff": "8 16",
        "face/canonical_face": "4 5 7 127 128",
        "face/inference": "4 64",
        "comparison/expression_differences": "10",
    },
    "units: 1 mm is 0.1 cm, 1 GB is 1e9 bytes": {
        "photo/refusals": "1000000.0 1000000000.0",
        "skin/visibility": "10",
        "comparison/region_pair": "10",
    },
    "from a median, quartiles or a mean of a normal distribution to its standard deviation": {
        "skin/marks": "1.4826",
        "quality/lighting": "1.4826",
        "quality/skin_texture": "25 75 1.349",
        "creases/ridges": "1.2533 1.4826",
        "creases/texture": "1.4826",
    },
    "quantiles of the normal distribution": {"visits/course/curve": "0.025 0.975"},
    "formulas and grids: derivatives, neighbours, the middle grey, farther than any point": {
        "face/similarity": "1j",
        "regions/rectified": "4 1000000.0",
        "skin/lettering": "8",
        "skin/marks": "4",
        "comparison/alignment": "128",
        "comparison/blur_difference": "4",
    },
    "how calendars count": {"photo/calendars": "4 7 8 12 30 31 33 186 336 365 543 1595"},
    "that no quotient is without end": {
        "regions/log_luminance": "1e-06",
        "skin/liveness": "1e-06",
        "quality/lighting": "1e-09",
        "quality/sharpness": "1e-09",
        "quality/skin_texture": "1e-06",
        "creases/bundle": "1e-09",
        "creases/ridges": "1e-09",
        "comparison/alignment": "1e-06 1e-12",
    },
    "how much is kept at once, by which no answer changes": {"photo/color": "8", "creases/ridges": "8"},
    "how results are rounded and shown": {
        "analysis/contract": "4",
        "analysis/results": "4 5",
        "comparison/notebook": "10 85",
        "visits/course/contract": "5",
        "visits/course/record": "5",
    },
}
"""Reason -> module -> numbers: the same of those within functions and in the defaults of dataclasses."""


def test_no_module_that_measures_keeps_a_number_of_its_own() -> None:
    allowed = [
        (module, name)
        for modules in NUMBERS_BUT_NO_SETTINGS.values()
        for module, names in modules.items()
        for name in names.split()
    ]
    assert sorted(constants()) == sorted(allowed)


def test_no_function_that_measures_has_a_number_of_its_own() -> None:
    allowed = {
        (module, number)
        for modules in NUMBERS_OF_NO_SETTING.values()
        for module, numbers in modules.items()
        for number in numbers.split()
    }
    assert set(numbers_within([*ROOMS, "visits/course"])) == allowed


@pytest.mark.parametrize("room", ROOMS)
def test_all_settings_of_a_room_are_collected(room: str) -> None:
    module = import_module(f"wrinkle_scan.{room}.settings")
    instances = {name: value for name, value in vars(module).items() if name.isupper() and is_dataclass(value)}
    whole = instances.pop(room.upper())
    assert ROOMS[room] is whole
    parts = [getattr(whole, field.name) for field in fields(whole)]
    assert all(any(part is instance for part in parts) for instance in instances.values())
    assert type(whole).__dataclass_params__.frozen
    assert all(type(instance).__dataclass_params__.frozen for instance in instances.values())


def test_every_room_with_settings_is_collected() -> None:
    assert {file.parent.name for file in PACKAGE.glob("*/settings.py")} == set(ROOMS)


def test_a_course_keeps_no_number_of_its_own() -> None:
    allowed = {("visits/course/deidentifying", "KEY_BYTES"), ("visits/course/deidentifying", "PSEUDONYM_LENGTH")}
    assert set(constants(["visits/course"])) == allowed


@pytest.mark.parametrize("part", [field.name for field in fields(COURSE)])
def test_another_setting_of_a_course_is_in_its_provenance_alone(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    usual, table = of_visits.course_provenance(), fresh(True)
    assert set(usual["settings"]["visits"]["course"][part]) == {field.name for field in fields(getattr(COURSE, part))}
    for path in paths(getattr(COURSE, part)):
        with monkeypatch.context() as patched:
            patched.setattr(of_visits, "COURSE", with_another(COURSE, (part, *path)))
            assert of_visits.course_provenance() != usual and fresh(True) == table, path


@pytest.mark.parametrize("room", ANALYSIS_ROOMS)
def test_another_setting_of_one_photo_is_another_stamp(room: str, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = fresh(False), fresh(True)
    for path in paths(ANALYSIS_ROOMS[room]):
        with monkeypatch.context() as patched:
            patched.setitem(ANALYSIS_ROOMS, room, with_another(ANALYSIS_ROOMS[room], path))
            assert fresh(False) != usual[0] and fresh(True) != usual[1], path


def test_another_setting_of_a_comparison_is_another_stamp_of_pairs_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = fresh(False), fresh(True)
    for path in paths(COMPARISON_ROOMS["comparison"]):
        with monkeypatch.context() as patched:
            patched.setitem(COMPARISON_ROOMS, "comparison", with_another(COMPARISON_ROOMS["comparison"], path))
            assert fresh(False) == usual[0] and fresh(True) != usual[1], path


def test_other_coefficients_are_another_stamp(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stamps = [fresh(False)]
    use_evidence(b"{}")
    try:
        stamps.append(fresh(False))
    finally:
        use_evidence(None)
    (tmp_path / "other.json").write_text("{}")
    monkeypatch.setattr(of_visits, "COEFFICIENTS", tmp_path / "other.json")
    stamps.append(fresh(False))
    assert len(set(stamps)) == 3


@pytest.mark.parametrize("name", ["FACE_EXPRESSIONS", "DATES"])
def test_another_rule_for_undeclared_photos_is_another_stamp(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    usual, settings = fresh(False), getattr(of_visits, name)
    for path in paths(settings):
        monkeypatch.setattr(of_visits, name, with_another(settings, path))
        assert fresh(False) != usual, path


def fresh(compared: bool) -> str:
    """The hash of the settings as they are now."""
    return str(stamp.__wrapped__(compared).settings_sha256)


def paths(settings: Any) -> Iterator[tuple[str, ...]]:
    """The names that lead to each setting of a dataclass of dataclasses."""
    for field in fields(settings):
        value = getattr(settings, field.name)
        if is_dataclass(value):
            yield from ((field.name, *path) for path in paths(value))
        else:
            yield (field.name,)


def with_another(settings: Any, path: tuple[str, ...]) -> Any:
    """The same settings but for one."""
    name, *rest = path
    value = getattr(settings, name)
    return replace(settings, **{name: with_another(value, tuple(rest)) if rest else another(value)})


def another(value: Any) -> Any:
    """A value unlike it: its last number is a little larger."""
    if isinstance(value, dict):
        *_, last = value
        return value | {last: another(value[last])}
    return (*value[:-1], another(value[-1])) if isinstance(value, tuple) else value * 1.0001 + 0.0001


def constants(rooms: Iterable[str] = tuple(ROOMS)) -> Iterator[tuple[str, str]]:
    """Module and name of each constant outside the settings that has a number in it."""
    for room in rooms:
        for file in sorted((PACKAGE / room).glob("*.py")):
            if file.name == "settings.py":
                continue
            for node in ast.parse(file.read_text(encoding="utf-8")).body:
                if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None and has_number(node.value):
                    for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                        names = [one.id for one in ast.walk(target) if isinstance(one, ast.Name)]
                        yield from ((f"{room}/{file.stem}", name) for name in names if name.isupper())


def numbers_within(rooms: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Module and number of each that stands in a function or a class, but for ARITHMETIC."""
    for room in rooms:
        for file in sorted((PACKAGE / room).glob("*.py")):
            if file.name == "settings.py":
                continue
            for node in ast.parse(file.read_text(encoding="utf-8")).body:
                if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                    yield from ((f"{room}/{file.stem}", repr(number)) for number in numbers(node) - ARITHMETIC)


def has_number(value: ast.expr) -> bool:
    """Whether a number is written in an expression."""
    return bool(numbers(value))


def numbers(node: ast.AST) -> set[complex]:
    """The numbers that are written in a piece of code."""
    found = {one.value for one in ast.walk(node) if isinstance(one, ast.Constant)}
    return {one for one in found if isinstance(one, (int, float, complex)) and not isinstance(one, bool)}


@pytest.mark.parametrize("file", sorted(PACKAGE.rglob("settings.py")), ids=lambda file: file.parent.name)
def test_every_setting_is_explained(file: Path) -> None:
    """A docstring follows each setting, or the last of some that it explains together."""
    for group in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(group, ast.ClassDef):
            last = group.body[-1]
            collects = isinstance(last, ast.AnnAssign) and ast.unparse(last.annotation).endswith("Settings")
            assert collects or isinstance(last, ast.Expr), f"{group.name}: {ast.unparse(last)}"
