"""A sheet of paper: its frame, its letters, headings, sentences and tables."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Sequence
from datetime import datetime, timezone
from importlib import resources
from typing import Literal

from fpdf import FPDF
from fpdf.enums import TableBordersLayout
from fpdf.fonts import FontFace

Paper = Literal["a4", "letter"]
MARGIN_MM, TOP_MM, BOTTOM_MM = 16.0, 22.0, 20.0
BODY_PT, SMALL_PT = 9.0, 7.5
LINE = 1.35
"""Height of a line over its letters'."""
POINT_MM = 25.4 / 72
INK, MUTED, RULE = (27, 33, 39), (85, 96, 107), (200, 205, 211)
TONES = {
    "improved": (10, 98, 73),
    "worsened": (154, 52, 18),
    "unchanged": (51, 80, 106),
    "cannot_tell": (85, 80, 107),
}
LONGEST_WORD = 40
"""Letters; longer words, such as a file's name, may be broken anywhere."""

logging.getLogger("fpdf").setLevel(logging.ERROR)  # a letter that the font lacks is drawn as a box: seen, not logged
logging.getLogger("fontTools").setLevel(logging.ERROR)


class Sheet(FPDF):
    """Pages with a head and a foot."""

    def __init__(self, title: str, about: str, paper: Paper) -> None:
        """`title` stands in the file's properties, `about` at the head of each page."""
        super().__init__(format=paper)
        self._about = written(about)
        fonts = resources.files("wrinkle_scan.report.fonts")
        for style, name in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
            with resources.as_file(fonts.joinpath(name)) as file:
                self.add_font("dejavu", style, file)
        self.set_title(title)
        self.set_creator("wrinkle-scan")
        self.set_lang("en")
        # The same facts make the same file: when it was printed is for the signature to say.
        self.set_creation_date(datetime(2000, 1, 1, tzinfo=timezone.utc))
        self.set_margins(MARGIN_MM, TOP_MM, MARGIN_MM)
        self.c_margin = 0.0  # words begin where pictures do
        self.set_auto_page_break(True, BOTTOM_MM)
        self.add_page()

    def header(self) -> None:
        """The program on the left, whom it is about on the right."""
        self.letters(SMALL_PT, MUTED)
        self.set_y(10)
        self.cell(40, 5, "wrinkle-scan")
        self.cell(0, 5, self._about, align="R")
        self.set_draw_color(*RULE)
        self.line(MARGIN_MM, 16, self.w - MARGIN_MM, 16)
        self.set_y(TOP_MM)

    def footer(self) -> None:
        """What it is not, and the page's number."""
        self.set_y(-14)
        self.letters(SMALL_PT, MUTED)
        self.cell(130, 5, "Not a diagnosis and not a clinical grade. Made on this machine; no photo was sent anywhere.")
        self.cell(0, 5, f"Page {self.page_no()} of {{nb}}", align="R")

    def title_line(self, text: str) -> None:
        """The document's name."""
        self.letters(18, INK, bold=True)
        self.multi_cell(0, 9, written(text), new_x="LMARGIN", new_y="NEXT", align="L")
        self.ln(2)

    def warn(self, messages: Sequence[str]) -> None:
        """That what follows is no real result, and why."""
        if messages:
            self.say("This is not a real result", bold=True, color=TONES["worsened"])
            self.listed(messages)

    def heading(self, text: str, keep_mm: float = 30.0) -> None:
        """A heading, on a page with so much of what follows it."""
        self.need(keep_mm)
        self.ln(3)
        self.letters(12, INK, bold=True)
        self.multi_cell(0, 6.5, written(text), new_x="LMARGIN", new_y="NEXT", align="L")
        self.ln(1)

    def minor(self, text: str, keep_mm: float = 15.0) -> None:
        """A heading within a section."""
        self.need(keep_mm)
        self.ln(1.5)
        self.say(text, bold=True)

    def say(
        self, text: str, small: bool = False, bold: bool = False, color: tuple[int, int, int] | None = None
    ) -> None:
        """A paragraph."""
        size = SMALL_PT if small else BODY_PT
        self.letters(size, color or (MUTED if small else INK), bold)
        height = size * POINT_MM * LINE
        self.multi_cell(0, height, written(text), new_x="LMARGIN", new_y="NEXT", align="L")
        self.ln(0.8)

    def listed(self, texts: Sequence[str], small: bool = False) -> None:
        """Sentences, each behind a bullet."""
        size = SMALL_PT if small else BODY_PT
        height = size * POINT_MM * LINE
        for text in texts:
            self.letters(size, INK)
            self.cell(4, height, "•")
            self.multi_cell(0, height, written(text), new_x="LMARGIN", new_y="NEXT", align="L")
        self.ln(1)

    def grid(self, rows: Sequence[Sequence[str]], widths: Sequence[int], small: bool = True) -> None:
        """A table; its first row is the head, which is said again on each page."""
        size = SMALL_PT if small else BODY_PT
        self.letters(size, INK)
        self.set_draw_color(*RULE)
        self.set_fill_color(255, 255, 255)
        head = FontFace(emphasis="BOLD", color=MUTED)
        with self.table(
            col_widths=tuple(widths),
            line_height=size * POINT_MM * LINE,
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            headings_style=head,
            text_align="LEFT",
            padding=(0.8, 1.5, 0.8, 0),
        ) as table:
            for row in rows:
                cells = table.row()
                for text in row:
                    cells.cell(written(text))
        self.ln(2)

    def sign_off(self) -> None:
        """Lines for name, date and signature."""
        self.need(20)
        self.ln(12)
        self.letters(BODY_PT, INK)
        self.set_draw_color(*INK)
        width = (self.epw - 12) / 3
        for number, word in enumerate(("Name", "Date", "Signature")):
            x = MARGIN_MM + number * (width + 6)
            self.line(x, self.y, x + width, self.y)
            self.text(x, self.y + 4.5, word)
        self.ln(8)

    def need(self, height_mm: float) -> None:
        """Begins a new page where less than this is left."""
        if self.will_page_break(height_mm):
            self.add_page()

    def letters(self, size: float, color: tuple[int, int, int] = INK, bold: bool = False) -> None:
        """What the next text is set in."""
        self.set_font("dejavu", "B" if bold else "", size)
        self.set_text_color(*color)


def written(text: str) -> str:
    """The text without what would break lines or reorder them, and with room to break words that are too long."""
    plain = "".join(c if _is_shown(c) else "\ufffd" for c in text)
    return " ".join(
        word[i : i + LONGEST_WORD] for word in plain.split(" ") for i in range(0, max(len(word), 1), LONGEST_WORD)
    )


def _is_shown(letter: str) -> bool:
    """Whether it is a letter or a space, and none that turns the order of others around."""
    return letter == "\u00a0" or (letter.isprintable() and unicodedata.category(letter) != "Cf")
