"""The course of a treatment on paper, for the clinician who signs it."""

from __future__ import annotations

from collections.abc import Callable

from wrinkle_scan.analysis.provenance import program
from wrinkle_scan.comparison.grades import grade_of, grades_of
from wrinkle_scan.output.methods import methods_paragraphs
from wrinkle_scan.output.report import course_words, glossary, wording
from wrinkle_scan.output.report.course_chart import course_chart
from wrinkle_scan.output.report.course_words import series_title
from wrinkle_scan.output.report.pdf.graphics import CHART_MM, draw_course, draw_picture, draw_points, draw_scale
from wrinkle_scan.output.report.pdf.sheet import GAP_MM, MARGIN_MM, SMALL_PT, Paper, Sheet
from wrinkle_scan.output.report.visit_notes import conditions, movement_lines, notes_on
from wrinkle_scan.output.report.visit_pictures import FACE, ImageSeries, VisitPictures
from wrinkle_scan.system.languages import ENGLISH
from wrinkle_scan.system.messages import Figure, joined, message
from wrinkle_scan.visits.course.results import Progress
from wrinkle_scan.visits.course.series import RegionVisit, Series, VisitResult
from wrinkle_scan.visits.provenance import course_provenance

FRAMES_A_ROW = 3
SHORT_SHA = 16


def progress_pdf(
    progress: Progress, visit_pictures: VisitPictures, begin: str | None, paper: Paper, language: str = ENGLISH
) -> bytes:
    """The course as a PDF.

    Args:
        progress: the course.
        visit_pictures: its pictures.
        begin: the date from which days are counted, ISO 8601; None in a report without dates.
        paper: its size.
        language: one of `system.languages.codes()`.
    """
    patient = message("Patient not named")
    if progress.patient:
        patient = message("Patient {name}", name=progress.patient)
    title = message("Upper-face lines over time")
    sheet = Sheet(title, patient, paper, language)
    sheet.title_line(title)
    sheet.warn(progress.simulated)
    sheet.say(patient)
    if progress.treatments:
        sheet.listed([
            course_words.treatment_words(treatment, day, not progress.deidentified)
            for treatment, day in zip(progress.treatments, progress.treatment_days, strict=True)
        ])  # fmt: skip
    known = [issue.message for issue in progress.issues if issue.code != "simulated"]
    known += [joined([message("{name} is left out.", name=photo.name), photo.reason]) for photo in progress.left_out]
    if known:
        sheet.minor(message("Notes on this record"))
        sheet.listed(known)
    for series in progress.series:
        _series(sheet, progress, series, begin)
    for series in progress.series:
        _pictures(sheet, progress, series, visit_pictures)
    sheet.heading(message("How to read this, and its limits"))
    sheet.listed([joined([term, meaning], ": ") for term, meaning in glossary.COURSE_TERMS])
    if words := course_words.next_treatment_words(progress):
        sheet.say(words)
    _provenance(sheet, progress)
    sheet.sign_off()
    return sheet.finished()


def _series(sheet: Sheet, progress: Progress, series: Series, begin: str | None) -> None:
    sheet.heading(series_title(series), keep_mm=50)
    sheet.say(wording.GRADE_MEANS, small=True)
    _latest_answers(sheet, series, begin)
    _charts(sheet, progress, series)
    _visits(sheet, series)
    _photos(sheet, series)
    moved = [joined([visit, line], ": ") for visit, line in movement_lines(series)]
    if moved:
        sheet.minor(message("Movement from rest"))
        sheet.listed(moved, small=True)
    if photo_notes := notes_on(series):
        sheet.minor(message("Notes on these photos"))
        sheet.listed(photo_notes, small=True)


