"""The terminal's tables show the numbers and the reasons of what was measured."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from made_answers import answered
from sample_photos import analyzed, compared, without_forehead

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.cli.result_tables import analysis_table, comparison_table, grade_text, severity_text
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.comparison.verdicts import cannot_tell
from wrinkle_scan.creases.severity import VisualGrade


@pytest.fixture
def pair() -> Comparison:
    """Two photos with an answer of each kind, and numbers that are easy to find."""
    made = compared(without_forehead(0), without_forehead(1))
    regions = {
        "forehead": answered("improved", (41.3, 24.6), -40.4, (-52.2, -28.6), 11.8),
        "glabella": answered("unchanged", (30.1, 29.2), -3.1, (-15.2, 9.0), 12.1, "Barely."),
        "crows_feet_right": answered("worsened", (12.7, 19.4), 52.6, (15.9, 89.3), 36.7),
        "crows_feet_left": cannot_tell("Hidden by a plaster.", (None, 8.4)),
    }
    photo = replace(made.before.photo, path=Path("a\x1b.jpg"))
    issues = [Issue("cannot_tell", "Not said twice."), Issue("dark", "Dark\n.", "glabella")]
    return replace(made, before=replace(made.before, photo=photo), regions=regions, issues=issues, forced=False)


@pytest.mark.slow
def test_a_comparison(pair: Comparison) -> None:
    lines = comparison_table(pair).splitlines()
    assert lines[:2] == [f"a\\x1b.jpg -> {pair.after.photo.path.name}", ""]
    answers = dict(zip(lines[2:10:2], (line.strip() for line in lines[3:10:2]), strict=True))
    forehead, glabella, right, left = answers
    assert forehead == (
        "Forehead            improved    -40 % (95 % interval -52 to -29), line level, "
        "smallest change it could show 12 % less"
    )
    assert glabella.endswith("smallest change it could show 12 % less. Barely.")
    assert "worsened    +53 % (95 % interval +16 to +89)" in right
    assert left == "Crow's feet, left   cannot tell Hidden by a plaster."
    assert answers[forehead].startswith("severity 41.3 -> 24.6, visual grade ")
    assert answers[left].startswith("severity not measured -> 8.4, visual grade not measured -> ")
    assert lines[-1] == "Note: Glabella: Dark\\n." and "Not said twice." not in "\n".join(lines)


@pytest.mark.slow
def test_what_is_forced_is_said_first(pair: Comparison) -> None:
    assert comparison_table(replace(pair, forced=True)).splitlines()[1].startswith("FORCED: these photos are not")


@pytest.mark.slow
def test_one_photo() -> None:
    shown = analyzed(without_forehead())
    figures = shown.regions["glabella"].figures
    assert figures is not None
    lines = analysis_table(replace(shown, expression="brow_raise", issues=[Issue("dark", "Dark.")])).splitlines()
    assert f"{shown.mm_per_file_px:.3f} mm per pixel" in lines[0] and lines[0].endswith("expression: brow raise")
    (glabella,) = (line for line in lines if line.startswith("Glabella"))
    values = glabella.split()
    assert values[1] == f"{figures.severity:.1f}" and values[4] == f"{figures.n_creases:.1f}"
    assert values[5:11] == [
        f"{figures.total_length_mm:.0f}", "mm", f"{figures.depth_index:.1f}", "%", f"{figures.mean_width_mm:.2f}", "mm",
    ]  # fmt: skip
    (forehead,) = (line for line in lines if line.startswith("Forehead"))
    assert forehead == f"Forehead            not measurable: {shown.regions['forehead'].reason}"
    assert lines[-2:] == ["", "Note: Dark."]


def test_severities_and_grades_in_words() -> None:
    assert (severity_text(12.34), severity_text(None)) == ("12.3", "not measured")
    assert (grade_text(VisualGrade(1.66, 1.24, 2.04)), grade_text(None)) == ("1.7 (1.2-2.0)", "not measured")
