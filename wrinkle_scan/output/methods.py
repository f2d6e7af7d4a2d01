"""The methods paragraph for a paper, written from the settings of the run that it describes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wrinkle_scan.regions.titles import TITLES

SHORT_SHA = 12
"""Digits of a SHA-256 that are given: enough to distinguish files."""
_FORCED = "The pair reported here did not meet these conditions and was compared all the same."


def methods_paragraphs(facts: dict[str, Any], forced: bool = False) -> list[str]:
    """Two short paragraphs of plain scientific English: how lines were found, and what their figures mean.

    Args:
        facts: as from `provenance.provenance`: version, settings and models; with a comparison's settings the second
            paragraph is about the comparison, else about one photo's figures.
        forced: whether the pair was compared although it must not be, which a reader has to know.
    """
    compared = "comparison" in facts["settings"]
    second = _comparing(facts["settings"]) if compared else _figures(facts["settings"])
    return [_finding(facts), f"{second} {_FORCED}" if forced else second]


def methods_text(facts: dict[str, Any], forced: bool = False) -> str:
    """The same as plain text, an empty line between the paragraphs."""
    return "\n\n".join(methods_paragraphs(facts, forced))


def _finding(facts: dict[str, Any]) -> str:
    face, grid, creases = facts["settings"]["face"], facts["settings"]["regions"]["grid"], facts["settings"]["creases"]
    ridges, excluded = creases["ridges"], creases["exclusions"]
    models = _listed(f"{name} (SHA-256 {digest[:SHORT_SHA]}...)" for name, digest in facts["model_sha256"].items())
    low, high = creases["profiles"]["shoulder_mm"]
    return (
        f"Facial lines were measured in photographs with wrinkle-scan {facts['version']}, on the user's own machine. "
        f"Facial landmarks and skin were found with the MediaPipe models {models}. Scale was taken from the irises "
        f"(visible diameter {_number(face['geometry']['iris_mm'])} mm). Forehead, glabella and lateral canthal regions "
        f"were unrolled onto a grid of {_number(grid['step_mm'])} mm; hair, brows, highlights and anything else that "
        f"is not bare skin were left out. On the logarithm of linear luminance, lines were detected by their second "
        f"derivative across {ridges['directions']} directions at Gaussian scales of "
        f"{_listed(map(_number, ridges['scales_mm']))} mm, averaged over {_number(ridges['along_mm'])} mm along the "
        f"line, and traced where they stood out from the skin around them over at least "
        f"{_by_region(creases['tracing']['shortest_mm'], 'mm')}. Each line was given the probability that a trained "
        f"eye would call it a crease, by a logistic regression on its strength, length, depth, width, course and "
        f"surroundings fitted to lines labelled by blinded viewers (AI models), and counts by it; lines of "
        f"about {_number(excluded['darkest_at_1_mm'])} % or more times the power {_number(excluded['darkest_power'])} "
        f"of their width in mm (hairs) or redder than the "
        f"skin beside them by {_number(excluded['reddest'])} and by {_number(excluded['reddest_per_darkening'])} of "
        f"their own darkening (logarithms; scars, veins) fade out. Depth is the darkening of a line's floor against "
        f"the brightest skin {_number(low)} to {_number(high)} mm to either side, in per cent, less "
        f"{_number(creases['texture']['selected'])} standard deviations of what skin texture shows along the "
        f"same course beside the line: a contrast, not a depth in millimetres."
    )


def _severity(settings: dict[str, Any]) -> str:
    severity = settings["creases"]["severity"]
    wide = severity["wide_mm"]
    return (
        f"Severity is 100 (1 - exp(-L / {_number(severity['load_scale'])})), where L is the sum over a region's lines "
        f"of probability x depth (%) x length (mm) x {_number(wide + 1)}w/({_number(wide)}+w), w: width (mm), divided "
        f"by the geometric mean of the region's and the usual area (mm2); what is hidden is taken to have "
        f"{_number(severity['hidden_share'])} of the visible part's lines. It is not a clinical grade. The visual "
        f"grade, 0 to 3, is what blinded viewers (AI models) would say, fitted to {severity['graded_regions']} grades."
    )


def _figures(settings: dict[str, Any]) -> str:
    limits = settings["analysis"]
    least = {name: 100 * share for name, share in limits["least_visible"].items()}
    return (
        f"{_severity(settings)} A region was measured where at least {_by_region(least, '%')} of its skin and at least "
        f"{_by_region(limits['least_cm2'], 'cm2')} were in sight. Photographs with pixels of more than "
        f"{_number(limits['coarse_mm_per_px'])} mm on the skin, or blurred by more than "
        f"{_number(limits['blurred_mm'])} mm (sigma), were marked as too coarse or too blurred for fine lines, and "
        f"those whose skin had lost fine texture that no blur of the eyes explains (logarithm below "
        f"{_number(limits['smoothed_below'])}: filters, noise reduction) as smoothed. Figures hold within one person, "
        f"for photographs taken alike."
    )


def _comparing(settings: dict[str, Any]) -> str:
    verdicts = settings["comparison"]["verdicts"]
    return (
        f"{_severity(settings)} Pairs of photographs were compared unless they were one photograph or of two declared "
        f"expressions. Each region was compared as a whole, on the skin that both photographs show, and, where its "
        f"texture away from lines proved that it could be registered, also line by line at one sharpness, every line "
        f"found in either being measured in both along one path; the two are weighed by their precision. The standard "
        f"deviation of the change, on the scale of the visual grade, adds in quadrature the repeatability and what "
        f"differences in light, resolution, texture, pose, visible skin and registration were measured to matter in "
        f"pairs without a change. The change of severity is given in per cent of the first photograph's (of no less "
        f"than {_number(verdicts['smooth'])}) with its 95 % interval and the smallest change that would have been "
        f"called. A region is called improved or worsened where the interval excludes zero, and unchanged where it "
        f"excludes a change of {_number(verdicts['matters_grades'])} grade to either side; else no answer is given."
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
        regions.setdefault(value, []).append(TITLES[name].anatomical)
    if len(regions) == 1:
        return f"{_number(next(iter(regions)))} {unit}"
    by_count = sorted(regions.items(), key=lambda item: len(item[1]))
    named = [f"{_number(value)} {unit} ({_listed(names)})" for value, names in by_count[:-1]]
    return _listed([*named, f"{_number(by_count[-1][0])} {unit} (elsewhere)"])
