"""Letters on a picture: shaped, in order, over one another where they belong, and never an empty box."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from names_of_all_scripts import NAMES
from PIL import Image

from wrinkle_scan.output.report.typefaces import face, legible
from wrinkle_scan.output.report.typesetting import line_of, text_width, write


def numbers(text: str) -> list[int]:
    return [glyph.number for glyph in line_of(text, 20)[0]]


def ink(text: str, size: int = 20) -> np.ndarray:
    """What is written from (10, 30) on, 0 to 255."""
    image = Image.new("RGB", (600, 60))
    write(image, (10, 30), text, size, (255, 255, 255))
    return np.asarray(image)[..., 0]


@pytest.mark.parametrize("script", NAMES)
def test_a_name_of_any_script_is_drawn_without_an_empty_box(script: str) -> None:
    assert 0 not in numbers(legible(NAMES[script]))
    assert ink(legible(NAMES[script])).max() == 255


@settings(max_examples=50)
@given(st.text(max_size=40))
def test_any_text_is_drawn_without_an_empty_box(text: str) -> None:
    assert 0 not in numbers(legible(text))
    assert text_width(legible(text), 20) >= 0


def test_arabic_letters_are_joined_and_stand_from_right_to_left() -> None:
    alone = [numbers(letter)[-1] for letter in "محمد"]
    assert numbers("محمد") != alone[::-1] and len(numbers("محمد")) == 4
    glyphs = line_of("שלום", 20)[0]
    assert [glyph.number for glyph in glyphs] == [numbers(letter)[0] for letter in "שלום"[::-1]]
    assert [glyph.x for glyph in glyphs] == sorted(glyph.x for glyph in glyphs)


def test_a_number_among_words_from_the_right_keeps_its_digits_and_its_place() -> None:
    assert numbers("אב 50 גד") == numbers("ד") + numbers("ג") + numbers(" 50 ") + numbers("ב") + numbers("א")


def test_letters_of_india_are_put_in_order() -> None:
    one = numbers("कि")
    assert one[-1] == numbers("क")[0], "the sign of i comes after k in the text, and stands before it"
    assert len(numbers("क्ष")) == 1, "k and sh make one letter"


def test_a_mark_is_over_its_letter() -> None:
    plain, marked = ink("q"), ink("q\u0302")
    assert text_width("q\u0302", 20) == text_width("q", 20)
    added = np.argwhere(marked > plain)
    letter = np.argwhere(plain)
    assert added[:, 0].max() < letter[:, 0].min() + 2, "above"
    assert letter[:, 1].min() - 1 <= added[:, 1].min() and added[:, 1].max() <= letter[:, 1].max() + 1, "not beside"


def test_a_letters_hole_is_empty_and_crossing_strokes_are_full() -> None:
    zero = ink("O", 40)
    rows, columns = np.nonzero(zero)
    middle = (rows.min() + rows.max()) // 2, (columns.min() + columns.max()) // 2
    assert zero[middle] == 0 and zero[middle[0], columns.min() + 2] == 255


def test_capitals_are_centred_and_as_high_as_their_size_says() -> None:
    rows, columns = np.nonzero(ink("H", 40) > 127)
    assert rows.max() - rows.min() + 1 == pytest.approx(0.73 * 40, abs=1)
    assert (rows.max() + rows.min() + 1) / 2 == pytest.approx(30, abs=1)
    assert columns.min() == pytest.approx(10 + 0.098 * 40, abs=1), "the font's own margin left of H"


def test_width_is_what_the_font_says() -> None:
    assert face("DejaVuSans.ttf").upem == 2048
    assert text_width("HH", 2048) == 2 * 1540


def test_writing_beyond_the_edges_is_cut_off() -> None:
    image = Image.new("RGB", (20, 10))
    write(image, (-5, 0), "Wide words 李雷", 30, (255, 255, 255))
    assert image.size == (20, 10) and np.asarray(image).max() == 255
