"""Splits a line into parts by reading direction, in a document that is read from left to right."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection

from wrinkle_scan.output.report.typefaces import clusters, is_invisible


def one_way(text: str) -> list[tuple[str, bool]]:
    """The parts of a line from left to right, and whether each is read from the right.

    A number within words that are read from the right is part of them, with its digits reversed, so that they come out
    right when the part is read from the right.
    """
    if text.isascii():
        return [(text, False)]
    return [
        ("".join(_turned(same, level) for level, same in groupby(part, key=lambda letter: letter[1])), from_right)
        for from_right, part in groupby(_levels(text), key=lambda letter: letter[1] > 0)
    ]


def _levels(text: str) -> list[tuple[str, int]]:
    """Each letter with its embedding level: 0 from the left, 1 from the right, 2 a number among the latter."""
    levels: list[tuple[str, int]] = []
    for character in BidiParagraph(
        text, TextDirection.LTR, preserve_bn_chars=True
    ).get_characters_with_embedding_level():
        letter, level = character.character, character.embedding_level
        # A joiner goes with what it joins; the algorithm gives it no direction.
        levels.append((letter, levels[-1][1] if levels and is_invisible(letter) else level))
    return levels


def _turned(letters: Iterable[tuple[str, int]], level: int) -> str:
    text = "".join(letter for letter, _ in letters)
    return "".join(reversed(clusters(text))) if level == 2 else text