def _latest_answers(sheet: Sheet, series: Series, begin: str | None) -> None:
    """Each region at the last visit at which it was compared, and its course."""
    for name in wording.REGION_TITLES:
        latest = course_words.latest_words(series, name)
        if latest is None:
            continue
        compared = series.compared_visits(name)[-1][1]
        sheet.minor(wording.verdict_line(name, compared))
        before, after = (wording.grade_words(grade) for grade in grades_of(name, compared))
        lines = [
            latest,
            message(
                "Severity {severity} at the baseline, {severity_now} now. Visual grade {grade} at the "
                "baseline, {grade_now} now.",
                severity=wording.measured(compared.before),
                severity_now=wording.measured(compared.after),
                grade=before,
                grade_now=after,
            ),
        ]
        if name in series.courses:
            lines += course_words.course_sentences(series.courses[name], begin)
        if name in series.kinds:
            lines.append(course_words.kinds_sentence(series.kinds[name]))
        sheet.listed(lines)


def _visits(sheet: Sheet, series: Series) -> None:
    """The table of all visits, and the reasons in it as numbered notes."""
    notes: list[str] = []
    rows = [_visit_row(visit, notes) for visit in series.visits]
    sheet.minor(
        message("All visits: change of severity with its 95 % interval, in %; severity and visual grade"), keep_mm=35
    )
    sheet.grid([[message("Visit"), *wording.REGION_TITLES.values()], *rows], [20, 20, 20, 20, 20])
    if notes:
        sheet.listed([joined([f"[{number}]", note]) for number, note in enumerate(notes, 1)], small=True)


def _photos(sheet: Sheet, series: Series) -> None:
    """The table of each visit's photos."""
    sheet.minor(message("The photos of each visit"), keep_mm=25)
    photos: list[list[str]] = [
        [message("Visit"), message("Photos"), message("Comparable with the baseline, and what differs")]
    ]
    for visit in series.visits:
        found = conditions(visit)
        photos.append(
            [
                course_words.visit_words(visit),
                found["figures"],
                joined([joined([found["words"], "."], ""), *found["why"]]),
            ]
        )
    sheet.grid(photos, [18, 42, 40])


def _charts(sheet: Sheet, progress: Progress, series: Series) -> None:
    """Two in a row, of the regions for which there is a number."""
    names = [
        name
        for name in wording.REGION_TITLES
        if any(compared.change_percent is not None for _, compared in series.compared_visits(name))
    ]
    labels = {visit.day: course_words.visit_words(visit) for visit in series.visits}
    width = (sheet.epw - GAP_MM) / 2
    for row in range(0, len(names), 2):
        sheet.need(CHART_MM + 4)
        for place, name in enumerate(names[row : row + 2]):
            title = wording.REGION_TITLES[name]
            chart = course_chart(series, name, progress.treated_days(name), labels, title)
            draw_course(sheet, chart, title, MARGIN_MM + place * (width + GAP_MM), sheet.y, width)
        sheet.set_y(sheet.y + CHART_MM + 3)
    if names:
        sheet.say(
            message(
                "Square: baseline. Triangle down: improved; triangle up: worsened; circle: unchanged; "
                "question mark: cannot "
                "tell. Bars: 95 % intervals. Curve: a simple model fitted to all visits."
            ),
            small=True,
        )


def _visit_row(visit: VisitResult, notes: list[str]) -> list[str]:
    """A row of the table; reasons go to numbered notes."""

    def noted(reason: str | None) -> str:
        if not reason:
            return ""
        if reason not in notes:
            notes.append(reason)
        return f" [{notes.index(reason) + 1}]"

    cells: list[str] = [
        joined([course_words.dated_words(visit), *([message("baseline")] if visit.baseline else [])], ", ")
    ]
    for name in wording.REGION_TITLES:
        region = visit.regions.get(name)
        cells.append(message("not measured") if region is None else _answer(name, region, noted))
    return cells


