"""The forest plot: each region's change with its interval and what could have been seen, on one axis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wrinkle_scan.comparison.results import RegionComparison, Verdict
from wrinkle_scan.report.wording import REGION_TITLES, VERDICT_TITLES, signed

LIMITS_PERCENT = (50, 100, 150, 200)
"""The axis ends at the first that holds every interval; what is longer than the last is cut off, with an arrow."""
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
        band: left end and width of the changes too small to be seen; None where nothing was measured.
        interval: both ends.
        change: where the change lies.
        cut: whether the interval goes on beyond the left and the right end.
        figures: change and interval in figures.
    """

    title: str
    verdict: Verdict
    verdict_title: str
    text_y: int
    bar_y: int
    band: tuple[float, float] | None = None
    interval: tuple[float, float] | None = None
    change: float | None = None
    cut: tuple[bool, bool] = (False, False)
    figures: str = ""


@dataclass(frozen=True)
class Forest:
    """The whole plot; `ticks` are (place in %, words), `height` in px."""

    rows: list[Row]
    ticks: list[tuple[float, str]]
    height: int
    axis_y: int
    description: str


def forest(regions: dict[str, RegionComparison]) -> Forest:
    """Lays out the plot of a comparison's regions."""
    limit = _limit(regions.values())
    rows = [_row(name, region, i, limit) for i, (name, region) in enumerate(regions.items())]
    ticks = [(_place(limit * part, limit), f"{signed(limit * part)} %") for part in (-1.0, -0.5, 0.0, 0.5, 1.0)]
    axis_y = TOP + ROW_HEIGHT * len(rows)
    described = "; ".join(f"{row.title}: {row.figures or row.verdict_title.lower()}" for row in rows)
    return Forest(rows, ticks, axis_y + BOTTOM, axis_y, f"Change of severity with its 95 % interval. {described}.")


def _limit(regions: Iterable[RegionComparison]) -> float:
    ends = [
        abs(end) for region in regions for end in (*(region.ci95_percent or ()), region.detectable_change_percent or 0)
    ]
    return next((limit for limit in LIMITS_PERCENT if max(ends, default=0) <= limit), LIMITS_PERCENT[-1])


def _row(name: str, region: RegionComparison, index: int, limit: float) -> Row:
    y = TOP + ROW_HEIGHT * index
    words = (REGION_TITLES[name], region.verdict, VERDICT_TITLES[region.verdict], y + TEXT_Y, y + BAR_Y)
    if region.change_percent is None or region.ci95_percent is None or region.detectable_change_percent is None:
        return Row(*words)
    low, high = region.ci95_percent
    left, right = (_place(sign * region.detectable_change_percent, limit) for sign in (-1, 1))
    return Row(
        *words,
        band=(left, round(right - left, 2)),
        interval=(_place(low, limit), _place(high, limit)),
        change=_place(region.change_percent, limit),
        cut=(low < -limit, high > limit),
        figures=f"{signed(region.change_percent)} % ({signed(low)} to {signed(high)})",
    )


def _place(percent: float, limit: float) -> float:
    """Where a change lies, % of the plot's width."""
    return round(50 + 50 * max(min(percent / limit, 1.0), -1.0), 2)
