"""Reports on paper, read back: their size, their words, and that nothing leaves or overlaps."""

from __future__ import annotations

import dataclasses
import re
import unicodedata

import pypdfium2
import pytest
from compared_pairs import as_a_whole
from course_pages import course_pages
from hypothesis import example, given, settings
from hypothesis import strategies as st
from made_progress import NAME, progress, series, visit
from names_of_all_scripts import NAMES as SCRIPT_NAMES
from phantom_visits import followed

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.comparison.check import Check
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.output.report.pdf.comparison_pdf import comparison_pdf
from wrinkle_scan.output.report.pdf.progress_pdf import progress_pdf
from wrinkle_scan.output.report.pdf.sheet import Paper, Sheet
from wrinkle_scan.output.report.typefaces import MissingGlyphWarning, is_invisible, legible
from wrinkle_scan.output.report.visit_pictures import VisitPictures
from wrinkle_scan.output.report.wording import severities_words, signed
from wrinkle_scan.visits.catalog.visits import SkippedPhoto
from wrinkle_scan.visits.course.deidentifying import deidentified

POINT_MM = 25.4 / 72
NON_PICTURES = VisitPictures("2026-01-12")
Box = tuple[float, float, float, float]
"""Left, bottom, right, top; points."""


def words_of(pdf: bytes) -> str:
    """All text, a space for every gap."""
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)


def boxes_of(page: pypdfium2.PdfPage) -> list[tuple[Box, str]]:
    """Each run of text on a page, with its place."""
    text = page.get_textpage()
    boxes = [text.get_rect(i) for i in range(text.count_rects())]
    return [(box, text.get_text_bounded(*box)) for box in boxes]


def overlapping(page: pypdfium2.PdfPage) -> list[tuple[str, str]]:
    """Runs of text that lie over each other by more than a quarter of a line."""
    boxes = boxes_of(page)
    found = []
    for i, ((left, bottom, right, top), one) in enumerate(boxes):
        for (left2, bottom2, right2, top2), other in boxes[:i]:
            across, down = min(right, right2) - max(left, left2), min(top, top2) - max(bottom, bottom2)
            if across > 1 and down > 0.25 * min(top - bottom, top2 - bottom2):
                found.append((one, other))
    return found


def pictures_in(document: pypdfium2.PdfDocument) -> int:
    """How many there are."""
    return sum(isinstance(thing, pypdfium2.PdfImage) for page in document for thing in page.get_objects())


@pytest.mark.parametrize(
    ("paper", "size", "language"),
    [("a4", (210, 297), "en"), ("letter", (215.9, 279.4), "en"), ("a4", (210, 297), "pt"), ("a4", (210, 297), "es")],
)
def test_paper_has_its_size_and_nothing_leaves_it(paper: Paper, size: tuple[float, float], language: str) -> None:
    document = pypdfium2.PdfDocument(progress_pdf(progress(), NON_PICTURES, "2026-01-12", paper, language))
    for page in document:
        assert [side * POINT_MM for side in page.get_size()] == pytest.approx(size, abs=0.2)
        for (left, bottom, right, top), words in boxes_of(page):
            inside = left > 20 and right < page.get_width() - 20 and bottom > 15 and top < page.get_height() - 15
            assert inside, words
        assert overlapping(page) == []


def test_every_number_and_reason_is_there() -> None:
    check = Check("registration", "Skin", "0.1", "0.4", False, "The skin does not match.", "forehead")
    shown = dataclasses.replace(
        series(), visits=(*series().visits[:-1], visit(165, {"glabella": None, "forehead": 31}, checks=(check,)))
    )
    text = words_of(
        progress_pdf(progress(shown, left_out=(SkippedPhoto("x.jpg", "No date."),)), NON_PICTURES, "2026-01-12", "a4")
    )
    for one in shown.visits[1:]:
        for region in one.regions.values():
            if region.compared and region.compared.change_percent is not None and region.compared.ci95_percent:
                low, high = region.compared.ci95_percent
                assert f"{signed(region.compared.change_percent)} ({signed(low)} to {signed(high)})" in text
    for said in (NAME, "Too dark.", "cannot tell [1]", "x.jpg is left out. No date.", "Brand A", "Dr. Example", "C1234",
                 "12 January 2026", "Signature", "Not a diagnosis", "2026-02-11_frown.jpg"):  # fmt: skip
        assert said in text, said
    assert re.search(r"Half of it had come \d+ days after the treatment", text)


