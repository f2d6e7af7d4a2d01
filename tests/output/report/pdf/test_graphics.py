"""Marks, pictures and scales on paper, by the shapes and words that a reader of PDFs finds."""

from __future__ import annotations

import numpy as np
import pypdfium2
import pytest
from made_exchange import picture
from pdf_reading import pictures_in, words_of

from wrinkle_scan.comparison.region_comparison import Verdict
from wrinkle_scan.output.report.crease_overlays import CreaseOverlay
from wrinkle_scan.output.report.depth_scale import TICKS_PERCENT
from wrinkle_scan.output.report.pdf.graphics import draw_mark, draw_picture, draw_points, draw_scale
from wrinkle_scan.output.report.pdf.sheet import Sheet

POINT_MM = 25.4 / 72


def shapes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each path on the page, mm, with up to 1 mm of its stroke."""
    page = pypdfium2.PdfDocument(pdf)[0]
    boxes = [thing.get_bounds() for thing in page.get_objects() if thing.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH]
    return [((right - left) * POINT_MM, (top - bottom) * POINT_MM) for left, bottom, right, top in boxes]


def marked(verdict: Verdict | None) -> list[tuple[float, float]]:
    plain, sheet = Sheet("Marks", "", "a4", "en"), Sheet("Marks", "", "a4", "en")
    draw_mark(sheet, verdict, 100, 100)
    return shapes(sheet.finished())[len(shapes(plain.finished())) :] or shapes(sheet.finished())[-1:]


@pytest.mark.parametrize("verdict", ["improved", "worsened", "unchanged", None])
def test_a_mark_is_about_as_large_whatever_it_says(verdict: Verdict | None) -> None:
    ((width, height),) = marked(verdict)[-1:]
    assert 1.5 < width < 3.5 and 1.5 < height < 3.5


def test_a_picture_is_as_high_as_its_form_asks_and_has_its_line_and_its_bar() -> None:
    line = CreaseOverlay(np.array([[10.0, 10.0], [80.0, 40.0]]), 12.0, True)
    sheet = Sheet("Pictures", "", "a4", "en")
    height = draw_picture(sheet, picture(90, 60).jpeg, (90, 60), [line], 20.0, (30.0, 60.0, 45.0))
    assert height == pytest.approx(30.0)
    pdf = sheet.finished()
    assert pictures_in(pypdfium2.PdfDocument(pdf)) == 1
    found = shapes(pdf)
    assert any(width == pytest.approx(35, abs=1.2) and high == pytest.approx(15, abs=1.2) for width, high in found)
    assert any(width == pytest.approx(10, abs=1.2) and high < 1.2 for width, high in found), "10 mm of the skin"


def test_units_stand_beside_their_points() -> None:
    sheet = Sheet("Points", "", "a4", "en")
    draw_points(sheet, [(10.0, 10.0, "4"), (20.0, 20.0, "")], 30.0, 60.0, 0.5)
    assert " 4" in words_of(sheet.finished())


def test_the_scale_names_its_depths() -> None:
    sheet = Sheet("Scale", "", "a4", "en")
    draw_scale(sheet)
    text = words_of(sheet.finished())
    assert all(f"{tick} %" in text for tick in TICKS_PERCENT)
    assert "how much darker they are than the skin beside them" in text
