"""The methods paragraph of a paper, written from the settings of the very run whose numbers it goes with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

SHORT_SHA = 12
"""Digits of a SHA-256 that are given: enough to tell files apart."""
_FORCED = "The pair reported here did not meet these conditions and was compared all the same."
_TERMS = {
    "forehead": "forehead",
    "glabella": "glabella",
    "crows_feet_right": "right lateral canthal region",
    "crows_feet_left": "left lateral canthal region",
}


def methods_paragraphs(facts: dict[str, Any], forced: bool = False) -> list[str]:
    """Two short paragraphs of plain scientific English: how lines were found, and what their figures mean.

    Args:
        facts: as from `provenance.provenance`: version, settings and models; with a comparison's settings the second
            paragraph is about the comparison, else about one photo's figures.
        forced: whether the pair was compared although it must not be, which a reader has to know.
    """
    compared = "worst_detectable_percent" in facts["settings"]
    second = _comparing(facts["settings"]) if compared else _figures(facts["settings"])
    return [_finding(facts), f"{second} {_FORCED}" if forced else second]


def methods_text(facts: dict[str, Any], forced: bool = False) -> str:
    """The same as plain text, an empty line between the paragraphs."""
    return "\n\n".join(methods_paragraphs(facts, forced))


def _finding(facts: dict[str, Any]) -> str:
    s = facts["settings"]
    models = _listed(f"{name} (SHA-256 {digest[:SHORT_SHA]}...)" for name, digest in facts["model_sha256"].items())
    low, high = s["shoulder_mm"]
    return (
        f"Facial lines were measured in photographs with wrinkle-scan {facts['version']}, on the user's own machine. "
        f"Facial landmarks and skin were found with the MediaPipe models {models}. Scale was taken from the irises "
        f"(visible diameter {_number(s['iris_mm'])} mm). Forehead, glabella and lateral canthal regions were "
        f"unrolled onto a grid of {_number(s['grid_mm'])} mm; hair, brows, highlights and anything else that is not "
        f"bare skin were left out. On the logarithm of linear luminance, lines were detected by their second "
        f"derivative across {s['ridge_directions']} directions at Gaussian scales of "
        f"{_listed(map(_number, s['ridge_scales_mm']))} mm, averaged over {_number(s['ridge_along_mm'])} mm along the "
        f"line, and traced where they stood out from the skin around them; a line had to be at least "
        f"{_by_region(s['shortest_mm'], 'mm')} long, at least "
        f"{_number(s['shallowest_percent'])} % deep and at most {_number(s['widest_mm'])} mm wide; lines darker than "
        f"{_number(s['darkest_percent_per_mm'])} % for each mm of their width (hairs) or redder than the skin beside "
        f"them by {_number(s['reddest'])} and by {_number(s['reddest_per_darkening'])} of their own darkening "
        f"(logarithms; scars, veins) were left out. Depth is the "
        f"darkening of a line's floor against the brightest skin {_number(low)} to {_number(high)} mm to either side, "
        f"in per cent, less {_number(s['texture_share'])} standard deviations of what the skin's texture shows along "
        f"the same course beside the line: a contrast, not a depth in millimetres."
    )


def _severity(s: dict[str, Any]) -> str:
    return (
        f"Severity is 100 (1 - exp(-L / {_number(s['load_scale'])})), where L is the sum over a region's lines of "
        f"depth (%) x width (mm) x length (mm), divided by the area of skin in sight (mm2); it runs from 0 to 100 and "
        f"is not a clinical grade."
    )


def _figures(s: dict[str, Any]) -> str:
    least = {name: 100 * share for name, share in s["least_visible"].items()}
    return (
        f"{_severity(s)} A region was measured where at least {_by_region(least, '%')} of its skin and at least "
        f"{_by_region(s['least_cm2'], 'cm2')} were in sight. Photographs with pixels of more than "
        f"{_number(s['coarse_mm_per_px'])} mm on the skin, or blurred by more than {_number(s['blurred_mm'])} mm "
        f"(sigma), were marked as too coarse or too blurred for fine lines; those whose skin had lost fine texture "
        f"that no blur of the eyes explains (logarithm below {_number(s['smoothed_below'])}: filters, noise reduction) "
        f"were marked as smoothed. Figures hold within one person, for photographs taken alike."
    )


def _comparing(s: dict[str, Any]) -> str:
    return (
        f"{_severity(s)} Pairs of photographs were compared only if they were two takes of one person (likeness of at "
        f"least {_number(s['likeness_limit'])}) and the same declared expression, with yaw and pitch at most "
        f"{_number(s['pose_limit_deg'])} degrees apart, light that moved by at most {_number(s['light_limit'])}, the "
        f"logarithm of the light's colour at most {_number(s['colour_limit'])} apart, pixels of at most "
        f"{_number(s['coarse_limit_mm_per_px'])} mm, a blur of at most {_number(s['blurred_mm'])} mm and fine skin "
        f"texture (logarithm of its amplitude) at most {_number(s['texture_limit'])} apart, and "
        f"{_number(s['uneven_limit'])} between directions. Each region "
        f"of the second photograph was registered to the first, both were brought to one sharpness, and every line "
        f"found in either was measured in both along one path. The change of severity is given in per cent of the "
        f"first photograph's (of no less than {_number(s['smooth'])}) with its 95 % interval; half the interval's "
        f"width is the smallest change that the pair could have shown. A region is called improved or worsened where "
        f"the interval excludes zero, else unchanged; no answer is given where only changes above "
        f"{_number(s['worst_detectable_percent'])} % could have been shown."
    )


def _number(value: float) -> str:
    return f"{value:.10g}"


def _listed(words: Iterable[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def _by_region(values: dict[str, float], unit: str) -> str:
    """One value for all regions, or each value with its regions: ``8 mm (forehead) and 5 mm (elsewhere)``."""
    regions: dict[float, list[str]] = {}
    for name, value in values.items():
        regions.setdefault(value, []).append(_TERMS[name])
    if len(regions) == 1:
        return f"{_number(next(iter(regions)))} {unit}"
    by_count = sorted(regions.items(), key=lambda item: len(item[1]))
    named = [f"{_number(value)} {unit} ({_listed(names)})" for value, names in by_count[:-1]]
    return _listed([*named, f"{_number(by_count[-1][0])} {unit} (elsewhere)"])
