"""The comparison of two photos on paper."""

from __future__ import annotations

from wrinkle_scan.analysis.provenance import program
from wrinkle_scan.comparison.grades import grades_of
from wrinkle_scan.comparison.movement import MovementPair
from wrinkle_scan.comparison.provenance import provenance
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.output.methods import methods_paragraphs
from wrinkle_scan.output.report import glossary, wording
from wrinkle_scan.output.report.affine import scale_of
from wrinkle_scan.output.report.crease_overlays import CreaseOverlay, crease_overlays
from wrinkle_scan.output.report.forest import forest
from wrinkle_scan.output.report.movement_table import movement_rows
from wrinkle_scan.output.report.pdf.graphics import draw_forest, draw_picture, draw_scale
from wrinkle_scan.output.report.pdf.sheet import GAP_MM, MARGIN_MM, SMALL_PT, Paper, Sheet
from wrinkle_scan.output.report.pictures import BAR_MM, face_pair, region_pair
from wrinkle_scan.regions.rectified import GRID_MM
from wrinkle_scan.system.languages import ENGLISH
from wrinkle_scan.system.messages import joined, message

_WHICH = (message("Before"), message("After"))
_FOREST_MEANS = message(
    "Mark: change of severity. Line: its 95 % interval. Grey band: changes that these photos could not have shown."
)
TALLEST_MM = 95.0
REPORTED_ELSEWHERE = ("cannot_tell", "simulated")
"""Codes of issues that are given elsewhere in the document."""


def comparison_pdf(
    comparison: Comparison, movements: MovementPair | None, paper: Paper, language: str = ENGLISH
) -> bytes:
    """The comparison as a PDF; with movements if there are any."""
    names = [analysis.photo.path.name for analysis in (comparison.before, comparison.after)]
    title = message("Upper-face lines, before and after")
    sheet = Sheet(title, "", paper, language)
    sheet.title_line(title)
    sheet.warn(list(dict.fromkeys(issue.message for issue in comparison.issues if issue.code == "simulated")))
    sheet.say(wording.summary_sentence(comparison), bold=True)
    for which, analysis, name in zip(_WHICH, (comparison.before, comparison.after), names, strict=True):
        date, series = wording.date_words(analysis.photo.captured_at), wording.series_words(analysis.expression)
        sheet.say(joined([which, ": ", date, ". ", series, ". ", name], ""))
    if comparison.obstacles:
        forced = message("Forced: these photos are not comparable. The numbers prove nothing about the skin, because:")
        sheet.minor(message("These two photos cannot be compared:") if comparison.refused else forced)
        sheet.listed([check.message for check in comparison.obstacles])
    _answers(sheet, comparison)
    draw_forest(sheet, forest(comparison.regions))
    sheet.say(_FOREST_MEANS, small=True)
    _pictures(sheet, comparison)
    _tables(sheet, comparison, movements)
    sheet.heading(message("How to read this, and its limits"))
    sheet.listed([joined([term, meaning], ": ") for term, meaning in glossary.COMPARISON_TERMS])
    _provenance(sheet, comparison)
    sheet.sign_off()
    return sheet.finished()


def _answers(sheet: Sheet, comparison: Comparison) -> None:
    sheet.heading(message("What changed"))
    sheet.say(wording.GRADE_MEANS, small=True)
    for name, region in comparison.regions.items():
        sheet.minor(wording.verdict_line(name, region))
        sheet.say(wording.region_sentence(region))
        before, after = (wording.grade_words(grade) for grade in grades_of(name, region))
        severities = joined([wording.severities_words(region), "."], "", capital=True)
        sheet.say(
            joined([severities, message("Visual grade {before} before, {after} after.", before=before, after=after)]),
            small=True,
        )
        if limit := wording.limit_words(region):
            sheet.say(message("Smallest change this pair could show: {limit}.", limit=limit), small=True)


