"""Charts, and pictures with the lines that were measured in them, as vectors."""

from __future__ import annotations

import io
from collections.abc import Sequence

from wrinkle_scan.comparison.region_comparison import Verdict
from wrinkle_scan.output.report.course_chart import CourseChart
from wrinkle_scan.output.report.crease_overlays import CreaseOverlay
from wrinkle_scan.output.report.depth_scale import TICKS_PERCENT, depth_rgb, scale_hexes
from wrinkle_scan.output.report.forest import Forest
from wrinkle_scan.output.report.overlay_paths import simplify
from wrinkle_scan.output.report.pdf.sheet import INK, MARGIN_MM, MUTED, RULE, SMALL_PT, TONES, Sheet
from wrinkle_scan.system.messages import joined, message

CASING = (16, 20, 26)
CHART_MM, LABELS_MM, TICKS_MM = 46.0, 14.0, 9.0
"""A chart's height, with its title; the room left of it for the y axis, and below it for the x axis."""
MARK_MM = 1.3
TOLERANCE = 0.6
SCALE_STEPS = 40


def draw_course(sheet: Sheet, chart: CourseChart, title: str, x: float, y: float, width: float) -> None:
    """A course chart with its title; x, y and width in mm, CHART_MM high."""
    sheet.letters(SMALL_PT + 0.5, INK, bold=True)
    sheet.text(x, y + 3, sheet.words(title))
    left, top = x + LABELS_MM, y + 7
    across, down = width - LABELS_MM - 3, CHART_MM - 7 - TICKS_MM

    def at(place: tuple[float, float]) -> tuple[float, float]:
        return left + across * place[0] / 100, top + down * place[1] / 100

    sheet.letters(6.5, MUTED)
    for place, tick in chart.y_ticks:
        words = sheet.words(tick)
        sheet.set_draw_color(*(MUTED if place == chart.zero else RULE))
        sheet.set_line_width(0.2)
        sheet.line(*at((0, place)), *at((100, place)))
        sheet.text(left - 1.5 - sheet.get_string_width(words), at((0, place))[1] + 0.9, words)
    for place, words in chart.x_ticks:
        sheet.text(at((place, 100))[0] - sheet.get_string_width(words) / 2, top + down + 3.5, words)
    days = sheet.words(message("days"))
    sheet.text(left + across - sheet.get_string_width(days), top + down + 7, days)
    sheet.set_draw_color(*INK)
    with sheet.local_context():
        sheet.set_dash_pattern(dash=0.7, gap=0.8)
        for place in chart.treatments:
            sheet.line(*at((place, 0)), *at((place, 100)))
    for place in chart.treatments:
        sheet.text(at((place, 0))[0] + 0.8, top + 0.5, sheet.words(message("treated")))
    if len(chart.curve) > 1:
        sheet.set_draw_color(*MUTED)
        sheet.polyline([at(place) for place in chart.curve])
    for point in chart.points:
        tone = TONES[point.verdict] if point.verdict else INK
        sheet.set_draw_color(*tone)
        if point.ends:
            sheet.set_line_width(0.5)
            sheet.line(*at((point.x, point.ends[0])), *at((point.x, point.ends[1])))
        if point.y is None:
            sheet.letters(8, tone, bold=True)
            sheet.text(at((point.x, chart.zero))[0] - 0.8, at((point.x, chart.zero))[1] + 1, "?")
        else:
            draw_mark(sheet, point.verdict, *at((point.x, point.y)))
    sheet.set_line_width(0.2)


def draw_mark(sheet: Sheet, verdict: Verdict | None, x: float, y: float) -> None:
    """A triangle down for improved, up for worsened, a circle for unchanged, a square for the baseline."""
    tone, r = TONES[verdict] if verdict else INK, MARK_MM
    sheet.set_fill_color(*tone)
    sheet.set_draw_color(*tone)
    if verdict in ("improved", "worsened"):
        way = 1 if verdict == "improved" else -1
        sheet.polygon([(x - r, y - way * 0.8 * r), (x + r, y - way * 0.8 * r), (x, y + way * 1.1 * r)], style="F")
    elif verdict is None:
        sheet.rect(x - 0.8 * r, y - 0.8 * r, 1.6 * r, 1.6 * r, style="F")
    else:
        sheet.set_fill_color(255, 255, 255)
        sheet.set_line_width(0.4)
        sheet.circle(x, y, 0.9 * r, style="DF")


