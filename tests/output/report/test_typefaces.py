"""Which letters can be shown, and that none is dropped without a word."""

from __future__ import annotations

import unicodedata
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st
from names_of_all_scripts import NAMES

from wrinkle_scan.output.report.typefaces import (
    BASE,
    MissingGlyphWarning,
    clusters,
    face_of,
    is_complex,
    is_invisible,
    legible,
    letters_of,
    warn_of,
)


@pytest.mark.parametrize("script", NAMES)
def test_a_name_of_any_script_is_shown_letter_by_letter(script: str) -> None:
    assert legible(NAMES[script]) == unicodedata.normalize("NFC", NAMES[script])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it’s “fine” – ±", "it’s “fine” – ±"),
        ("Zoe\u0308", "Zoë"),
        ("\u1112\u1169\u11bc", "홍"),
        ("\ufa10", "\ufa10"),  # Unicode calls it the same as U+585A; whoever is named so does not
        ("a\u202eb\nc", "a\ufffdb\ufffdc"),
        ("\u200fשלום\u200e ខ្មែរ\u200b", "\u200fשלום\u200e ខ្មែរ\u200b"),
        ("\udce4.jpg", "\ufffd.jpg"),
        ("𠮷野", "[U+20BB7]野"),
        ("\U0010ffff", "[U+10FFFF]"),
        ("山田\u3000太郎", "山田\u3000太郎"),
    ],
)
def test_what_stands_in_for_what_cannot_be_shown(text: str, expected: str) -> None:
    assert legible(text) == expected


@given(st.text())
def test_every_letter_of_legible_text_has_a_face(text: str) -> None:
    unshown: set[str] = set()
    shown = legible(text, unshown)
    for letter in shown:
        found = face_of(letter)
        assert found and (is_invisible(letter) or ord(letter) in letters_of(found))
    assert unshown <= set(unicodedata.normalize("NFC", text)) | set(text)
    assert shown.count("[U+") >= len(unshown)
    assert legible(shown) == shown


@given(st.text())
def test_pieces_make_up_the_text_and_none_begins_with_a_mark(text: str) -> None:
    pieces = clusters(text)
    assert "".join(pieces) == text
    assert not any(unicodedata.combining(piece[0]) for piece in pieces[1:])


def test_a_family_of_emoji_is_one_piece() -> None:
    assert clusters("a👨‍👩‍👧e\u0301") == ["a", "👨‍👩‍👧", "e\u0301"]


@pytest.mark.parametrize("mark", ["\u200d", "\ufe0f", "\U000e0100"])
def test_what_says_how_a_letter_looks_stays_with_its_face(mark: str) -> None:
    for letter in "क😀葛":
        assert face_of(mark, face_of(letter) or "") == face_of(letter) != BASE


def test_a_word_of_joined_letters_comes_from_one_face() -> None:
    assert len({face_of(letter) for letter in "ہیمحمدگچپژ"}) == 1


def test_only_what_needs_it_is_shaped() -> None:
    assert not any(is_complex(text) for text in ("Crow's feet", "Zoë", "Ольга", "李雷 김철수", "±–’ 38\u00a0%"))
    assert all(is_complex(text) for text in ("محمد", "שלום", "q\u0323", "श्री", "น้ำ", "👨‍👩‍👧"))


def test_a_warning_names_the_letters_and_the_way_out() -> None:
    with pytest.warns(MissingGlyphWarning, match=r"The PDF .* 𠮷 \(U\+20BB7\), U\+10FFFF: .* HTML report"):
        warn_of({"\U0010ffff", "𠮷"}, "The PDF")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warn_of(set(), "The PDF")