def _provenance(sheet: Sheet, comparison: Comparison) -> None:
    facts = provenance(compared=True)
    sheet.heading(message("Methods"))
    for paragraph in methods_paragraphs(facts, comparison.forced):
        sheet.say(paragraph, small=True)
    sheet.heading(message("Provenance"))
    captures = comparison.captures or ((comparison.before,), (comparison.after,))
    photos = [
        [which, capture.photo.path.name, capture.photo.sha256]
        for which, visit in zip(_WHICH, captures, strict=True)
        for capture in visit
    ]
    sheet.say(program(facts))
    models = [[message("Model"), name, digest] for name, digest in facts["model_sha256"].items()]
    sheet.grid([[message("What"), message("File name"), "SHA-256"], *photos, *models], [12, 33, 55])


def _pictures(sheet: Sheet, comparison: Comparison) -> None:
    sheet.heading(message("Pictures"), keep_mm=90)
    draw_scale(sheet)
    face = face_pair(comparison)
    bar = BAR_MM / comparison.before.face.mm_per_px * scale_of(face.from_before)
    box = (face.before.width, face.before.height)
    _pair(sheet, message("Upper face"), (face.before.jpeg, face.after.jpeg), box, ([], []), bar)
    for name, region in comparison.regions.items():
        if region.aligned is None:
            continue
        pair = region_pair(region.aligned)
        height, width = region.aligned.patch.shape
        before, after = crease_overlays(region.aligned, "before"), crease_overlays(region.aligned, "after")
        title = joined([wording.REGION_TITLES[name], wording.VERDICT_TITLES[region.verdict]], ": ")
        _pair(sheet, title, (pair.before.jpeg, pair.after.jpeg), (width, height), (before, after), BAR_MM / GRID_MM)
        if not region.aligned.registered:
            sheet.say(wording.own_lines_words(len(before), len(after)), small=True)


def _pair(
    sheet: Sheet,
    title: str,
    jpegs: tuple[bytes, bytes],
    box: tuple[int, int],
    overlays: tuple[list[CreaseOverlay], list[CreaseOverlay]],
    bar: float,
) -> None:
    width = (sheet.epw - GAP_MM) / 2
    width *= min(1.0, TALLEST_MM * box[0] / (width * box[1]))
    height = width * box[1] / box[0]
    sheet.minor(title, keep_mm=height + 16)
    sheet.need(height + 8)
    top = sheet.y + 4
    for place, which in enumerate(_WHICH):
        x = MARGIN_MM + place * (width + GAP_MM)
        sheet.letters(SMALL_PT)
        sheet.text(x, top - 1, sheet.words(which))
        draw_picture(sheet, jpegs[place], box, overlays[place], bar, (x, top, width))
    sheet.set_y(top + height + 2)


def _tables(sheet: Sheet, comparison: Comparison, movements: MovementPair | None) -> None:
    sheet.heading(message("What was checked and found"))
    rows: list[list[str]] = [[message("Checked"), message("Found"), message("Limit"), message("Result")]]
    for check in comparison.checks:
        where = [" (", wording.REGION_TITLES[check.region], ")"] if check.region else []
        rows.append(
            [
                joined([check.label, *where], ""),
                check.found,
                check.limit,
                wording.check_result(check, comparison.refused)[1],
            ]
        )
    sheet.grid(rows, [40, 30, 15, 15])
    obstacles = {check.message for check in comparison.obstacles}
    notes = [
        joined([*([wording.REGION_TITLES[issue.region]] if issue.region else []), issue.message], ": ")
        for issue in comparison.issues
        if issue.code not in REPORTED_ELSEWHERE and issue.message not in obstacles
    ]
    if notes:
        sheet.minor(message("Notes on these photos"))
        sheet.listed(list(dict.fromkeys(notes)))
    if movements:
        sheet.heading(message("Movement from rest"))
        rows = [[row.title, row.before, row.after, row.change, row.least] for row in movement_rows(movements)]
        head = [message("Movement"), *_WHICH, message("Change"), message("Smallest shown")]
        sheet.grid([head, *rows], [26, 24, 24, 13, 13])
