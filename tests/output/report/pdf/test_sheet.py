"""What any report on paper needs: names of every script, long words, properties that say nothing."""

from __future__ import annotations

import dataclasses
import unicodedata

import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from made_progress import NAME, progress
from names_of_all_scripts import NAMES as SCRIPT_NAMES
from pdf_reading import boxes_of, words_of

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.output.report.pdf.progress_pdf import progress_pdf
from wrinkle_scan.output.report.pdf.sheet import Sheet
from wrinkle_scan.output.report.typefaces import MissingGlyphWarning, is_invisible, legible
from wrinkle_scan.output.report.visit_pictures import VisitPictures

NON_PICTURES = VisitPictures("2026-01-12")


def test_a_file_says_nothing_of_the_machine() -> None:
    document = pypdfium2.PdfDocument(progress_pdf(progress(), NON_PICTURES, "2026-01-12", "a4"))
    data = document.get_metadata_dict()
    assert data["Creator"] == "wrinkle-scan" and not data["Author"]
    assert NAME not in " ".join(data.values()), "files' properties are shown in lists and searches"


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
