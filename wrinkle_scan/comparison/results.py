"""What a comparison of two photos says: its checks and answers, its JSON, its table and its HTML."""

from __future__ import annotations

import reprlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.check import Check
from wrinkle_scan.comparison.contract import (
    check_json,
    compared_figures,
    compared_json,
    file_json,
    movement_json,
    movements_json,
    region_issue_json,
)
from wrinkle_scan.comparison.movement import MovementPair
from wrinkle_scan.comparison.notebook import regions_html
from wrinkle_scan.comparison.provenance import provenance
from wrinkle_scan.comparison.region_comparison import RegionComparison
from wrinkle_scan.system.showing import data_frame

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class Comparison:
    """Two photos compared.

    Attributes:
        before: the analysis of the first photo.
        after: the analysis of the second.
        comparable: whether nothing about the pair as a whole forbids the comparison.
        forced: whether it was made although something did.
        checks: all that was checked, passed or not.
        issues: what a reader must know.
        regions: by region name.
        captures: all photos of either visit, where several were averaged; the first of each are `before` and `after`.
    """

    before: Analysis
    after: Analysis
    comparable: bool
    forced: bool
    checks: list[Check]
    issues: list[Issue]
    regions: dict[str, RegionComparison]
    captures: tuple[tuple[Analysis, ...], tuple[Analysis, ...]] | None = None

    def to_dict(self, movements: MovementPair | None = None) -> dict[str, Any]:
        """The JSON of ``compare --json`` (schema wrinkle-scan/comparison/1).

        Args:
            movements: of either photo, where photos at rest were given.
        """
        before, after = (
            None if movement is None else movement_json(movement)
            for movement in ((movements.before, movements.after) if movements else (None, None))
        )
        return {
            "schema": "wrinkle-scan/comparison/1",
            "comparable": self.comparable,
            "forced": self.forced,
            "issues": [region_issue_json(issue) for issue in self.issues],
            "checks": [check_json(check) for check in self.checks],
            "before": self.before.to_dict(before),
            "after": self.after.to_dict(after),
            "captures": self._captures_json(),
            "regions": {name: compared_json(name, region) for name, region in self.regions.items()},
            "movement": None if movements is None else movements_json(movements),
            "provenance": provenance(compared=True),
        }

    def _captures_json(self) -> dict[str, list[dict[str, str]]] | None:
        """Every photo of either visit where several were averaged, else None."""
        if self.captures is None:
            return None
        visits = zip(("before", "after"), self.captures, strict=True)
        return {name: [file_json(capture) for capture in visit] for name, visit in visits}

    def to_dataframe(self) -> pandas.DataFrame:
        """A row for each region, with the columns of the tables that ``batch --pairs`` writes; needs pandas."""
        pair = {
            "before_path": str(self.before.photo.path),
            "after_path": str(self.after.photo.path),
            "comparable": self.comparable,
        }
        return data_frame(
            [{**pair, "region": name, **compared_figures(region)} for name, region in self.regions.items()]
        )

    def _repr_html_(self) -> str:
        """The verdicts and the aligned regions, for a notebook."""
        names = " and ".join(analysis.photo.path.name for analysis in (self.before, self.after))
        return regions_html(f"{names}{'' if self.comparable else ': these photos are not comparable'}", self.regions)

    @property
    def refused(self) -> bool:
        """Whether there is no answer for the pair as a whole: it is neither comparable nor forced."""
        return not self.comparable and not self.forced

    @property
    def obstacles(self) -> list[Check]:
        """What forbids the comparison, whether or not it was forced."""
        return [check for check in self.checks if check.obstacle]

    def __repr__(self) -> str:
        """One short line: two analyses would fill thousands."""
        before, after = (reprlib.repr(analysis.photo.path.name) for analysis in (self.before, self.after))
        found = (f"{name} {region.verdict}" for name, region in self.regions.items())
        return f"<Comparison of {before} and {after}: {', '.join(found)}>"
