"""The table of movements: what moves in the declared expression, before and after, by side."""

from __future__ import annotations

from dataclasses import dataclass

from wrinkle_scan.comparison.movement import Movement, MovementPair, is_shown, mean_of
from wrinkle_scan.output.report.movement_words import MEASURE_TITLES, least_mm
from wrinkle_scan.output.report.wording import NBSP, signed
from wrinkle_scan.system.messages import Figure, message


@dataclass(frozen=True)
class MovementRow:
    """One measure in words: the means of both sides with each side's, the change, the smallest that could be shown."""

    title: str
    before: str
    after: str
    change: str
    least: str


def movement_rows(pair: MovementPair) -> list[MovementRow]:
    """A row for each measure that matters in the declared expression."""
    return [
        MovementRow(
            MEASURE_TITLES[name],
            _figures(name, pair.before),
            _figures(name, pair.after),
            _change(name, pair),
            Figure(least_mm(name).replace(" ", NBSP)),
        )
        for name in pair.shown_measures
    ]


def _figures(name: str, movement: Movement | None) -> str:
    """``6.2 mm (right 6.0, left 6.4)``."""
    mean = mean_of(movement, name)
    if movement is None or mean is None:
        return message("not measured")
    right, left = (signed(getattr(side, name), 1) for side in (movement.right, movement.left))
    return message("{mean}\u00a0mm (right {right}, left {left})", mean=signed(mean, 1), right=right, left=left)


def _change(name: str, pair: MovementPair) -> str:
    percent, before = pair.change_percent(name), mean_of(pair.before, name)
    if percent is not None:
        return Figure(f"{signed(percent)}{NBSP}%")
    return "\u2013" if before is None or is_shown(name, before) else message("too little movement before")
