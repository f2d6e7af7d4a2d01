"""The forest plot: each region's change with its interval and the changes that would not have been called, on one axis.

Geometry only; why no plotting library draws it: `course_chart`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from wrinkle_scan.comparison.detection_limits import shows_a_fall, unseen_percent
from wrinkle_scan.comparison.region_comparison import Change, RegionComparison, Verdict
from wrinkle_scan.output.report.wording import REGION_TITLES, VERDICT_TITLES, VERDICT_WORDS, severities_words, signed
from wrinkle_scan.system.messages import Figure, joined, message

LEAST_PERCENT = -100
"""The left end of the axis: nothing can fall by more."""
LIMITS_PERCENT = (50, 100, 200)
"""The right end is the first of these that holds every interval and band; longer ones are cut off at the last."""
TICK_PERCENT = 50
TOP, ROW_HEIGHT, BOTTOM = 30, 58, 34
TEXT_Y, BAR_Y = 16, 36


@dataclass(frozen=True)
class Row:
    """One region; lengths are % of the plot's width, heights px.

    Attributes:
        title: the region's name.
        verdict: one of four.
        verdict_title: in words.
        text_y: of the words.
        bar_y: of the marks.
        band: left end and width of the changes that would not have been called; None where it is not known.
        interval: both ends; None where there is no answer.
        change: where the change lies.
        cut: whether the interval goes on beyond the right end.
        figures: change and interval in figures.
        severities: of both photos in figures.
    """

    title: str
    verdict: Verdict
    verdict_title: str
    text_y: int
    bar_y: int
    band: tuple[float, float] | None = None
    interval: tuple[float, float] | None = None
    change: float | None = None
    cut: bool = False
    figures: str = ""
    severities: str = ""


@dataclass(frozen=True)
class Forest:
    """The whole plot; `ticks` are (place in %, words), `zero` is the place of no change, `height` is in px."""

    rows: list[Row]
    ticks: list[tuple[float, str]]
    zero: float
    height: int
    axis_y: int
    description: str


def forest(regions: dict[str, RegionComparison]) -> Forest:
    """Lays out the plot of a comparison's regions."""
    most = _most(regions)
    rows = [_row(name, region, i, most) for i, (name, region) in enumerate(regions.items())]
    ticks: list[tuple[float, str]] = [
        (_place(at, most), Figure(f"{signed(at)} %")) for at in range(LEAST_PERCENT, most + 1, TICK_PERCENT)
    ]
    axis_y = TOP + ROW_HEIGHT * len(rows)
    described = joined(
        (
            joined([row.title, ": ", row.figures or VERDICT_WORDS[row.verdict], ", ", row.severities], "")
            for row in rows
        ),
        "; ",
    )
    about = message("Change of severity with its 95 % interval. {described}.", described=described)
    return Forest(rows, ticks, _place(0, most), axis_y + BOTTOM, axis_y, about)


def _most(regions: dict[str, RegionComparison]) -> int:
    ends = []
    for name, region in regions.items():
        if region.reported:
            ends += [region.reported.ci95_percent[1], unseen_percent(name, region.reported)[1]]
    return next((limit for limit in LIMITS_PERCENT if max(ends, default=0) <= limit), LIMITS_PERCENT[-1])


def _row(name: str, region: RegionComparison, index: int, most: int) -> Row:
    y = TOP + ROW_HEIGHT * index
    row = Row(
        REGION_TITLES[name], region.verdict, VERDICT_TITLES[region.verdict], y + TEXT_Y, y + BAR_Y,
        severities=severities_words(region),
    )  # fmt: skip
    if region.reported is None:
        return row
    change, (low, high) = region.reported.percent, region.reported.ci95_percent
    return replace(
        row,
        band=_band(name, region.reported, most),
        interval=(_place(low, most), _place(high, most)),
        change=_place(change, most),
        cut=high > most,
        figures=message("{change} % ({low} to {high})", change=signed(change), low=signed(low), high=signed(high)),
    )


def _band(name: str, change: Change, most: int) -> tuple[float, float]:
    """Left end and width of what would not have been called: to the axis' end where no fall would have been."""
    low, high = unseen_percent(name, change)
    left = _place(low if shows_a_fall(change) else LEAST_PERCENT, most)
    return left, round(_place(high, most) - left, 2)


def _place(percent: float, most: int) -> float:
    """Where a change lies, % of the plot's width."""
    inside = max(min(percent, most), LEAST_PERCENT)
    return round(100 * (inside - LEAST_PERCENT) / (most - LEAST_PERCENT), 2)
