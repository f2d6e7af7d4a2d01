"""The regions' identifiers, in settings, results and files; their titles for readers: `titles`."""

from __future__ import annotations

from wrinkle_scan.face.expression import Expression

BROW_REGIONS = ("forehead", "glabella")
"""The regions that brows move."""
CROWS_FEET = ("crows_feet_right", "crows_feet_left")
REGION_NAMES = (*BROW_REGIONS, *CROWS_FEET)
"""Left and right are the patient's."""
MOVED_REGIONS: dict[Expression, tuple[str, ...]] = {
    "frown": ("glabella",),
    "brow_raise": ("forehead",),
    "smile": CROWS_FEET,
}
"""The regions in which each expression makes lines."""
