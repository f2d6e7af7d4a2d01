"""A course as a short table for the terminal."""

from __future__ import annotations

from wrinkle_scan.cli.result_tables import grade_text, severity_text
from wrinkle_scan.cli.terminal import printable
from wrinkle_scan.comparison.grades import grade_of
from wrinkle_scan.output.report.course_words import course_sentences, series_title, visit_words
from wrinkle_scan.output.report.wording import GRADE_MEANS, VERDICT_WORDS
from wrinkle_scan.regions.titles import TITLES
from wrinkle_scan.visits.course.results import DATES, Progress
from wrinkle_scan.visits.course.series import RegionVisit, Series


def course_table(progress: Progress) -> str:
    """A line for each visit and region, the estimates over all visits, and the notes."""
    lines = [f"Patient {printable(progress.patient or 'not named')}"]
    for series in progress.series:
        lines += ["", series_title(series)]
        for visit in series.visits:
            lines.append(f"  {visit_words(visit)}, day {visit.day}{', baseline' if visit.baseline else ''}")
            lines += [f"    {TITLES[name].short:20}{_answer(name, region)}" for name, region in visit.regions.items()]
            lines += [f"    {printable(photo.name)}: {printable(photo.reason)}" for photo in visit.failed]
        lines += _estimates(series)
    lines += ["", GRADE_MEANS]
    notes = [issue.message for issue in progress.issues if issue.code != DATES]  # those are printed on standard error
    notes += [f"{photo.name} is left out. {photo.reason}" for photo in progress.left_out]
    return "\n".join([*lines, *([""] if notes else []), *(f"Note: {printable(note)}" for note in notes)])


def _answer(name: str, region: RegionVisit) -> str:
    compared = region.compared
    own = f"severity {severity_text(region.severity)}, visual grade {grade_text(grade_of(name, region.severity))}"
    if compared is None:
        return f"not measurable: {region.reason}" if region.severity is None else own
    verdict = VERDICT_WORDS[compared.verdict]
    if compared.change_percent is None or compared.ci95_percent is None:
        return f"{verdict:12}{own}. {compared.reason}"
    low, high = compared.ci95_percent
    return f"{verdict:12}{compared.change_percent:+.0f} % (95 % interval {low:+.0f} to {high:+.0f}), {own}"


def _estimates(series: Series) -> list[str]:
    return [
        f"  {TITLES[name].short}: {' '.join(course_sentences(course, None))}".replace("\u00a0", " ")
        for name, course in series.courses.items()
    ]
