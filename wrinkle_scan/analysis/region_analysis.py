"""One region of one photo: the pixels it was measured on, its lines, and its figures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.analysis.figures import RegionFigures
from wrinkle_scan.creases.measuring import Crease
from wrinkle_scan.creases.severity import VisualGrade, crease_load, grade_estimate, severity
from wrinkle_scan.regions.rectified import RectifiedRegion
from wrinkle_scan.skin.visibility import SkinMask


@dataclass(frozen=True, eq=False)
class RegionAnalysis:
    """One region of one photo.

    Attributes:
        patch: the region on its millimetre grid.
        skin: what of it is measurable.
        log: float32 (H, W), log-luminance.
        creases: every line that may be one, each with its probability, longest first; none where the region is not
            measurable.
        reason: why it is not measurable, or None.
    """

    patch: RectifiedRegion
    skin: SkinMask
    log: NDArray[np.float32]
    creases: list[Crease]
    reason: str | None

    def __repr__(self) -> str:
        """One short line: the grids and lines would fill hundreds."""
        return f"<RegionAnalysis of {self.patch.name}: {severity_words(self)}>"

    @property
    def measurable(self) -> bool:
        """Whether enough skin is in sight."""
        return self.reason is None

    @property
    def likely_creases(self) -> list[Crease]:
        """Those that are rather creases than not: what is drawn."""
        return [crease for crease in self.creases if crease.likely]

    @property
    def doubtful_creases(self) -> list[Crease]:
        """Those that may well be creases, though rather not: what is drawn as doubtful."""
        return [crease for crease in self.creases if crease.doubtful]

    @property
    def severity(self) -> float:
        """0 to 100; see `wrinkle_scan.creases.severity`."""
        return severity(self.load)

    @property
    def load(self) -> float:
        """Darkening of the skin by creases, %; see `wrinkle_scan.creases.severity`."""
        return crease_load(self.patch.name, self.creases, self.skin.area_cm2, self.skin.visible_fraction)

    @property
    def grade(self) -> VisualGrade:
        """What blinded viewers would grade it, 0 to 3."""
        return grade_estimate(self.patch.name, self.load)

    @property
    def figures(self) -> RegionFigures | None:
        """What is measured of its lines; None where it is not measurable."""
        if not self.measurable:
            return None
        lengths = np.array([crease.probability * crease.length_mm for crease in self.creases])
        total = float(lengths.sum())

        def weighted(values: list[float]) -> float:
            return float(np.dot(values, lengths) / total) if self.creases else 0.0

        depth_index = weighted([crease.depth_percent for crease in self.creases])
        return RegionFigures(
            severity=self.severity,
            depth_index=depth_index,
            max_depth_index=max([depth_index, *(c.probability * c.max_depth_percent for c in self.creases)]),
            n_creases=sum((crease.probability for crease in self.creases), 0.0),
            total_length_mm=total,
            mean_width_mm=weighted([crease.width_mm for crease in self.creases]),
            density_mm_per_cm2=total / self.skin.area_cm2,
            visual_grade=self.grade.value,
            visual_grade_low=self.grade.low,
            visual_grade_high=self.grade.high,
        )


def severity_words(region: RegionAnalysis) -> str:
    """The severity with one decimal, or ``not measurable``."""
    return f"{region.severity:.1f}" if region.measurable else "not measurable"
