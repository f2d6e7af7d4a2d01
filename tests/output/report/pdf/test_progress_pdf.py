"""Courses on paper, read back: their size, their words, and that nothing leaves or overlaps."""

from __future__ import annotations

import dataclasses
import re

import pypdfium2
import pytest
from course_pages import course_pages
from made_progress import NAME, progress, series, visit
from pdf_reading import boxes_of, overlapping, pictures_in, words_of
from phantom_visits import followed

from wrinkle_scan.comparison.check import Check
from wrinkle_scan.output.report.pdf.progress_pdf import progress_pdf
from wrinkle_scan.output.report.pdf.sheet import Paper
from wrinkle_scan.output.report.visit_pictures import VisitPictures
from wrinkle_scan.output.report.wording import signed
from wrinkle_scan.visits.catalog.visits import SkippedPhoto
from wrinkle_scan.visits.course.deidentifying import deidentified

POINT_MM = 25.4 / 72

NON_PICTURES = VisitPictures("2026-01-12")


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


def test_without_names_neither_dates_nor_names() -> None:
    text = words_of(progress_pdf(deidentified(progress(), b"k" * 32), NON_PICTURES, None, "a4"))
    assert "Day 30" in text
    for who in (NAME, "Dr. Example", "C1234", "2026", "January", "February"):
        assert who not in text


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
