"""The public contract of the JSON of one photo."""

from __future__ import annotations

from typing import Any

REGIONS = ["forehead", "glabella", "crows_feet_right", "crows_feet_left"]


FIGURES = {
    "measurable": bool,
    "reason": (str, type(None)),
    "visible_fraction": float,
    "severity": (float, type(None)),
    "depth_index": (float, type(None)),
    "max_depth_index": (float, type(None)),
    "n_creases": (float, type(None)),
    "visual_grade": (float, type(None)),
    "visual_grade_low": (float, type(None)),
    "visual_grade_high": (float, type(None)),
    "total_length_mm": (float, type(None)),
    "mean_width_mm": (float, type(None)),
    "density_mm_per_cm2": (float, type(None)),
}


def check_analysis(data: dict[str, Any]) -> None:
    """The public contract of the analysis JSON."""
    assert data["schema"] == "wrinkle-scan/analysis/1"
    assert {"path", "sha256", "width", "height", "captured_at"} <= set(data["photo"])
    assert {"mm_per_px", "yaw_deg", "pitch_deg", "roll_deg", "blendshapes"} <= set(data["face"])
    assert data["expression"] in ("rest", "frown", "brow_raise", "smile", "other", None)
    assert isinstance(data["quality"]["usable"], bool)
    assert all(set(issue) == {"code", "message"} for issue in data["quality"]["issues"])
    assert set(data["regions"]) == set(REGIONS)
    assert {"version", "settings", "model_sha256"} <= set(data["provenance"])
    for region in data["regions"].values():
        assert set(FIGURES) <= set(region)
        assert all(isinstance(region[name], kind) for name, kind in FIGURES.items())
        assert 0 <= region["visible_fraction"] <= 1
        if region["measurable"]:
            assert region["reason"] is None
            assert 0 <= region["severity"] <= 100
            assert region["depth_index"] <= region["max_depth_index"]
        else:
            assert region["reason"]
            assert all(region[name] is None for name in list(FIGURES)[3:])
