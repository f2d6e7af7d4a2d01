"""A region's severity as creases are rendered into it ever deeper, all else being the same photo."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.creases.measuring import find_creases
from wrinkle_scan.creases.proposals import Skin
from wrinkle_scan.regions.log_luminance import log_luminance
from wrinkle_scan.regions.rectified import rectify
from wrinkle_scan.validation.phantom.grooves import Groove
from wrinkle_scan.validation.phantom.render_creases import render_creases


def severities_at(analysis: Analysis, name: str, grooves: Sequence[Groove], depths_mm: Iterable[float]) -> list[float]:
    """The region's severity, 0 to 100, with the grooves at each depth, mm.

    Face and skin are those of the photo without them: a crease moves no landmark.
    """
    region = analysis.regions[name]
    severities = []
    for depth in depths_mm:
        pixels = render_creases(analysis, {name: [groove.at_depth(float(depth)) for groove in grooves]})
        patch = rectify(replace(analysis.photo, pixels=pixels), analysis.face_chart, name)
        log = log_luminance(patch.linear_rgb, region.skin.mask)
        creases = find_creases(patch, Skin.of(patch.linear_rgb, log, region.skin.mask, region.skin.hair))
        severities.append(replace(region, log=log, creases=creases).severity)
    return severities
