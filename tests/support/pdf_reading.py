"""What a PDF shows, read back."""

from __future__ import annotations

import pypdfium2

Box = tuple[float, float, float, float]
"""Left, bottom, right, top; points."""


def words_of(pdf: bytes) -> str:
    """All text, a space for every gap."""
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)


def boxes_of(page: pypdfium2.PdfPage) -> list[tuple[Box, str]]:
    """Each run of text on a page, with its place."""
    text = page.get_textpage()
    boxes = [text.get_rect(i) for i in range(text.count_rects())]
    return [(box, text.get_text_bounded(*box)) for box in boxes]


def overlapping(page: pypdfium2.PdfPage) -> list[tuple[str, str]]:
    """Runs of text that lie over each other by more than a quarter of a line."""
    boxes = boxes_of(page)
    found = []
    for i, ((left, bottom, right, top), one) in enumerate(boxes):
        for (left2, bottom2, right2, top2), other in boxes[:i]:
            across, down = min(right, right2) - max(left, left2), min(top, top2) - max(bottom, bottom2)
            if across > 1 and down > 0.25 * min(top - bottom, top2 - bottom2):
                found.append((one, other))
    return found


def pictures_in(document: pypdfium2.PdfDocument) -> int:
    """How many there are."""
    return sum(isinstance(thing, pypdfium2.PdfImage) for page in document for thing in page.get_objects())
