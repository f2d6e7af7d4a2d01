"""The public JSON of an analysis (schema wrinkle-scan/analysis/1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wrinkle_scan.analysis.figures import face_figures, region_figures
from wrinkle_scan.analysis.provenance import analysis_provenance

if TYPE_CHECKING:
    from wrinkle_scan.analysis.results import Analysis, Issue


def analysis_json(analysis: Analysis, movement: dict[str, Any] | None = None) -> dict[str, Any]:
    """One photo's results, ready for `json.dump`.

    Args:
        analysis: the photo's.
        movement: as from `comparison.contract.movement_json`, where a photo at rest was given.
    """
    photo, face = analysis.photo, analysis.face
    width, height = photo.file_size
    return {
        "schema": "wrinkle-scan/analysis/1",
        "photo": {
            "path": str(photo.path),
            "sha256": photo.sha256,
            "width": width,
            "height": height,
            "captured_at": photo.captured_at,
            "crop": photo.crop,
        },
        "face": {
            **face_figures(analysis),
            "blendshapes": face.blendshapes,
        },
        "expression": analysis.expression,
        "quality": {"usable": analysis.usable, "issues": [issue_json(issue) for issue in analysis.issues]},
        "regions": {name: region_figures(region) for name, region in analysis.regions.items()},
        "movement": movement,
        "provenance": analysis_provenance(),
    }


def issue_json(issue: Issue) -> dict[str, Any]:
    """What must be known, by a stable code and as a sentence."""
    return {"code": issue.code, "message": issue.message}


def region_rows(analysis: Analysis) -> list[dict[str, Any]]:
    """A row for each region: the photo, its face's figures, the region's."""
    photo = {
        "path": str(analysis.photo.path),
        "sha256": analysis.photo.sha256,
        "captured_at": analysis.photo.captured_at,
        "expression": analysis.expression,
        **face_figures(analysis),
    }
    return [{**photo, "region": name, **region_figures(region)} for name, region in analysis.regions.items()]
