"""What one photo's analysis says: data only, from the pixels it was measured on to the figures of its regions."""

from __future__ import annotations

import math
import reprlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.analysis.contract import analysis_json, region_rows
from wrinkle_scan.analysis.figures import RegionFigures
from wrinkle_scan.creases.measuring import Crease
from wrinkle_scan.creases.severity import VisualGrade, crease_load, grade_estimate, severity
from wrinkle_scan.face.expression import Expression
from wrinkle_scan.face.geometry import Face
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.quality.lighting import Light
from wrinkle_scan.regions.face_chart import FaceChart
from wrinkle_scan.regions.rectified import RectifiedRegion
from wrinkle_scan.skin.segmentation import Segmentation
from wrinkle_scan.skin.visibility import SkinMask
from wrinkle_scan.system.messages import percentage
from wrinkle_scan.system.showing import data_frame, html_table

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class Issue:
    """Something to know about a photo or a pair: a stable code, a plain sentence, and the region if it is about one."""

    code: str
    message: str
    region: str | None = None


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
        return f"<RegionAnalysis of {self.patch.name}: {_severity_words(self)}>"

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


@dataclass(frozen=True, eq=False)
class Analysis:
    """One photo with all that was measured in it."""

    photo: Photo
    face: Face
    face_chart: FaceChart
    segmentation: Segmentation
    light: Light | None
    blur_variance_mm2: float
    texture_left: float | None
    expression: Expression | None
    issues: list[Issue]
    regions: dict[str, RegionAnalysis]
    expression_guessed: bool = False
    """Whether `expression` was inferred from the face, and nobody declared it."""

    @property
    def blur_mm(self) -> float:
        """Sigma, mm, of what blurs the photo; see `wrinkle_scan.quality.sharpness`."""
        return math.sqrt(max(self.blur_variance_mm2, 0))

    @property
    def mm_per_file_px(self) -> float:
        """Millimetres on the face per pixel of the photo's file; `face.mm_per_px` is that of the pixels measured."""
        return self.face.mm_per_px / self.photo.reduced_by

    @property
    def simulated(self) -> bool:
        """Whether the photo says of itself that it is not a real one."""
        return any(issue.code == "simulated" for issue in self.issues)

    @property
    def usable(self) -> bool:
        """Whether any region could be measured."""
        return any(region.measurable for region in self.regions.values())

    def __repr__(self) -> str:
        """One short line: the pixels and lines would fill thousands."""
        found = (f"{name} {_severity_words(region)}" for name, region in self.regions.items())
        return f"<Analysis of {reprlib.repr(self.photo.path.name)}: {', '.join(found)}>"

    def to_dict(self) -> dict[str, Any]:
        """The JSON of ``analyze --json`` (schema wrinkle-scan/analysis/1)."""
        return analysis_json(self)

    def to_dataframe(self) -> pandas.DataFrame:
        """A row for each region, with the columns of the tables that ``batch`` writes; needs pandas."""
        return data_frame(region_rows(self))

    def _repr_html_(self) -> str:
        """The regions' figures, for a notebook."""
        header = ("region", "severity", "visual grade, 0 to 3", "creases", "length, mm", "in sight", "reason")
        rows = [_cells(name, region) for name, region in self.regions.items()]
        return html_table(f"{self.photo.path.name}, {self.mm_per_file_px:.3f} mm per pixel", header, rows)


def _severity_words(region: RegionAnalysis) -> str:
    return f"{region.severity:.1f}" if region.measurable else "not measurable"


def _cells(name: str, region: RegionAnalysis) -> tuple[str, ...]:
    figures, seen = region.figures, percentage(region.skin.visible_fraction)
    if figures is None:
        return (name, "", "", "", "", seen, region.reason or "")
    grade = f"{figures.visual_grade:.1f} ({figures.visual_grade_low:.1f} to {figures.visual_grade_high:.1f})"
    numbers = (f"{figures.severity:.1f}", grade, f"{figures.n_creases:.1f}", f"{figures.total_length_mm:.0f}")
    return (name, *numbers, seen, "")
