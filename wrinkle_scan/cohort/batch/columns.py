"""The columns of the tables with their types."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wrinkle_scan.system.errors import PathError

Row = dict[str, Any]
"""A row of a table: column -> str, float, int, bool or None."""

REGION_COLUMNS: dict[str, type] = {
    "region": str,
    "measurable": bool,
    "visible_fraction": float,
    "severity": float,
    "depth_index": float,
    "max_depth_index": float,
    "n_creases": float,
    "total_length_mm": float,
    "mean_width_mm": float,
    "density_mm_per_cm2": float,
    "visual_grade": float,
    "visual_grade_low": float,
    "visual_grade_high": float,
}
ORIGIN_COLUMNS: dict[str, type] = {
    "patient": str,
    "visit_date": str,
    "side": str,
    "patient_from": str,
    "visit_date_from": str,
    "side_from": str,
    "expression_from": str,
}
STAMP_COLUMNS: dict[str, type] = {"version": str, "settings_sha256": str}

SCORES: dict[str, type] = {
    "path": str,
    "sha256": str,
    "status": str,
    "reason": str,
    "captured_at": str,
    "expression": str,
    "mm_per_px": float,
    "yaw_deg": float,
    "pitch_deg": float,
    **REGION_COLUMNS,
    "roll_deg": float,
    "blur_mm": float,
    "failure": str,
    "view": str,
    "view_from": str,
    "expression_certainty": float,
    "smile": float,
    "brows_down": float,
    "brows_up": float,
    "last_change": bool,
    **ORIGIN_COLUMNS,
    **STAMP_COLUMNS,
}
"""One row for each photo and region; a photo that failed has one row, without a region. `reason` says why a photo
failed or a region is not measurable; `failure` is the short name of a failed photo's reason."""

PAIRS: dict[str, type] = {
    "patient": str,
    "expression": str,
    "view": str,
    "side": str,
    "before_date": str,
    "after_date": str,
    "before_path": str,
    "after_path": str,
    "before_captures": int,
    "after_captures": int,
    "status": str,
    "comparable": bool,
    "region": str,
    "before": float,
    "after": float,
    "change_percent": float,
    "ci95_low_percent": float,
    "ci95_high_percent": float,
    "detectable_change_percent": float,
    "verdict": str,
    "level": str,
    "reason": str,
    "left_out": str,
    "notes": str,
    "captures_sha256": str,
    **STAMP_COLUMNS,
}
"""One row for each follow-up and region; a pair that could not be compared at all has one row, without a region.
`captures_sha256` is of the SHA-256 of all photos of both visits."""


RESPONDERS: dict[str, type] = {
    "expression": str,
    "view": str,
    "region": str,
    "from_day": int,
    "to_day": int,
    "patients": int,
    "responders": int,
    "cannot_tell": int,
    "responder_percent": float,
    "ci95_low_percent": float,
    "ci95_high_percent": float,
}
"""One row for each expression, view and treated region: a region is not seen alike from the front and the side."""


@dataclass(frozen=True)
class TableLayout:
    """The structure of a table.

    Attributes:
        columns: its columns.
        key: the columns that identify the rows of one result, e.g. those of a photo; such rows are adjacent.
        content: the column with the SHA-256 of the measured file or files.
    """

    columns: dict[str, type]
    key: tuple[str, ...]
    content: str


class OtherStampError(PathError):
    """A table whose rows were measured by another version, or with other settings."""


@dataclass(frozen=True)
class Stamp:
    """Provenance of a result: the program's version, and the SHA-256 of its settings, models, libraries and machine."""

    version: str
    settings_sha256: str

    @classmethod
    def of(cls, row: Row) -> Stamp:
        """The stamp of a row."""
        return cls(row["version"], row["settings_sha256"])

    def check(self, other: Stamp, table: Path) -> None:
        """Checks that new rows are comparable with those of a table.

        Args:
            other: the stamp of the rows in the table.
            table: the table's path, for messages.

        Raises:
            OtherStampError: the stamps differ.
        """
        if other == self:
            return
        by = f"by wrinkle-scan {other.version}, and this is {self.version}"
        if other.version == self.version:
            by = "with other versions of its libraries, on another kind of machine or with other settings"
        problem = f"it was measured {by}"
        raise OtherStampError(table, problem, "Choose another name for a new table, or move this one away.")

    def __str__(self) -> str:
        """Version and SHA-256, separated by a space."""
        return f"{self.version} {self.settings_sha256}"


SCORE_LAYOUT = TableLayout(SCORES, ("path",), "sha256")
PAIR_LAYOUT = TableLayout(PAIRS, ("patient", "expression", "view", "before_date", "after_date"), "captures_sha256")


def full_row(columns: dict[str, type], **values: Any) -> Row:
    """A row with every column, None where no value is given.

    Raises:
        KeyError: a value is given for an unknown column.
    """
    if unknown := values.keys() - columns.keys():
        raise KeyError(f"no such column: {', '.join(sorted(unknown))}")
    return {name: values.get(name) for name in columns}
