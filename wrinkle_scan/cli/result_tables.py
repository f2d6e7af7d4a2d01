"""Short tables for the terminal."""

from __future__ import annotations

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.cli.terminal import printable
from wrinkle_scan.comparison.grades import grades_of
from wrinkle_scan.comparison.movement import Movement, MovementPair
from wrinkle_scan.comparison.region_comparison import RegionComparison
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.creases.severity import VisualGrade
from wrinkle_scan.output.report.movement_words import movement_line, movements_line
from wrinkle_scan.output.report.wording import GRADE_MEANS, NBSP, VERDICT_WORDS, limit_words
from wrinkle_scan.regions.titles import TITLES
from wrinkle_scan.system.messages import percentage


def analysis_table(analysis: Analysis, movement: Movement | None = None) -> str:
    """One photo's figures, one line for each region, and its movement if there is one."""
    face = analysis.face
    lines = [
        f"{printable(analysis.photo.path.name)}: {analysis.mm_per_file_px:.3f} mm per pixel, yaw {face.yaw_deg:.0f}, "
        f"pitch {face.pitch_deg:.0f}, roll {face.roll_deg:.0f} degrees, expression: {_expression(analysis)}",
        "",
        f"{'':20}{'severity':>9}{'visual grade':>16}{'creases':>9}{'length':>10}{'depth':>8}{'width':>9}{'seen':>7}",
    ]
    for name, region in analysis.regions.items():
        figures = region.figures
        if figures is None:
            lines.append(f"{TITLES[name].short:20}not measurable: {region.reason}")
            continue
        lines.append(
            f"{TITLES[name].short:20}{figures.severity:9.1f}{grade_text(region.grade):>16}{figures.n_creases:9.1f}"
            f"{figures.total_length_mm:7.0f} mm{figures.depth_index:6.1f} %{figures.mean_width_mm:6.2f} mm"
            f"{percentage(region.skin.visible_fraction):>7}"
        )
    lines += ["", GRADE_MEANS]
    if movement:
        lines += ["", movement_line(movement)]
    return "\n".join(lines + _notes(analysis.issues + (movement.issues if movement else [])))


def comparison_table(comparison: Comparison, movements: MovementPair | None = None) -> str:
    """The verdicts, two lines for each region, and the notes."""
    before, after = (printable(analysis.photo.path.name) for analysis in (comparison.before, comparison.after))
    lines = [f"{before} -> {after}"]
    if comparison.forced:
        lines.append("FORCED: these photos are not comparable; the numbers below do not prove anything.")
    elif comparison.refused:
        lines.append("These photos cannot be compared.")
    lines.append("")
    lines += [line for name, region in comparison.regions.items() for line in _comparison_lines(name, region)]
    lines += ["", GRADE_MEANS]
    notes = [issue for issue in comparison.issues if issue.code != "cannot_tell"]
    if movements:
        lines += ["", movements_line(movements)]
        notes += [issue for one in (movements.before, movements.after) if one for issue in one.issues]
    return "\n".join(lines + _notes(notes))


def _comparison_lines(name: str, region: RegionComparison) -> list[str]:
    """The verdict with its numbers, and below it each photo's own severity and grade."""
    severities = " -> ".join(map(severity_text, (region.before, region.after)))
    grades = " -> ".join(map(grade_text, grades_of(name, region)))
    return [f"{TITLES[name].short:20}{_answer(region)}", f"{'':32}severity {severities}, visual grade {grades}"]


def _answer(region: RegionComparison) -> str:
    verdict = VERDICT_WORDS[region.verdict]
    if region.reported is None:
        return f"{verdict:12}{region.reason}"
    low, high = region.reported.ci95_percent
    numbers = (
        f"{region.reported.percent:+.0f} % (95 % interval {low:+.0f} to {high:+.0f}), {region.level} level, "
        f"smallest change it could show {limit_words(region)}"
    ).replace(NBSP, " ")
    return f"{verdict:12}{numbers}" + (f". {region.reason}" if region.reason else "")


def severity_text(severity: float | None) -> str:
    """A severity with one decimal, or ``not measured``."""
    return "not measured" if severity is None else f"{severity:.1f}"


def grade_text(grade: VisualGrade | None) -> str:
    """``1.7 (1.2-2.2)``, with its 80 % interval."""
    return "not measured" if grade is None else f"{grade.value:.1f} ({grade.low:.1f}-{grade.high:.1f})"


def _notes(issues: list[Issue]) -> list[str]:
    """The issues as lines below a table; they may quote a photo's description, so control characters are escaped."""
    return [""] * bool(issues) + [f"Note: {_place(issue)}{printable(issue.message)}" for issue in issues]


def _place(issue: Issue) -> str:
    return f"{TITLES[issue.region].short}: " if issue.region else ""


def _expression(analysis: Analysis) -> str:
    return (analysis.expression or "not declared").replace("_", " ")
