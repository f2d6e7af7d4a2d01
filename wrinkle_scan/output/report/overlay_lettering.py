"""Places text on a picture, within it and clear of other text."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product

from PIL import Image

from wrinkle_scan.output.report.typefaces import clusters, legible
from wrinkle_scan.output.report.typesetting import text_width, write

Box = tuple[int, int, int, int]
Color = tuple[int, int, int]

PLATE = (16, 20, 26)
"""Dark plate behind text on a photo; with light text on it, readable on any skin."""
PLATE_OPACITY = 215


def shorten(text: str, width: float, size: int) -> str:
    """The legible text, with its middle replaced by ``...`` where it is wider than `width` px."""
    text = legible(text)
    if text_width(text, size) <= width:
        return text
    pieces = clusters(text)
    for kept in range(len(pieces) - 1, 0, -1):
        short = "".join([*pieces[: (kept + 1) // 2], "...", *pieces[len(pieces) - kept // 2 :]])
        if text_width(short, size) <= width:
            return short
    return ""


def wrap(text: str, width: float, size: int) -> list[str]:
    """The text in lines of at most `width` px; a single word that is wider is shortened."""
    lines: list[str] = []
    for word in legible(text).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(shorten(word, width, size))
    return lines


@dataclass
class Labels:
    """Labels on plates, placed one after another on a picture.

    Attributes:
        image: mode RGB, drawn on.
        size: of the em, px.
        boxes: (left, top, right, bottom) of what has been placed.
    """

    image: Image.Image
    size: int
    boxes: list[Box] = field(default_factory=list)

    def place(self, lines: list[str], center: tuple[float, float], color: Color = (255, 255, 255)) -> Box | None:
        """Writes lines centred as near to a point as there is room; None, and nothing drawn, where there is none."""
        line_height, pad = round(1.3 * self.size), round(0.4 * self.size)
        width = max(round(text_width(line, self.size)) for line in lines) + 2 * pad
        height = line_height * len(lines) + 2 * pad
        box = self._free_box(width, height, center)
        if box is None:
            return None
        self.boxes.append(box)
        plate = Image.new("RGBA", (width, height), (*PLATE, PLATE_OPACITY))
        self.image.paste(plate.convert("RGB"), box[:2], plate)
        for i, line in enumerate(lines):
            middle = (box[0] + width / 2, box[1] + pad + (i + 0.5) * line_height)
            write(self.image, middle, line, self.size, color, centered=True)
        return box

    def _free_box(self, width: int, height: int, center: tuple[float, float]) -> Box | None:
        """The box nearest to its wanted place that lies in the picture and touches no other."""
        most_left, most_top = self.image.width - width, self.image.height - height
        if most_left < 0 or most_top < 0:
            return None
        wanted_left, wanted_top = center[0] - width / 2, center[1] - height / 2
        step = max(self.size // 2, 1)
        shifts = range(-40 * step, 40 * step + 1, step)
        for dx, dy in sorted(product(shifts, shifts), key=lambda shift: shift[0] ** 2 + shift[1] ** 2):
            left = round(min(max(wanted_left + dx, 0), most_left))
            top = round(min(max(wanted_top + dy, 0), most_top))
            box = (left, top, left + width, top + height)
            if not any(_overlap(box, other) for other in self.boxes):
                return box
        return None


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
