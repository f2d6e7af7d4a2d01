"""A table of few columns, and rows of it."""

from __future__ import annotations

from wrinkle_scan.cohort.batch.columns import Row, Stamp, TableLayout

COLUMNS: dict[str, type] = {
    "path": str,
    "sha256": str,
    "n": int,
    "patient": str,
    "expression": str,
    "visit_date": str,
    "version": str,
    "settings_sha256": str,
}
LAYOUT = TableLayout(COLUMNS, ("path",), "sha256")
STAMP = Stamp("1", "s")


def result(path: str, *numbers: int, content: str = "", stamp: Stamp = STAMP, **about: str) -> list[Row]:
    shared = dict.fromkeys(COLUMNS) | {"path": path, "sha256": content or f"sha of {path}"} | vars(stamp) | about
    return [shared | {"n": number} for number in numbers]
