"""Data that holds arrays can be compared, which says whether it is the same object, and shown in one line."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
import typing
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import compared_pairs
import numpy as np
from made_progress import progress, series
from numpy.typing import NDArray

import wrinkle_scan
from wrinkle_scan.comparison.region_comparison import RegionComparison


def _classes() -> Iterator[type]:
    """Every dataclass and named tuple of the package, whichever room it is in."""
    for found in pkgutil.walk_packages(wrinkle_scan.__path__, "wrinkle_scan."):
        module = importlib.import_module(found.name)
        for item in vars(module).values():
            if not isinstance(item, type) or item.__module__ != found.name:
                continue
            if dataclasses.is_dataclass(item) or hasattr(item, "_fields"):
                yield item


def _is_array(hint: Any) -> bool:
    """Whether a field's type is an array, or one may be in it: an optional, a tuple, a list.

    From NumPy 2.5 on `NDArray` is an alias of its own, before it is `ndarray`.
    """
    return typing.get_origin(hint) in (np.ndarray, NDArray) or any(_is_array(part) for part in typing.get_args(hint))


def _holds_arrays(item: type) -> bool:
    declared = inspect.get_annotations(item)  # a named tuple's own, and it inherits none
    if dataclasses.is_dataclass(item):
        declared = {field.name: field.type for field in dataclasses.fields(item)}
    try:
        hints = typing.get_type_hints(item)
    except NameError:  # a type that is imported for the type checker only
        hints = declared
    hints = {name: hints[name] for name in declared}
    return any("NDArray" in hint if isinstance(hint, str) else _is_array(hint) for hint in hints.values())


def test_dataclasses_with_arrays_compare_by_identity() -> None:
    """Two of them would raise: the truth value of an array is ambiguous."""
    with_arrays = [item for item in _classes() if _holds_arrays(item)]
    assert {"Photo", "Face", "RegionAnalysis", "Crease", "AlignedRegion"} <= {item.__name__ for item in with_arrays}
    assert [item.__qualname__ for item in with_arrays if item.__eq__ is not object.__eq__] == []


def test_analyses_and_comparisons_can_be_compared() -> None:
    comparison = compared_pairs.plain()
    assert comparison.before != comparison.after and comparison != replace(comparison, before=comparison.after)


def test_every_result_is_shown_in_one_short_line() -> None:
    pair = compared_pairs.plain()
    long = replace(pair.before, photo=replace(pair.before.photo, path=Path("/somewhere") / f"{'x' * 250}.jpg"))
    course = replace(progress(series(), series("rest")), patient="P1" * 100)
    parts = (long.photo, pair.before.regions["glabella"], pair.regions["glabella"], course)
    for shown in map(repr, parts):
        assert len(shown) < 150 and "\n" not in shown and "/" not in shown and "array" not in shown
    glabella = pair.regions["glabella"]
    assert repr(parts[1]) == f"<RegionAnalysis of glabella: {glabella.before:.1f}>"
    assert repr(glabella).startswith(f"<RegionComparison: unchanged, {glabella.change_percent:+.0f} % (")
    assert repr(RegionComparison("cannot_tell", "Too dark.")) == "<RegionComparison: cannot_tell>"
    assert repr(course).endswith(", visits: frown 5, rest 5>")
    for shown in map(repr, (pair, pair.before, long, replace(pair, before=long, after=long))):
        assert len(shown) < 300 and "\n" not in shown
        assert "forehead" in shown and "/" not in shown
    assert "before.frown.heic" in repr(pair.before) and "glabella unchanged" in repr(pair)
