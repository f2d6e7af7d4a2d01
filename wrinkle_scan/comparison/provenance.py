"""What a comparison depends on besides the photos: what their analyses do, and the comparison's own settings."""

from __future__ import annotations

from typing import Any

from wrinkle_scan.analysis.provenance import analysis_provenance, collected
from wrinkle_scan.comparison.settings import COMPARISON

COMPARISON_ROOMS: dict[str, Any] = {"comparison": COMPARISON}
"""The settings of what two photos are compared by."""


def provenance(compared: bool = False) -> dict[str, Any]:
    """What numbers depend on as it goes into results; with the comparison's settings if asked."""
    found = analysis_provenance()
    return found | {"settings": found["settings"] | collected(COMPARISON_ROOMS)} if compared else found
