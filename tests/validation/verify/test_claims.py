"""Each claim holds for a tool that is perfect and fails for one that is not, spoilt in the way the claim is about."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from made_observations import CANNOT_TELL, found, perfect, spoilt

from wrinkle_scan.validation.verify.claims import CLAIMS, judge_all
from wrinkle_scan.validation.verify.observed_cases import Observations, RenderedCase


def rendered(change: Callable[[RenderedCase], dict[str, float]]) -> Observations:
    seen = perfect()
    seen.rendered[:] = [dataclasses.replace(c, **change(c)) for c in seen.rendered]  # type: ignore[arg-type]
    return seen


@pytest.mark.parametrize("claim_id", [claim.id for claim in CLAIMS])
def test_holds_for_a_perfect_tool(claim_id: str) -> None:
    result = found(perfect(), claim_id)
    assert result.holds is True, result.words
    assert result.cases > 0


def test_nothing_seen_is_nothing_tested() -> None:
    assert all(f.found.holds is None and f.found.cases == 0 for f in judge_all(Observations()))


def test_ids_are_names_and_no_two_are_the_same() -> None:
    ids = [claim.id for claim in CLAIMS]
    assert len(set(ids)) == len(ids)
    assert all(i.replace("_", "").isalnum() for i in ids)


BAD: dict[str, Callable[[], Observations]] = {
    # Shallow creases that are not seen: in order but for a tie, and not in line.
    "depth": lambda: rendered(lambda c: {"darkening_percent": max(c.darkening_percent - 7, 0)}),
    "depth_severity": lambda: rendered(lambda c: {"severity": 40 - c.severity}),
    # Right within each person, but no common scale.
    "depth_pooled": lambda: rendered(
        lambda c: {"darkening_percent": c.darkening_percent * (5 if c.photo < "b" else 1)}
    ),
    # One region alone is bad.
    "found": lambda: rendered(lambda c: {"found_mm": c.found_mm * (0.9 if c.region == "glabella" else 1)}),
    "spurious": lambda: rendered(lambda c: {"spurious_mm": c.spurious_mm * (2.1 if c.region == "glabella" else 1)}),
    "nuisance_blur": lambda: spoilt(perfect(), "blur", 1, change_percent=-2.1),
    "nuisance_jpeg": lambda: spoilt(perfect(), "jpeg", 6, change_percent=8.5),
    "nuisance_half_resolution": lambda: spoilt(perfect(), "half resolution", 6, **CANNOT_TELL),
    "nuisance_exposure": lambda: spoilt(perfect(), "exposure", 6, verdict="worsened"),
    "nuisance_tint": lambda: spoilt(perfect(), "tint", 1, **CANNOT_TELL),
    "nuisance_framing": lambda: spoilt(perfect(), "framing", 1, change_percent=2.1),
    "nuisance": lambda: spoilt(perfect(), "blur", 1, change_percent=-9.0),
    "pose": lambda: spoilt(perfect(), "pitch", 6, verdict="improved"),
    "light_15": lambda: spoilt(perfect(), "light 15", 6, verdict="worsened"),
    "light_30": lambda: spoilt(perfect(), "light 30", 6, verdict="improved"),
    "light_60": lambda: spoilt(perfect(), "light 60", 6, verdict="worsened"),
    "untouched": lambda: spoilt(perfect(), "untouched", 6, verdict="worsened"),
    "softer_20": lambda: spoilt(perfect(), "softer 20 %", 4, verdict="unchanged"),
    "softer_40": lambda: spoilt(perfect(), "softer 40 %", 12, **CANNOT_TELL),
    "interval": lambda: spoilt(perfect(), "softer 40 %", 4, interval_percent=(-39.0, -29.0)),
    "detection_limit": lambda: spoilt(perfect(), "untouched", 6, verdict="worsened"),
    "tone_severity": lambda: rendered(lambda c: {"severity": c.severity + (1 if c.photo < "b" else 0)}),
    "tone_slope": lambda: rendered(
        lambda c: {"darkening_percent": c.darkening_percent * (1.2 if c.photo < "b" else 1)}
    ),
    "repeats": lambda: spoilt(perfect(), "repeats", 4, verdict="improved"),
    "smile_upper": lambda: spoilt(perfect(), "smile", 4, verdict="worsened"),
    "smile_feet": lambda: spoilt(perfect(), "smile", 2, change_percent=-3.0),
}


def test_every_claim_has_its_bad_case() -> None:
    assert set(BAD) == {claim.id for claim in CLAIMS}


@pytest.mark.parametrize("claim_id", BAD)
def test_fails_for_a_bad_tool(claim_id: str) -> None:
    result = found(BAD[claim_id](), claim_id)
    assert result.holds is False, result.words
