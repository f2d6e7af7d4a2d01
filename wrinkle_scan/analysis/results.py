"""What one photo's analysis says, from the pixels it was measured on to its JSON, its table and its HTML."""

from __future__ import annotations

import math
import reprlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wrinkle_scan.analysis.contract import issue_json, region_figures
from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.analysis.provenance import analysis_provenance
from wrinkle_scan.analysis.region_analysis import RegionAnalysis, severity_words
from wrinkle_scan.face.expression import Expression
from wrinkle_scan.face.expression_signals import movements
from wrinkle_scan.face.geometry import Face
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.quality.lighting import Light
from wrinkle_scan.regions.face_chart import FaceChart
from wrinkle_scan.skin.segmentation import Segmentation
from wrinkle_scan.system.messages import percentage
from wrinkle_scan.system.showing import data_frame, html_table

if TYPE_CHECKING:
    import pandas


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
        found = (f"{name} {severity_words(region)}" for name, region in self.regions.items())
        return f"<Analysis of {reprlib.repr(self.photo.path.name)}: {', '.join(found)}>"

    @property
    def face_figures(self) -> dict[str, float]:
        """Scale, pose, blur and movements of its face, by the names of the JSON and of the tables, rounded."""
        return {
            "mm_per_px": round(self.mm_per_file_px, 5),
            "yaw_deg": round(self.face.yaw_deg, 2),
            "pitch_deg": round(self.face.pitch_deg, 2),
            "roll_deg": round(self.face.roll_deg, 2),
            "blur_mm": round(self.blur_mm, 4),
            **{name: round(value, 4) for name, value in movements(self.face.blendshapes)._asdict().items()},
        }

    def to_dict(self, movement: dict[str, Any] | None = None) -> dict[str, Any]:
        """The JSON of ``analyze --json`` (schema wrinkle-scan/analysis/1).

        Args:
            movement: as from `comparison.contract.movement_json`, where a photo at rest was given.
        """
        width, height = self.photo.file_size
        return {
            "schema": "wrinkle-scan/analysis/1",
            "photo": {
                "path": str(self.photo.path),
                "sha256": self.photo.sha256,
                "width": width,
                "height": height,
                "captured_at": self.photo.captured_at,
                "crop": self.photo.crop,
            },
            "face": {**self.face_figures, "blendshapes": self.face.blendshapes},
            "expression": self.expression,
            "quality": {"usable": self.usable, "issues": [issue_json(issue) for issue in self.issues]},
            "regions": {name: region_figures(region) for name, region in self.regions.items()},
            "movement": movement,
            "provenance": analysis_provenance(),
        }

    def to_dataframe(self) -> pandas.DataFrame:
        """A row for each region, with the columns of the tables that ``batch`` writes; needs pandas."""
        photo = {
            "path": str(self.photo.path),
            "sha256": self.photo.sha256,
            "captured_at": self.photo.captured_at,
            "expression": self.expression,
            **self.face_figures,
        }
        return data_frame(
            [{**photo, "region": name, **region_figures(region)} for name, region in self.regions.items()]
        )

    def _repr_html_(self) -> str:
        """The regions' figures, for a notebook."""
        header = ("region", "severity", "visual grade, 0 to 3", "creases", "length, mm", "in sight", "reason")
        rows = [_cells(name, region) for name, region in self.regions.items()]
        return html_table(f"{self.photo.path.name}, {self.mm_per_file_px:.3f} mm per pixel", header, rows)


def _cells(name: str, region: RegionAnalysis) -> tuple[str, ...]:
    figures, seen = region.figures, percentage(region.skin.visible_fraction)
    if figures is None:
        return (name, "", "", "", "", seen, region.reason or "")
    grade = f"{figures.visual_grade:.1f} ({figures.visual_grade_low:.1f} to {figures.visual_grade_high:.1f})"
    numbers = (f"{figures.severity:.1f}", grade, f"{figures.n_creases:.1f}", f"{figures.total_length_mm:.0f}")
    return (name, *numbers, seen, "")
