"""Results to look at: the overlay of one photo, and the page of a comparison."""

from wrinkle_scan.output.report.html import render_comparison
from wrinkle_scan.output.report.overlay import draw_overlay, overlay_png

__all__ = ["draw_overlay", "overlay_png", "render_comparison"]
