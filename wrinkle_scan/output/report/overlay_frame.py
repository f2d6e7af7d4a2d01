"""The frame around an overlay: a header about the photo above, a legend below."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image, ImageDraw

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.output.report.depth_scale import DEEPEST_PERCENT, TICKS_PERCENT, depth_rgb
from wrinkle_scan.output.report.overlay_lettering import PLATE, shorten, wrap
from wrinkle_scan.output.report.typesetting import text_width, write
from wrinkle_scan.output.report.wording import date_words, series_words

INK, MUTED, WARNING = (244, 246, 248), (176, 184, 194), (255, 200, 87)


def frame(picture: Image.Image, analysis: Analysis, bar_px: float) -> Image.Image:
    """The picture between a header and a legend of its own width.

    Args:
        picture: the drawn photo.
        analysis: what it shows.
        bar_px: length of 10 mm on the face, picture px.
    """
    em = max(picture.width // 64, 15)
    header, legend = _header(picture.width, analysis, em), _legend(picture.width, bar_px, em)
    framed = Image.new("RGB", (picture.width, header.height + picture.height + legend.height), PLATE)
    framed.paste(header, (0, 0))
    framed.paste(picture, (0, header.height))
    framed.paste(legend, (0, header.height + picture.height))
    return framed


def _header(width: int, analysis: Analysis, em: int) -> Image.Image:
    """File name, date, series, scale, and every issue of the photo."""
    photo, room = analysis.photo, width - 2 * em
    facts = (
        date_words(photo.captured_at),
        series_words(analysis.expression),
        f"{analysis.mm_per_file_px:.2f} mm per pixel",
    )
    large = round(1.25 * em)
    lines = [(shorten(photo.path.name, room, large), large, INK)]
    lines += [(line, em, MUTED) for line in wrap(f"{'. '.join(facts)}.", room, em)]
    lines += [(line, em, WARNING) for issue in analysis.issues for line in wrap(issue.message, room, em)]
    strip = Image.new("RGB", (width, round(sum(1.45 * size for _, size, _ in lines) + em)), PLATE)
    y = 0.5 * em
    for text, size, color in lines:
        write(strip, (em, y + 0.72 * size), text, size, color)
        y += 1.45 * size
    return strip


def _legend(width: int, bar_px: float, em: int) -> Image.Image:
    """Depth scale, marks, and a bar of 10 mm, side by side in three columns."""
    strip = Image.new("RGB", (width, round(6.6 * em)), PLATE)
    draw = ImageDraw.Draw(strip)

    def put(x: float, y: float, text: str, room: float, color: tuple[int, int, int] = INK) -> None:
        write(strip, (x, y), shorten(text, room, em), em, color)

    thirds = (em, round(0.42 * width), round(0.78 * width), width - em)
    rooms = [right - left - em for left, right in zip(thirds, thirds[1:], strict=False)]
    _depth_scale(draw, thirds[0], rooms[0], em, put)
    _marks(draw, thirds[1], rooms[1], em, put)
    x, y = thirds[2], 3.0 * em
    put(x, 1.2 * em, "10 mm on the face", rooms[2])
    draw.rectangle((x, y - 0.25 * em, x + round(bar_px) - 1, y + 0.25 * em), fill=INK)
    put(thirds[0], 5.7 * em, "Left and right are the patient's.", rooms[0], MUTED)
    return strip


Put = Callable[..., None]


def _depth_scale(draw: ImageDraw.ImageDraw, x: float, room: float, em: int, put: Put) -> None:
    """A bar of the depth colours with its figures."""
    put(x, 1.2 * em, "Depth of a line: darker than its skin by", room)
    length = 0.9 * room
    for i in range(round(length)):
        draw.line((x + i, 2.2 * em, x + i, 3.3 * em), fill=depth_rgb(DEEPEST_PERCENT * i / length))
    for tick in TICKS_PERCENT:
        last = tick == TICKS_PERCENT[-1]
        at = x + length * tick / DEEPEST_PERCENT
        draw.line((at, 2.2 * em, at, 3.6 * em), fill=INK)
        text = f"{tick} %{' +' if last else ''}"
        centered = at - (text_width(text, em) / 2 if tick else 0)
        put(centered, 4.3 * em, text, room)


def _marks(draw: ImageDraw.ImageDraw, x: float, room: float, em: int, put: Put) -> None:
    """The legend of outline, hatching and dashes."""
    side = 2.2 * em
    draw.rectangle((x, 0.6 * em, x + side, 1.9 * em), outline=INK, width=2)
    put(x + side + 0.8 * em, 1.2 * em, "skin of the region", room - side)
    draw.rectangle((x, 2.6 * em, x + side, 3.9 * em), outline=INK, width=2)
    for i in range(1, 7):
        at = x + i * side / 7
        draw.line((at, 2.7 * em, at - side / 7, 3.8 * em), fill=MUTED, width=2)
    put(x + side + 0.8 * em, 3.2 * em, "left out: not measured", room - side)
    for i in range(3):
        draw.rectangle((x + i * side / 2.6, 5.1 * em, x + (i + 0.5) * side / 2.6, 5.3 * em), fill=depth_rgb(10.0))
    put(x + side + 0.8 * em, 5.2 * em, "doubtful line: counts in part", room - side)
