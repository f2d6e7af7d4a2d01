"""Chooses the bundled typeface that has a glyph for each letter, and a replacement where none has."""

from __future__ import annotations

import re
import unicodedata
import warnings
from functools import cache
from importlib import resources

import uharfbuzz as hb

BASE, BASE_BOLD = "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"
SCRIPTS = tuple(
    f"NotoSans{script}-Regular.ttf"
    for script in (
        "Arabic", "Hebrew", "Thai", "Lao", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil", "Telugu",
        "Kannada", "Malayalam", "Sinhala", "Khmer", "Myanmar", "Ethiopic",
    )
)  # fmt: skip
"""Scripts whose letters join, stack or are reordered: all of a word has to come from one face."""
EAST_ASIAN = ("DroidSansFallbackFull.ttf", "WenQuanYiMicroHei-Hangul.ttf")
EMOJI = "NotoEmoji-Regular.ttf"
FIRST_SCRIPT, SIGNS = 0x590, range(0x2000, 0x2C00)
"""Code points below the first and in the second are taken from the base typeface first."""
UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u061c"
"""Zero-width space, joiners and direction marks, which occur in copied names and are kept."""
UNREADABLE = "\ufffd"


class MissingGlyphWarning(UserWarning):
    """Letters are shown as their Unicode numbers, because no bundled typeface has a glyph for them."""


@cache
def face(name: str) -> hb.Face:
    """A bundled typeface, by its file's name."""
    return hb.Face(resources.files("wrinkle_scan.output.report.fonts").joinpath(name).read_bytes())


@cache
def letters_of(name: str) -> frozenset[int]:
    """The code points that a typeface has a glyph for."""
    return frozenset(face(name).unicodes)


def is_invisible(letter: str) -> bool:
    """Whether it only says how its neighbours are shown: a joiner, a mark of direction, a variation selector."""
    return letter in UNSEEN or "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"


def joins(letter: str) -> bool:
    """Whether it belongs to the letter before it: a mark, a joiner, the colour of an emoji's skin."""
    return unicodedata.category(letter)[0] == "M" or is_invisible(letter) or "\U0001f3fb" <= letter <= "\U0001f3ff"


def face_of(letter: str, before: str = BASE) -> str | None:
    """The typeface that has a glyph for a letter; None if there is none.

    Args:
        letter: one code point.
        before: the face of the letter before it, which what joins it shares.
    """
    if is_invisible(letter) or (joins(letter) and ord(letter) in letters_of(before)):
        return before
    return _own_face(letter)


@cache
def _own_face(letter: str) -> str | None:
    code = ord(letter)
    of_base = code < FIRST_SCRIPT or code in SIGNS
    order = (BASE, *SCRIPTS, EMOJI) if of_base else (*SCRIPTS, EMOJI, BASE)
    return next((name for name in (*order, *EAST_ASIAN) if code in letters_of(name)), None)


def is_complex(text: str) -> bool:
    """Whether letters have to be joined, stacked or put in order before they can be drawn."""
    return not text.isascii() and any(joins(c) or face_of(c) in (*SCRIPTS, EMOJI) for c in text)


def legible(text: str, unshown: set[str] | None = None) -> str:
    """The text in letters that can be shown.

    Letters that no face has become their Unicode numbers in brackets, as in ``[U+20BB7]``; line ends, what reorders a
    line, and bytes that are no text become U+FFFD, which is shown as a question mark in a lozenge.

    Args:
        text: any.
        unshown: takes the letters that no face has.
    """
    shown = []
    for letter in _composed(text):
        if _is_no_letter(letter):
            shown.append(UNREADABLE)
        elif face_of(letter) is not None:
            shown.append(letter)
        else:
            shown.append(f"[{_number(letter)}]")
            if unshown is not None:
                unshown.add(letter)
    return "".join(shown)


def clusters(text: str) -> list[str]:
    """The text in grapheme clusters: each letter with what joins it."""
    pieces: list[str] = []
    for letter in text:
        if pieces and (joins(letter) or pieces[-1][-1] == "\u200d"):
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces


def warn_of(unshown: set[str], where: str) -> None:
    """Warns of letters that are not shown as such, if there are any.

    Args:
        unshown: those letters.
        where: what does not show them, as in ``The PDF``.

    Warns:
        MissingGlyphWarning: there are some.
    """
    if unshown:
        named = ", ".join(
            f"{letter} ({_number(letter)})" if letter.isprintable() else _number(letter) for letter in sorted(unshown)
        )
        problem = f"{where} has no typeface for {named}: [{_number(min(unshown))}] is written instead."
        warnings.warn(f"{problem} JSON and an HTML report hold such letters.", MissingGlyphWarning, stacklevel=3)


def _number(letter: str) -> str:
    return f"U+{ord(letter):04X}"


def _is_no_letter(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") and letter not in UNSEEN


def _composed(text: str) -> str:
    """With letters and marks in one where Unicode has both; not the ideographs that it would exchange for others."""
    return re.sub("[^\uf900-\ufaff\U0002f800-\U0002fa1f]+", lambda found: unicodedata.normalize("NFC", found[0]), text)