def test_the_same_facts_make_the_same_file() -> None:
    one, other = (progress_pdf(progress(), NON_PICTURES, "2026-01-12", "a4") for _ in range(2))
    assert one == other


def test_a_file_says_nothing_of_the_machine() -> None:
    document = pypdfium2.PdfDocument(progress_pdf(progress(), NON_PICTURES, "2026-01-12", "a4"))
    data = document.get_metadata_dict()
    assert data["Creator"] == "wrinkle-scan" and not data["Author"]
    assert NAME not in " ".join(data.values()), "files' properties are shown in lists and searches"


def test_without_names_neither_dates_nor_names() -> None:
    text = words_of(progress_pdf(deidentified(progress(), b"k" * 32), NON_PICTURES, None, "a4"))
    assert "Day 30" in text
    for who in (NAME, "Dr. Example", "C1234", "2026", "January", "February"):
        assert who not in text


@pytest.mark.filterwarnings("ignore::wrinkle_scan.output.report.typefaces.MissingGlyphWarning")
@settings(max_examples=5, deadline=None)
@given(st.text(max_size=600))
@example("\U0001d47b" * 13)  # without a glyph each is shown by its number, nine letters wide
def test_any_name_can_be_printed(name: str) -> None:
    named = dataclasses.replace(progress(), patient=name, issues=(Issue("x", name),))
    document = pypdfium2.PdfDocument(progress_pdf(named, NON_PICTURES, "2026-01-12", "a4"))
    for page in document:
        for (left, _, right, _), words in boxes_of(page):
            assert left > 0 and right < page.get_width(), words


@pytest.mark.parametrize("name", ["Zoë Müller", "Ελένη", "Ольга Петрова", "Ağaoğlu", "O’Brien – 3", "李雷", "山田 太郎",
                                  "김철수", "ボトックス注射用", "محمد", "שלום", "Nguyễn Thị Hồng", "አማርኛ"])  # fmt: skip
def test_names_of_many_scripts_are_text_that_can_be_searched(name: str) -> None:
    assert name in words_of(progress_pdf(dataclasses.replace(progress(), patient=name), NON_PICTURES, None, "a4"))


def test_every_letter_of_any_script_is_on_the_paper() -> None:
    """By the letters' own order for scripts that a reader of PDFs puts in another."""
    said = tuple(Issue(script, legible(name)) for script, name in SCRIPT_NAMES.items())
    text = words_of(progress_pdf(dataclasses.replace(progress(), issues=said), NON_PICTURES, None, "a4"))
    for issue in said:
        letters = {letter for letter in issue.message if unicodedata.category(letter)[0] in "LMNS"}
        # pdfium drops variation selectors, and gives some ideographs and marks by their equivalents
        missing = {c for c in letters if c not in text and not is_invisible(c)}
        assert {c for c in missing if unicodedata.normalize("NFKC", c) not in text} == set(), issue.code


def test_words_from_the_right_stand_in_their_order_about_a_number() -> None:
    pdf = progress_pdf(dataclasses.replace(progress(), patient="אב 50 גד"), NON_PICTURES, None, "a4")
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    letters = page.get_text_range()
    left = {letter: page.get_charbox(letters.rindex(letter))[0] for letter in "אבגד"}
    assert left["ד"] < left["ג"] < left["ב"] < left["א"]
    digits = [page.get_charbox(at)[0] for at in range(len(letters)) if letters[at : at + 2] == "50"]
    assert any(left["ג"] < digit < left["ב"] for digit in digits)


def test_a_letter_without_a_typeface_is_given_by_its_number_and_reported() -> None:
    with pytest.warns(MissingGlyphWarning, match=r"The PDF .*𠮷 \(U\+20BB7\)") as shown:
        pdf = progress_pdf(dataclasses.replace(progress(), patient="𠮷野"), NON_PICTURES, None, "a4")
    assert "[U+20BB7]野" in words_of(pdf) and len(shown) == 1


