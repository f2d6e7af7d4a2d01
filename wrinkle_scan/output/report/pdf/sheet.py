"""The pages of a PDF: header and footer, typefaces, headings, paragraphs and tables.

Written with fpdf2, which pip alone installs; tools that print the HTML page need a browser or system libraries.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timezone
from importlib import resources
from typing import Literal, cast

from fpdf import FPDF
from fpdf.enums import TableBordersLayout, TextDirection
from fpdf.fonts import FontFace, TTFFont
from fpdf.line_break import Fragment

from wrinkle_scan.output.report.directions import one_way
from wrinkle_scan.output.report.typefaces import (
    BASE,
    BASE_BOLD,
    clusters,
    face_of,
    is_complex,
    is_invisible,
    legible,
    warn_of,
)
from wrinkle_scan.system.languages import language
from wrinkle_scan.system.messages import message

Paper = Literal["a4", "letter"]
MARGIN_MM, TOP_MM, BOTTOM_MM = 16.0, 22.0, 20.0
GAP_MM = 4.0
"""Between two pictures or charts in a row."""
BODY_PT, SMALL_PT = 9.0, 7.5
LINE = 1.35
"""Line height as a multiple of the font size."""
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
ZERO_WIDTH_SPACE = "\u200b"
"""A line may be broken there, and nothing is seen of it."""

logging.getLogger("fpdf").setLevel(logging.ERROR)
logging.getLogger("fontTools").setLevel(logging.ERROR)


class Sheet(FPDF):
    """Pages with a header and a footer."""

    def __init__(self, title: str, about: str, paper: Paper, language_code: str) -> None:
        """`title` stands in the file's properties, `about` at the head of each page, in the language."""
        super().__init__(format=paper)
        self._language = language(language_code)
        self._about = self.words(about)
        self._unshown: set[str] = set()
        self._face_before = BASE
        self._others: list[str] = []
        self._add_base()
        self.set_title(self._language.say(title))
        self.set_creator("wrinkle-scan")
        self.set_lang(language_code)
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
        self.cell(0, 5, self._fitting(self._about, self.epw - 40), align="R")
        self.set_draw_color(*RULE)
        self.line(MARGIN_MM, 16, self.w - MARGIN_MM, 16)
        self.set_y(TOP_MM)

    def footer(self) -> None:
        """What it is not, and the page's number."""
        self.set_y(-14)
        self.letters(SMALL_PT, MUTED)
        said = message("Not a diagnosis and not a clinical grade. Made on this machine; no photo was sent anywhere.")
        self.cell(130, 5, self.words(said))
        self.cell(0, 5, self.words(message("Page {number} of {{nb}}", number=self.page_no())), align="R")

    def title_line(self, text: str) -> None:
        """The document's name."""
        self.letters(18, INK, bold=True)
        self.multi_cell(0, 9, self.words(text), new_x="LMARGIN", new_y="NEXT", align="L")
        self.ln(2)

    def warn(self, messages: Sequence[str]) -> None:
        """Warns that what follows is not a real result, and why."""
        if messages:
            self.say(message("This is not a real result"), bold=True, color=TONES["worsened"])
            self.listed(messages)

    def heading(self, text: str, keep_mm: float = 30.0) -> None:
        """A heading, kept on one page with `keep_mm` of what follows it."""
        self.need(keep_mm)
        self.ln(3)
        self.letters(12, INK, bold=True)
        self.multi_cell(0, 6.5, self.words(text), new_x="LMARGIN", new_y="NEXT", align="L")
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
        self.multi_cell(0, height, self.words(text), new_x="LMARGIN", new_y="NEXT", align="L")
        self.ln(0.8)

    def listed(self, texts: Sequence[str], small: bool = False) -> None:
        """Sentences, each behind a bullet."""
        size = SMALL_PT if small else BODY_PT
        height = size * POINT_MM * LINE
        for text in texts:
            self.letters(size, INK)
            self.cell(4, height, "•")
            self.multi_cell(0, height, self.words(text), new_x="LMARGIN", new_y="NEXT", align="L")
        self.ln(1)

    def grid(self, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
        """A table in small type; its first row is the header, which is repeated on each page."""
        self.letters(SMALL_PT, INK)
        self.set_draw_color(*RULE)
        self.set_fill_color(255, 255, 255)
        head = FontFace(emphasis="BOLD", color=MUTED)
        with self.table(
            col_widths=tuple(widths),
            line_height=SMALL_PT * POINT_MM * LINE,
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            headings_style=head,
            text_align="LEFT",
            padding=(0.8, 1.5, 0.8, 0),
        ) as table:
            for row in rows:
                cells = table.row()
                for text in row:
                    cells.cell(self.words(text))
        self.ln(2)

    def sign_off(self) -> None:
        """Lines for name, date and signature."""
        self.need(20)
        self.ln(12)
        self.letters(BODY_PT, INK)
        self.set_draw_color(*INK)
        width = (self.epw - 12) / 3
        for number, word in enumerate((message("Name"), message("Date"), message("Signature"))):
            x = MARGIN_MM + number * (width + 6)
            self.line(x, self.y, x + width, self.y)
            self.text(x, self.y + 4.5, self.words(word))
        self.ln(8)

    def words(self, text: str) -> str:
        """A text in the sheet's language, with room to break words that are too long."""
        return _breakable(self._language.say(text))

    def _fitting(self, text: str, width_mm: float) -> str:
        """A text on one line, or as much of its beginning as fits: a letter without a glyph is shown by its number."""
        if self.get_string_width(text) <= width_mm:
            return text
        pieces = clusters(text)
        while pieces and self.get_string_width("".join(pieces) + "…") > width_mm:
            pieces.pop()
        return "".join(pieces) + "…"

    def need(self, height_mm: float) -> None:
        """Begins a new page if less than this height, mm, is left."""
        if self.will_page_break(height_mm):
            self.add_page()

    def letters(self, size: float, color: tuple[int, int, int] = INK, bold: bool = False) -> None:
        """Sets size, pt, colour and weight of the next text."""
        self.set_font(_family(BASE), "B" if bold else "", size)
        self.set_text_color(*color)

    def normalize_text(self, text: str) -> str:
        """Called by fpdf2 for every text: replaces letters without a glyph, and adds the needed typefaces."""
        shown = legible(text, self._unshown)
        self._face_before = BASE
        self._add_others(shown)
        self.set_text_shaping(is_complex(shown), direction="ltr")
        return shown

    def get_fallback_font(self, char: str, style: str = "") -> str | None:
        """The typeface of a letter that the base lacks; a joining mark has that of the letter before it."""
        self._face_before = face_of(char, self._face_before) or BASE
        return None if self._face_before == BASE else _family(self._face_before)

    def finished(self) -> bytes:
        """The file.

        Warns:
            MissingGlyphWarning: no typeface has some letters.
        """
        content = bytes(self.output())
        warn_of(self._unshown, "The PDF")
        return content

    def _preload_bidirectional_text(self, text: str, markdown: bool) -> Sequence[Fragment]:
        """Instead of fpdf2's own, which puts two words on either side of a number, or of a joiner, in wrong order."""
        if not self.text_shaping:
            return super()._preload_bidirectional_text(text, markdown)
        fragments: list[Fragment] = []
        self.text_shaping["paragraph_direction"] = TextDirection.LTR
        for part, from_right in one_way(text):
            self.text_shaping["fragment_direction"] = TextDirection.RTL if from_right else TextDirection.LTR
            fragments += self._preload_font_styles(part, markdown)
        return tuple(fragments)

    def _add_base(self) -> None:
        """Adds the base in both weights, without the glyphs of other faces: fpdf2 asks `get_fallback_font` then."""
        for name, style in ((BASE, ""), (BASE_BOLD, "B")):
            self._add_face(name, _family(BASE), style)
            letters = cast(TTFFont, self.fonts[_family(BASE) + style]).cmap
            for code in [code for code in letters if is_invisible(chr(code)) or face_of(chr(code)) != BASE]:
                del letters[code]

    def _add_others(self, text: str) -> None:
        """The other faces that a text needs."""
        faces = {_family(name): name for letter in text if (name := face_of(letter)) and name != BASE}
        for family, name in faces.items():
            if family not in self.fonts:
                self._add_face(name, family)
                self._others.append(family)
                self.set_fallback_fonts(self._others)

    def _add_face(self, name: str, family: str, style: str = "") -> None:
        with resources.as_file(resources.files("wrinkle_scan.output.report.fonts").joinpath(name)) as file:
            self.add_font(family, style, file)


def _family(name: str) -> str:
    return name.split(".")[0].lower()


def _breakable(text: str) -> str:
    """The text with room to break words that are too long."""
    return " ".join(
        ZERO_WIDTH_SPACE.join(
            "".join(pieces[i : i + LONGEST_WORD]) for i in range(0, max(len(pieces), 1), LONGEST_WORD)
        )
        for pieces in map(clusters, text.split(" "))
    )
