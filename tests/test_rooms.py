"""Data flows one way: which modules import which, read from the source, wherever in a module an import stands.

An import within a function, or one that only a type checker reads, hides a circle from Python and not from a reader:
both count.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import wrinkle_scan

PACKAGE = Path(wrinkle_scan.__file__).parent
ROOMS = (
    "system", "photo", "face", "regions", "skin", "quality", "creases", "analysis", "comparison", "visits", "cohort",
    "validation", "output", "app", "cli",
)  # fmt: skip
"""From the top down, as CONTRIBUTING.md lists them."""
MOST_ENTRIES = 16
"""Rooms, `__init__.py`: without the marker `py.typed` and `__main__.py`, a call."""
DOORS = ("__init__.py", "__main__.py")
"""In no room: the public names, of all rooms, and the command line by `python -m`."""


def imports(module: ast.Module, package: Path = PACKAGE) -> Iterator[str]:
    """The project's modules that a module imports, e.g. ``"photo/color"``."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "a relative import, which this test does not follow"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            top, *parts = name.split(".")
            while top == package.name and parts:
                place = package.joinpath(*parts)
                if place.with_suffix(".py").is_file() or place.is_dir():
                    yield "/".join(parts)
                    break
                parts.pop()  # a name within a module


@cache
def trees() -> dict[str, ast.Module]:
    """Each module of the package's rooms, by its path without the suffix."""
    return {
        file.relative_to(PACKAGE).with_suffix("").as_posix().removesuffix("/__init__"): ast.parse(
            file.read_text(encoding="utf-8")
        )
        for file in PACKAGE.rglob("*.py")
        if file not in [PACKAGE / name for name in DOORS]
    }


@cache
def graph() -> dict[str, set[str]]:
    """Each module, and those that it imports."""
    return {name: set(imports(tree)) for name, tree in trees().items()}


def upward(modules: dict[str, set[str]]) -> list[str]:
    """The imports of a room that stands below the importing one in the list."""
    return [
        f"{module} imports {other}"
        for module, others in sorted(modules.items())
        for other in sorted(others)
        if ROOMS.index(other.split("/")[0]) > ROOMS.index(module.split("/")[0])
    ]


def test_a_room_imports_only_from_the_rooms_above_it() -> None:
    assert upward(graph()) == []


def test_no_room_imports_the_public_names() -> None:
    """`wrinkle_scan/__init__.py` stands above all rooms: the version, which some of them need, is in `system`."""
    upward = [
        f"{name}:{node.lineno}"
        for name, tree in trees().items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.ImportFrom) and node.module == PACKAGE.name)
        or (isinstance(node, ast.Import) and PACKAGE.name in [alias.name for alias in node.names])
    ]
    assert upward == []


def test_no_modules_import_each_other() -> None:
    try:
        TopologicalSorter(graph()).prepare()
    except CycleError as error:
        pytest.fail(" <- ".join(error.args[1]))


def test_the_rooms_are_those_that_are_listed() -> None:
    entries = [entry for entry in PACKAGE.iterdir() if entry.name not in ("__pycache__", "__main__.py", "py.typed")]
    assert {entry.name for entry in entries if entry.is_dir()} - {"models", "schemas"} == set(ROOMS)
    assert len(entries) <= MOST_ENTRIES
    listed = (PACKAGE.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert [line.split("`")[1] for line in listed.splitlines() if line.startswith("| `")] == list(ROOMS)


def test_imports_are_found_wherever_they_stand() -> None:
    """Else the tests above would pass on any package."""
    source = """
from typing import TYPE_CHECKING
import wrinkle_scan.photo.color
from wrinkle_scan.face import pose
if TYPE_CHECKING:
    from wrinkle_scan.output.methods import methods_text
def lazy():
    from wrinkle_scan.cli import main
"""
    found = list(imports(ast.parse(source)))
    assert sorted(found) == ["cli", "face/pose", "output/methods", "photo/color"]
    assert upward({"quality/sharpness": set(found)}) == [
        "quality/sharpness imports cli",
        "quality/sharpness imports output/methods",
    ]


def test_no_two_classes_have_one_name() -> None:
    """One word stands for one thing; a class that only its own module knows may be called as another is."""
    where: dict[str, list[str]] = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        for item in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(item, ast.ClassDef) and not item.name.startswith("_"):
                where.setdefault(item.name, []).append(str(file.relative_to(PACKAGE)))
    assert {name: files for name, files in where.items() if len(files) > 1} == {}


DECLARATIONS = ("settings", "contract")
"""Modules without logic of their own: `test_settings` and `test_schemas` are about all of them."""


def test_the_test_of_a_module_is_where_one_looks_for_it() -> None:
    tests = PACKAGE.parent / "tests"
    untested = [name for name in trees() if not (tests / f"{_test_of(name)}.py").is_file() and _has_logic(name)]
    assert untested == []


def test_every_test_file_is_named_after_what_it_tests() -> None:
    """A module of its folder, or the folder (a command or a page as a whole), and, where there is more, what of it."""
    tests = PACKAGE.parent / "tests"
    strays = []
    for file in tests.rglob("test_*.py"):
        folder = file.parent.relative_to(tests)
        known = {item.stem for item in (PACKAGE / folder).glob("*.py")} | {folder.name}
        words = file.stem.removeprefix("test_").split("_")
        if folder.name in {"", "benchmarks"} or {"_".join(words[:count]) for count in range(1, len(words) + 1)} & known:
            continue
        strays.append(file.relative_to(tests).as_posix())
    assert strays == []


def _test_of(module: str) -> str:
    place, _, name = module.rpartition("/")
    return f"{place}/test_{name}"


def _has_logic(module: str) -> bool:
    """Whether a module, no package of others, defines a function, but for declarations."""
    if (PACKAGE / module).is_dir() or module.rpartition("/")[2] in DECLARATIONS:
        return False
    return any(isinstance(node, ast.FunctionDef) for node in ast.walk(trees()[module]))
