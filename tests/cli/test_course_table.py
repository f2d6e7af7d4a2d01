"""A course as text: each visit's answers, its severities and grades, the estimates, the notes."""

from __future__ import annotations

from dataclasses import replace

from made_progress import compared, progress, series

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.cli.course_table import course_table
from wrinkle_scan.comparison.grades import grade_of
from wrinkle_scan.visits.catalog.visits import SkippedPhoto
from wrinkle_scan.visits.course.results import DATES, Progress


def lines(course: Progress) -> list[str]:
    return course_table(course).splitlines()


def test_each_visit_and_region_has_its_line() -> None:
    grade = grade_of("glabella", 20.0)
    assert grade is not None
    own = f"severity 20.0, visual grade {grade.value:.1f} ({grade.low:.1f}-{grade.high:.1f})"
    found = lines(progress())
    assert found[:5] == [
        "Patient Zoë Example",
        "",
        "Frowning",
        "  12 January 2026, day 0, baseline",
        found[4],
    ]
    of_glabella = [line.strip() for line in found if line.startswith("    Glabella")]
    assert of_glabella == [
        f"Glabella            {own}",
        f"Glabella            improved    -40 % (95 % interval -52 to -28), {own}",
        f"Glabella            improved    -70 % (95 % interval -82 to -58), {own}",
        f"Glabella            improved    -35 % (95 % interval -47 to -23), {own}",
        f"Glabella            unchanged   -8 % (95 % interval -20 to +4), {own}",
    ]
    assert any(line.startswith("  Glabella: Largest softening: 70 %") for line in found)
    assert not any(line.startswith("Note: ") for line in found)


def test_where_there_is_no_answer_the_reason_stands_for_it() -> None:
    first, second, *_ = (one := series()).visits
    regions = dict(second.regions)
    regions["forehead"] = replace(regions["forehead"], compared=compared(None, reason="Hidden by hair."))
    regions["glabella"] = replace(regions["glabella"], compared=None, severity=None, reason="Hidden by a plaster.")
    failed = (SkippedPhoto("b\x1b.jpg", "Too dark."),)
    found = lines(progress(replace(one, visits=(first, replace(second, regions=regions, failed=failed)))))
    after = found[found.index("  19 January 2026, day 7") :]
    assert after[1].startswith("    Forehead            cannot tell severity 20.0, visual grade ")
    assert after[1].endswith(". Hidden by hair.")
    assert after[2] == "    Glabella            not measurable: Hidden by a plaster."
    assert after[5] == "    b\\x1b.jpg: Too dark."


def test_notes_name_what_is_left_out_and_not_what_was_warned_of() -> None:
    course = progress(left_out=(SkippedPhoto("c.jpg", "Its day is not known."),))
    course = replace(course, patient=None, issues=(Issue(DATES, "Odd dates."), Issue("other", "Something.")))
    found = lines(course)
    assert found[0] == "Patient not named"
    assert found[-3:] == ["", "Note: Something.", "Note: c.jpg is left out. Its day is not known."]
