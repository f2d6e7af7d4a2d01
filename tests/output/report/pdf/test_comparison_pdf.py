"""Comparisons on paper, read back: their words, their pictures, and that nothing overlaps."""

from __future__ import annotations

import re

import pypdfium2
import pytest
from compared_pairs import as_a_whole
from pdf_reading import overlapping, pictures_in, words_of

from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.output.report.pdf.comparison_pdf import comparison_pdf
from wrinkle_scan.output.report.wording import severities_words


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
