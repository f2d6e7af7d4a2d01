"""The figures of a region in which no line was found."""

from __future__ import annotations

from dataclasses import astuple, replace

from sample_photos import BEFORE, analyzed


def test_without_lines_every_figure_is_still_a_number_with_a_fraction() -> None:
    """A table that is continued writes 0.0: with 0 in its place it changed each time a run was resumed."""
    figures = replace(analyzed(BEFORE).regions["forehead"], creases=[]).figures
    assert figures is not None and figures.n_creases == figures.total_length_mm == 0
    assert {type(value) for value in astuple(figures)} == {float}