def _answer(name: str, region: RegionVisit, noted: Callable[[str | None], str]) -> str:
    phase = [course_words.PHASE_WORDS[region.phase]] if region.phase else []
    compared = region.compared
    grade = wording.grade_words(grade_of(name, region.severity))
    own: list[str] = []
    if region.severity is not None:
        own.append(
            message("severity {severity}, grade {grade}", severity=wording.measured(region.severity), grade=grade)
        )
    if compared is None:
        return own[0] if own else joined([message("not measurable"), noted(region.reason)], "")
    if compared.change_percent is None or compared.ci95_percent is None:
        return joined([joined([message("cannot tell"), noted(compared.reason)], ""), *own, *phase], "; ")
    low, high = (wording.signed(end) for end in compared.ci95_percent)
    number = message("{change} ({low} to {high})", change=wording.signed(compared.change_percent), low=low, high=high)
    answer = joined([number, " ", wording.VERDICT_WORDS[compared.verdict], noted(compared.reason)], "")
    return joined([answer, *own, *phase], "; ")


def _pictures(sheet: Sheet, progress: Progress, series: Series, visit_pictures: VisitPictures) -> None:
    strips = visit_pictures.strips(series.key, progress.treatments, face=not progress.deidentified)
    labels = {visit.day: course_words.visit_words(visit) for visit in series.visits}
    if not strips:
        return
    sheet.heading(message("{series}: pictures", series=series_title(series)), keep_mm=70)
    draw_scale(sheet)
    for strip in strips:
        title = message("Upper face") if strip.view == FACE else wording.REGION_TITLES[strip.view]
        _strip(sheet, strip, title, labels)


def _strip(sheet: Sheet, strip: ImageSeries, title: str, labels: dict[int, str]) -> None:
    """The visits side by side, all at one scale."""
    width = (sheet.epw - (FRAMES_A_ROW - 1) * GAP_MM) / FRAMES_A_ROW
    tall = min(1.0, 62.0 * strip.box[0] / (width * strip.box[1]))
    width *= tall  # a tall region is drawn narrower
    height = width * strip.box[1] / strip.box[0]
    sheet.minor(title, keep_mm=height + 16)
    for row in range(0, len(strip.frames), FRAMES_A_ROW):
        sheet.need(height + 8)
        top = sheet.y + 4
        for place, frame in enumerate(strip.frames[row : row + FRAMES_A_ROW]):
            x = MARGIN_MM + place * (width + GAP_MM)
            sheet.letters(SMALL_PT)
            label = labels[frame.day]
            if not frame.comparable:
                label = joined([label, " (", message("not comparable"), ")"], "")
            sheet.text(x, top - 1, sheet.words(label))
            draw_picture(sheet, frame.picture.jpeg, strip.box, frame.overlays, strip.bar, (x, top, width))
            if row + place == 0:
                marks = [
                    (u, v, "" if units is None else sheet.words(Figure(f"{units:g}"))) for u, v, units in strip.marks
                ]
                draw_points(sheet, marks, x, top, width / strip.box[0])
        sheet.set_y(top + height + 2)
    if strip.view == FACE and strip.marks:
        sheet.say(
            message(
                "Dots: injection points with the units given there; a muscle’s usual point where a muscle is named."
            ),
            small=True,
        )


def _provenance(sheet: Sheet, progress: Progress) -> None:
    facts = course_provenance()
    sheet.heading(message("Methods"))
    for paragraph in [*methods_paragraphs(facts), glossary.COURSE_METHODS]:
        sheet.say(paragraph, small=True)
    sheet.heading(message("Provenance"))
    photos = [
        [
            joined([series_title(series), course_words.visit_words(visit)], ", "),
            photo.name,
            photo.sha256[:SHORT_SHA],
        ]
        for series in progress.series
        for visit in series.visits
        for photo in visit.captures
    ]
    sheet.say(program(facts))
    models = [[message("Model"), name, digest[:SHORT_SHA]] for name, digest in facts["model_sha256"].items()]
    sheet.grid(
        [
            [message("What"), message("File name"), message("SHA-256, first {number} digits", number=SHORT_SHA)],
            *photos,
            *models,
        ],
        [35, 40, 25],
    )
