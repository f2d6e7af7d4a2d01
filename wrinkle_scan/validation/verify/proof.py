"""Runs the verification: every photo through every scene on all cores, then every claim against the observations."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from wrinkle_scan.comparison.provenance import provenance
from wrinkle_scan.system.workers import JobFailure, Workers
from wrinkle_scan.validation.verify import scenes
from wrinkle_scan.validation.verify.claims import Finding, judge_all
from wrinkle_scan.validation.verify.observed_cases import ComparedCase, Observations, RenderedCase
from wrinkle_scan.validation.verify.observing import observe
from wrinkle_scan.validation.verify.verification_tasks import Task

DIGITS = 4
LONGEST_SECONDS = 3600.0
"""Time limit of a task, s: even a photo of 50 megapixels takes less than a tenth of it."""


@dataclass(frozen=True)
class Proof:
    """The result of a verification: the observations, and the outcome of each claim."""

    seen: Observations
    findings: list[Finding]

    @property
    def seconds_per_photo(self) -> float | None:
        """Median working time for one photo or series on one core; None where nothing could be measured."""
        return float(np.median(self.seen.seconds)) if self.seen.seconds else None


def prove(tasks: Sequence[Task], progress: Callable[[int, int], None]) -> Proof:
    """Runs the verification; reproducible for the same photos, except the times.

    Args:
        tasks: as from `verification_tasks.find_tasks`.
        progress: called with the tasks done and their number, at the start and after each.
    """
    progress(0, len(tasks))
    of_each: dict[str, Observations] = {}
    with Workers(observe, os.cpu_count() or 1, lambda _: LONGEST_SECONDS) as workers:
        for done, (task, observed) in enumerate(workers.map_unordered(iter(tasks)), 1):
            if isinstance(observed, JobFailure):
                observed = Observations(unmeasured=[f"{task.name}: measuring it {observed.how.replace('_', ' ')}."])
            of_each[task.name] = observed
            progress(done, len(tasks))
    seen = Observations()
    for task in tasks:
        seen.add(of_each[task.name])
    return Proof(seen, judge_all(seen))


def proof_json(proof: Proof) -> dict[str, Any]:
    """The proof, ready for `json.dump`: schema wrinkle-scan/verification/1. Claims and all that they rest on."""
    seconds = proof.seconds_per_photo
    return {
        "schema": "wrinkle-scan/verification/1",
        "claims": [
            {
                "id": finding.claim.id,
                "claim": finding.claim.sentence,
                "target": finding.claim.target,
                "found": finding.found.words,
                "cases": finding.found.cases,
                "holds": finding.found.holds,
            }
            for finding in proof.findings
        ],
        "photos": {"measured": proof.seen.measured, "not_measured": proof.seen.unmeasured},
        "seconds_per_photo": None if seconds is None else round(seconds, 1),
        "observations": {
            "compared": [_row(case) for case in proof.seen.compared],
            "rendered": [_row(case) for case in proof.seen.rendered],
            "repeated": [
                {"series": c.series, "region": c.region, "severities": [round(s, DIGITS) for s in c.severities]}
                for c in proof.seen.repeated
            ],
        },
        "provenance": provenance(compared=True) | {"scenes": SCENE_SETTINGS},
    }


SCENE_SETTINGS = {
    "depths_mm": list(scenes.DEPTHS_MM),
    "width_mm": scenes.WIDTH_MM,
    "grooves_per_region": scenes.GROOVES,
    "standard_depth_mm": scenes.STANDARD_MM,
    "pose_deg": scenes.POSE_DEG,
    "light_deg": list(scenes.LIGHT_DEG),
    "random_cases_per_photo": scenes.REPETITIONS,
}


def _row(case: ComparedCase | RenderedCase) -> dict[str, Any]:
    def rounded(value: Any) -> Any:
        if isinstance(value, tuple):
            return [round(bound, DIGITS) for bound in value]
        return round(value, DIGITS) if isinstance(value, float) else value

    return {name: rounded(value) for name, value in asdict(case).items()}