def draw_picture(
    sheet: Sheet,
    jpeg: bytes,
    box: tuple[int, int],
    overlays: Sequence[CreaseOverlay],
    bar: float,
    place: tuple[float, float, float],
) -> float:
    """A picture with its lines and a bar of 10 mm.

    Args:
        sheet: drawn on.
        jpeg: the picture, put in as it is.
        box: (width, height) of the overlays' units.
        overlays: the lines.
        bar: length of 10 mm in the same units.
        place: left edge, top edge and width, mm.

    Returns:
        Its height, mm.
    """
    x, y, width = place
    scale = width / box[0]
    height = box[1] * scale
    sheet.image(io.BytesIO(jpeg), x, y, width, height)
    with sheet.rect_clip(x, y, width, height):
        for overlay in overlays:
            line = [(x + u * scale, y + v * scale) for u, v in simplify(overlay.points, TOLERANCE)]
            if len(line) < 2:
                continue
            for color, thickness in ((CASING, 0.6), (depth_rgb(overlay.percent), 0.38)):
                with sheet.local_context(draw_color=color, line_width=thickness):
                    sheet.set_dash_pattern(*((0.0, 0.0) if overlay.traced else (0.7, 0.9)))
                    sheet.polyline(line)
                    sheet.set_dash_pattern()
    low = y + height - 1.6
    for color, thickness in ((CASING, 1.0), ((255, 255, 255), 0.5)):
        with sheet.local_context(draw_color=color, line_width=thickness):
            sheet.line(x + 1.5, low, x + 1.5 + bar * scale, low)
    return height


def draw_points(sheet: Sheet, marks: Sequence[tuple[float, float, str]], x: float, y: float, scale: float) -> None:
    """Injection points over a picture whose upper left corner is at x, y; `scale` mm for each of its units."""
    for u, v, words in marks:
        center = x + u * scale, y + v * scale
        with sheet.local_context(fill_color=(255, 255, 255), draw_color=CASING, line_width=0.3):
            sheet.circle(*center, 0.7, style="DF")
        if words:
            sheet.letters(6, (255, 255, 255), bold=True)
            sheet.set_fill_color(*CASING)
            sheet.rect(center[0] + 0.9, center[1] - 1.2, sheet.get_string_width(words) + 0.6, 2.4, style="F")
            sheet.text(center[0] + 1.2, center[1] + 0.8, words)


def draw_forest(sheet: Sheet, plot: Forest) -> None:
    """The change of each region with its interval, on one axis."""
    row_mm, left, width = 10.0, MARGIN_MM + 52, sheet.epw - 54
    height = row_mm * len(plot.rows) + 8
    sheet.need(height + 6)
    top = sheet.y + 2
    sheet.letters(6.5, MUTED)
    for place, tick in plot.ticks:
        words = sheet.words(tick)
        x = left + width * place / 100
        sheet.set_draw_color(*(MUTED if place == plot.zero else RULE))
        sheet.line(x, top, x, top + height - 6)
        sheet.text(x - sheet.get_string_width(words) / 2, top + height - 2, words)
    for number, row in enumerate(plot.rows):
        y = top + row_mm * (number + 0.5)
        sheet.letters(SMALL_PT + 0.5, INK, bold=True)
        sheet.text(MARGIN_MM, y, sheet.words(row.title))
        sheet.letters(SMALL_PT, TONES[row.verdict])
        words = joined([row.verdict_title, *([row.figures] if row.figures else [])], "  ")
        sheet.text(MARGIN_MM, y + 3.4, sheet.words(words))
        if row.change is None or row.interval is None:
            sheet.letters(SMALL_PT, MUTED)
            severities = sheet.words(row.severities)
            long = sheet.get_string_width(severities)
            sheet.set_fill_color(255, 255, 255)
            sheet.rect(left + (width - long) / 2 - 1, y - 2, long + 2, 4, style="F")
            sheet.text(left + (width - long) / 2, y + 0.9, severities)
            continue
        if row.band:
            sheet.set_fill_color(225, 228, 232)
            sheet.rect(left + width * row.band[0] / 100, y - 2, width * row.band[1] / 100, 4, style="F")
        ends = [left + width * end / 100 for end in row.interval]
        with sheet.local_context(draw_color=TONES[row.verdict], line_width=0.5):
            sheet.line(ends[0], y, ends[1], y)
        draw_mark(sheet, row.verdict, left + width * row.change / 100, y)
    sheet.set_line_width(0.2)
    sheet.set_y(top + height + 2)


def draw_scale(sheet: Sheet) -> None:
    """The colours of depth, with what they mean."""
    sheet.need(14)
    sheet.say(
        message(
            "Lines are coloured by their depth: how much darker they are than the skin beside them. Dashed: "
            "does not stand "
            "out by itself in that photo. White bar: 10 mm on the skin."
        ),
        small=True,
    )
    width, x, y = 70.0, MARGIN_MM, sheet.y
    for i, color in enumerate(scale_hexes(SCALE_STEPS)):
        sheet.set_fill_color(*(int(color[k : k + 2], 16) for k in (1, 3, 5)))
        sheet.rect(x + width * i / SCALE_STEPS, y, width / SCALE_STEPS + 0.1, 3, style="F")
    sheet.letters(6.5, MUTED)
    for tick in TICKS_PERCENT:
        sheet.text(x + width * tick / TICKS_PERCENT[-1] - 1, y + 6, f"{tick} %")
    sheet.set_y(y + 9)
