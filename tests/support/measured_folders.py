"""A folder of patients that was measured, as far as its tables say: there are no photos in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from wrinkle_scan.app.reports.folder_table import table_file
from wrinkle_scan.cohort.batch.columns import PAIRS, SCORES, Row, full_row
from wrinkle_scan.cohort.batch.scoring import stamp
from wrinkle_scan.cohort.batch.tables import write_table
from wrinkle_scan.regions.names import REGION_NAMES

HOSTILE = '<script>alert("1")</script>'


def scored(path: str, patient: str | None, severity: float, day: str = "2026-01-05", **more: Any) -> list[Row]:
    """The rows of a photo whose first region has this severity, each further one a unit more."""
    shared = {
        "path": path,
        "sha256": day,
        "patient": patient,
        "visit_date": day,
        "expression": "frown",
        "view": "front",
    }
    values = {**shared, "status": "scored", **vars(stamp()), **more}
    return [full_row(SCORES, region=name, severity=severity + n, **values) for n, name in enumerate(REGION_NAMES)]


def measured_folder(root: Path) -> Path:
    """Two patients with a photo each, a photo that failed, a follow-up that was compared and one that is lost."""
    (root / ".wrinkle-scan").mkdir(parents=True)
    (root / HOSTILE[:7]).mkdir()
    prefix = f"{root}/"
    failed = full_row(
        SCORES, path=f"{prefix}P2/{HOSTILE}.jpg", sha256="x", status="failed", failure="no_face", patient="P2",
        reason=f"{HOSTILE} No face. Choose another photo.", **vars(stamp()),
    )  # fmt: skip
    rows = [*scored(f"{prefix}{HOSTILE}/a.jpg", HOSTILE, 10.0), *scored(f"{prefix}P2/b.jpg", "P2", 40.0), failed]
    write_table(table_file(root, "photos"), SCORES, rows)
    pair = dict(patient="P2", expression="frown", view="front", before_date="2026-01-05", after_date="2026-02-05")
    compared = [
        full_row(PAIRS, **pair, status="compared", region=name, verdict="improved", change_percent=-40.0)
        for name in REGION_NAMES
    ]
    lost = full_row(PAIRS, **{**pair, "after_date": "2026-03-05"}, status="failed", reason=f"{prefix}P2/b.jpg: gone.")
    write_table(table_file(root, "pairs"), PAIRS, [*compared, lost])
    return root
