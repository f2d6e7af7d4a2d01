"""Observations made by hand: of a tool that is perfect, to be spoilt by each test in one way."""

from __future__ import annotations

import dataclasses

from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.validation.verify.claim_statistics import ClaimResult
from wrinkle_scan.validation.verify.claims import judge_all
from wrinkle_scan.validation.verify.observed_cases import ComparedCase, Observations, Person, RenderedCase, RepeatedCase
from wrinkle_scan.validation.verify.scenes import LIGHT_DEG, NUISANCES, SOFTER, UNTOUCHED

DEPTHS_MM = (0.0, 0.15, 0.3, 0.45, 0.6)
PEOPLE = {f"{group}{i}": Person(24, group) for group in ("a", "b") for i in range(3)}
LIMIT = 10.0
NOTHING = {"change_percent": None, "interval_percent": None, "detectable_percent": None}
CANNOT_TELL = {"verdict": "cannot_tell", **NOTHING}
UNCHANGED_SCENES = (*NUISANCES, "yaw", "pitch", *(f"light {degrees:.0f}" for degrees in LIGHT_DEG), UNTOUCHED)


def perfect() -> Observations:
    """Depth in proportion, nothing spurious, right verdicts, intervals that miss the truth once in twenty."""
    seen = Observations(people=dict(PEOPLE), measured=list(PEOPLE))
    for photo in PEOPLE:
        for region in REGION_NAMES:
            seen.rendered.extend(_rendered(photo, region, depth) for depth in DEPTHS_MM)
            seen.compared.extend(case(scene, photo, region, 0.0) for scene in UNCHANGED_SCENES)
            seen.compared.extend(case(scene, photo, region, -100 * part) for scene, part in SOFTER.items())
        upper, feet = REGION_NAMES[:2], REGION_NAMES[2:]
        smiles = [ComparedCase("smile", photo, r, "unchanged", 1.0, (-9.0, 11.0), 10.0) for r in upper]
        smiles += [ComparedCase("smile", photo, r, "worsened", 60.0, (50.0, 70.0), 10.0) for r in feet]
        seen.compared.extend(smiles)
    missed = [i for i, c in enumerate(seen.compared) if c.scene in (UNTOUCHED, *SOFTER)][::20]
    for i in missed:
        truth = seen.compared[i].truth_percent or 0.0
        seen.compared[i] = dataclasses.replace(seen.compared[i], interval_percent=(truth + 1, truth + 1 + 2 * LIMIT))
    seen.compared.extend(case("repeats", "1 and 2", region, 0.0) for region in REGION_NAMES)
    seen.repeated.extend(RepeatedCase("1 to 2", region, (20.0, 20.5)) for region in REGION_NAMES)
    return seen


def case(scene: str, photo: str, region: str, truth: float) -> ComparedCase:
    """A case whose change is found as it is."""
    verdict = "improved" if truth < -LIMIT else "worsened" if truth > LIMIT else "unchanged"
    return ComparedCase(scene, photo, region, verdict, truth, (truth - LIMIT, truth + LIMIT), LIMIT, truth)


def spoilt(seen: Observations, scene: str, every: int, **changes: object) -> Observations:
    """The observations with every so many-th case of a scene, beginning with the first, changed."""
    at = [i for i, c in enumerate(seen.compared) if c.scene == scene][::every]
    assert at, scene
    for i in at:
        seen.compared[i] = dataclasses.replace(seen.compared[i], **changes)  # type: ignore[arg-type]
    return seen


def _rendered(photo: str, region: str, depth_mm: float) -> RenderedCase:
    lengths = (30.0, 29.0, 40.0, 2.0) if depth_mm else (0.0, 0.0, 0.0, 0.0)
    return RenderedCase(photo, region, depth_mm, 20 * depth_mm, 1 + 30 * depth_mm, *lengths)


def found(seen: Observations, claim_id: str) -> ClaimResult:
    """The result of a claim on these observations."""
    return {f.claim.id: f.found for f in judge_all(seen)}[claim_id]