def test_comparison_on_paper(comparison: Comparison, every_verdict: Comparison) -> None:
    text = words_of(comparison_pdf(every_verdict, None, "a4"))
    for said in ("Forehead: Improved", "Glabella (frown lines): Unchanged", "Crow's feet, right: Worsened",
                 "Crow's feet, left: Cannot tell", "Hidden by a plaster.", "40 % less", "between 29 and 52 % less",
                 "Severity 41.3 before, 24.6 after.", "Severity not measured before, 8.4 after.",
                 "AI models, not clinicians",
                 comparison.before.photo.sha256[:30], "Signature"):  # fmt: skip
        assert said in text.replace("\u00a0", " "), said
    document = pypdfium2.PdfDocument(comparison_pdf(comparison, None, "letter"))
    assert [overlapping(page) for page in document] == [[]] * len(document)
    assert pictures_in(document) == 10, "the face and four regions, before and after"


def test_the_chart_of_a_comparison_has_its_legend(every_verdict: Comparison) -> None:
    assert "Grey band: changes that these photos could not have shown." in words_of(
        comparison_pdf(every_verdict, None, "a4")
    ).replace("\u00a0", " ")


def test_a_long_name_is_broken_without_a_space_in_it() -> None:
    """A name that fits on its line is as it is; one that does not fits on the paper all the same."""
    sheet = Sheet("Names", "", "a4", "en")
    name = "after.frown.simulated_60_percent_softer.jpg"
    sheet.say(f"After: {name}")
    sheet.say("x" * 400)
    pdf = sheet.finished()
    assert name in "".join(letter for letter in words_of(pdf) if not is_invisible(letter))
    page = pypdfium2.PdfDocument(pdf)[0]
    assert max(right for (_, _, right, _), _ in boxes_of(page)) < page.get_width()


def test_a_refused_comparison_shows_what_each_photo_shows(refused: Comparison) -> None:
    pdf = comparison_pdf(refused, None, "a4")
    assert "cannot be compared" in words_of(pdf)
    assert severities_words(refused.regions["glabella"]).capitalize() in words_of(pdf)
    assert pictures_in(pypdfium2.PdfDocument(pdf)) == 10


def test_a_region_that_could_not_be_registered_has_each_photos_own_lines() -> None:
    pdf = comparison_pdf(as_a_whole(), None, "a4")
    text = words_of(pdf)
    assert "Forehead: Cannot tell (compared as a whole)" in text and "4 before and 0 after" in text
    document = pypdfium2.PdfDocument(pdf)
    assert [overlapping(page) for page in document] == [[]] * len(document)


@pytest.mark.slow
def test_a_course_on_paper_has_its_pictures_and_is_small() -> None:
    course = followed()
    pdf = progress_pdf(course.progress, course.visit_pictures, course.begin, "a4")
    assert len(pdf) < 2e6, "one series of six visits; 6 MB for three"
    document = pypdfium2.PdfDocument(pdf)
    assert pictures_in(document) == 30, "the face and four regions at six visits"
    assert [overlapping(page) for page in document] == [[]] * len(document)
    nameless = progress_pdf(deidentified(course.progress, b"k" * 32), course.visit_pictures, None, "a4")
    hidden = [
        t for page in pypdfium2.PdfDocument(nameless) for t in page.get_objects() if isinstance(t, pypdfium2.PdfImage)
    ]
    assert len(hidden) == 24, "no face"
    assert course_pages()["course-clinician"].count("data:image/jpeg") == 30, "as many as the page"


@pytest.mark.parametrize("language", ["pt", "es"])
def test_a_comparison_in_another_language_leaves_nothing_in_english(every_verdict: Comparison, language: str) -> None:
    english = words_of(comparison_pdf(every_verdict, None, "a4"))
    document = pypdfium2.PdfDocument(pdf := comparison_pdf(every_verdict, None, "a4", language))
    said = words_of(pdf)
    for page in document:
        assert overlapping(page) == []
    methods = {"pt": "Métodos", "es": "Métodos"}[language]  # the paragraph for a paper stays in English
    for words in ("the", "photo", "line", "severity", "Before"):
        assert f" {words} " in english
        assert f" {words} " not in said.partition(f" {methods} ")[0], words
    assert "24,3" in said or re.search(r"\d,\d \(\d,\d", said)
