"""The tool's claims as data: a name, a sentence, a target, and the function that judges the observations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wrinkle_scan.validation.verify import depth_claims as depth
from wrinkle_scan.validation.verify import verdict_claims as verdict
from wrinkle_scan.validation.verify.claim_statistics import ClaimResult
from wrinkle_scan.validation.verify.observed_cases import Observations
from wrinkle_scan.validation.verify.scenes import LIGHT_DEG, NUISANCES, POSE_DEG

NUISANCE_TARGET = "median <= 2 %, 95th percentile <= 8 % of severity; other than unchanged <= 5 %"
WRONG_TARGET = "improved or worsened in <= 5 %"


@dataclass(frozen=True)
class Claim:
    """One claim.

    Attributes:
        id: stable name, as in the JSON.
        sentence: what is claimed, in plain words.
        target: the result required for it to hold.
        judge: computes the result from the observations.
    """

    id: str
    sentence: str
    target: str
    judge: Callable[[Observations], ClaimResult]


@dataclass(frozen=True)
class Finding:
    """A claim with its result."""

    claim: Claim
    found: ClaimResult


def judge_all(seen: Observations) -> list[Finding]:
    """Every claim tested against the observations, in the order of CLAIMS."""
    return [Finding(claim, claim.judge(seen)) for claim in CLAIMS]


def _nuisance(kind: str, sentence: str) -> Claim:
    return Claim(f"nuisance_{kind.replace(' ', '_')}", sentence, NUISANCE_TARGET, verdict.nuisance(kind))


def _light(degrees: float) -> Claim:
    sentence = f"Light moved by {degrees:.0f} degrees changes no verdict to a wrong one"
    return Claim(f"light_{degrees:.0f}", sentence, WRONG_TARGET, verdict.no_wrong_verdict(f"light {degrees:.0f}"))


CLAIMS: tuple[Claim, ...] = (
    Claim(
        "depth",
        "Depth of rendered creases, 0 to 0.6 mm: reported darkening follows it within a person and region",
        "Spearman >= 0.98 and R2 >= 0.95 in >= 95 % of faces, every region",
        depth.depth_within,
    ),
    Claim(
        "depth_severity",
        "The same for the region's severity",
        "Spearman >= 0.98 and R2 >= 0.95 in >= 95 % of faces, every region",
        depth.severity_within,
    ),
    Claim(
        "depth_pooled",
        "One scale for all: darkening against rendered depth over all people, one line for each region",
        "R2 >= 0.85, every region",
        depth.depth_pooled,
    ),
    Claim(
        "found",
        "Rendered creases at least 0.15 mm deep and 10 mm long are traced within 1 mm",
        ">= 90 % of their length, every region",
        depth.creases_found,
    ),
    Claim(
        "spurious",
        "On smooth skin (people under 30, where ages are known) nothing else is traced",
        "<= 10 % of the traced length, every region",
        depth.nothing_else_traced,
    ),
    _nuisance("blur", "Blur of sigma 0.5 to 1.5 px leaves severity as it is"),
    _nuisance("jpeg", "JPEG quality 60 to 95 leaves severity as it is"),
    _nuisance("half resolution", "Half the resolution leaves severity as it is"),
    _nuisance("exposure", "One stop more or less leaves severity as it is"),
    _nuisance("tint", "Warmer or cooler colour leaves severity as it is"),
    _nuisance("framing", "Roll up to 15 degrees, shift and size leave severity as it is"),
    Claim(
        "nuisance",
        "All of these, one at a time",
        NUISANCE_TARGET,
        verdict.nuisance(*NUISANCES),
    ),
    Claim(
        "pose",
        f"Yaw or pitch that differs by {POSE_DEG:.0f} degrees changes no verdict to a wrong one",
        WRONG_TARGET,
        verdict.no_wrong_verdict("yaw", "pitch"),
    ),
    *(_light(degrees) for degrees in LIGHT_DEG),
    Claim(
        "untouched",
        "Untouched skin, everything else different at random: no change is called",
        "false <= 5 %, cannot tell <= 30 %, every region",
        verdict.untouched,
    ),
    Claim(
        "softer_20",
        "Creases made 20 % shallower, everything else different at random, are called improved",
        "improved in >= 80 %",
        verdict.softer("softer 20 %", 80),
    ),
    Claim(
        "softer_40",
        "Creases made 40 % shallower, everything else different at random, are called improved",
        "improved in >= 95 %",
        verdict.softer("softer 40 %", 95),
    ),
    Claim(
        "interval",
        "The 95 % interval contains the true change",
        "in 92 to 98 %",
        verdict.covered,
    ),
    Claim(
        "detection_limit",
        "The detection limit is true",
        "larger true changes called rightly in >= 50 %, those below half of it called in <= 5 %",
        verdict.detection_limit,
    ),
    Claim(
        "tone_severity",
        "Skin tone, severity at rest: people under 30, medians of self-reported groups (1 added)",
        "largest over smallest <= 1.25, every region",
        depth.tone_severity,
    ),
    Claim(
        "tone_slope",
        "Skin tone, slope of darkening over rendered depth: people under 30, self-reported groups",
        "largest over smallest <= 1.15, every region",
        depth.tone_slope,
    ),
    Claim(
        "repeats",
        "Photos of unchanged skin at other distances, sizes and rolls give the same severity and no verdict",
        "coefficient of variation <= 6 %, every region; nothing called",
        verdict.repeats,
    ),
    Claim(
        "smile_upper",
        "Smiling leaves forehead and glabella unchanged (compared with --force)",
        "unchanged in >= 90 %, each",
        verdict.smile_upper,
    ),
    Claim(
        "smile_feet",
        "Smiling deepens crow's feet (compared with --force)",
        "deeper in >= 85 %, each side",
        verdict.smile_feet,
    ),
)
