"""What one patient's course says, without pixels: its visits, its JSON, its table and its HTML."""

from __future__ import annotations

import reprlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.comparison.contract import region_issue_json
from wrinkle_scan.system.showing import data_frame, html_table
from wrinkle_scan.visits.catalog.visits import SkippedPhoto
from wrinkle_scan.visits.course.contract import series_json, series_rows, treatment_json
from wrinkle_scan.visits.course.series import Series
from wrinkle_scan.visits.course.treatments import Treatment
from wrinkle_scan.visits.provenance import course_provenance

if TYPE_CHECKING:
    import pandas

DATES = "dates"
"""Code of an issue about a doubtful date, which names the photo."""


@dataclass(frozen=True)
class Progress:
    """One patient's course.

    Attributes:
        patient: name or pseudonym; None where it is not known.
        treatments: in the order of their dates.
        treatment_days: each treatment's days since the first.
        series: by expression.
        left_out: photos that belong to no visit.
        issues: notes on the record as a whole.
        deidentified: whether names, dates and the photos' own hashes were removed.
    """

    patient: str | None
    treatments: tuple[Treatment, ...]
    treatment_days: tuple[int, ...]
    series: tuple[Series, ...]
    left_out: tuple[SkippedPhoto, ...]
    issues: tuple[Issue, ...]
    deidentified: bool = False

    def __repr__(self) -> str:
        """One short line: the patient, and the number of visits of each series."""
        found = (f"{series.key} {len(series.visits)}" for series in self.series)
        return f"<Progress of {reprlib.repr(self.patient)}, visits: {', '.join(found)}>"

    @property
    def simulated(self) -> list[str]:
        """The messages of photos whose metadata declare them as synthetic: nothing here is then a real result."""
        visits = [issue for series in self.series for visit in series.visits for issue in visit.issues]
        return list(dict.fromkeys(i.message for i in [*visits, *self.issues] if i.code == "simulated"))

    def treated_days(self, region: str) -> list[int]:
        """The days on which a region was treated, counted as the visits' are."""
        treatments = zip(self.treatments, self.treatment_days, strict=True)
        return [day for treatment, day in treatments if region in treatment.regions]

    def to_dict(self) -> dict[str, Any]:
        """The JSON of ``progress --json`` (schema wrinkle-scan/progress/1)."""
        treatments = zip(self.treatments, self.treatment_days, strict=True)
        return {
            "schema": "wrinkle-scan/progress/1",
            "patient": self.patient,
            "deidentified": self.deidentified,
            "issues": [region_issue_json(issue) for issue in self.issues],
            "left_out": [asdict(photo) for photo in self.left_out],
            "treatments": [treatment_json(treatment, day) for treatment, day in treatments],
            "series": [series_json(series) for series in self.series],
            "provenance": course_provenance(),
        }

    def to_dataframe(self) -> pandas.DataFrame:
        """A row for each series, visit and region; needs pandas."""
        return data_frame(self._rows())

    def _repr_html_(self) -> str:
        """Each visit's severity and verdict by region, for a notebook."""
        header = ("expression", "view", "date", "day", "region", "severity", "change_percent", "verdict")
        rows = [[_cell(row.get(name)) for name in header] for row in self._rows()]
        return html_table(f"Patient {self.patient or 'not named'}", header, rows)

    def _rows(self) -> list[dict[str, Any]]:
        return [{"patient": self.patient, **row} for series in self.series for row in series_rows(series)]


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.1f}" if isinstance(value, float) else str(value)
