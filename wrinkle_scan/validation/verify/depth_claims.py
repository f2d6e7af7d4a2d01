"""Claims on creases of known depth and on skin tone."""

from __future__ import annotations

import numpy as np

from wrinkle_scan.validation.verify.claim_statistics import (
    ClaimResult,
    by_region,
    grouped,
    not_tested,
    percent,
    r_squared,
    share,
    slope,
    spearman,
)
from wrinkle_scan.validation.verify.observed_cases import Observations, RenderedCase

SPEARMAN, LINEAR, FACES = 0.98, 0.95, 95.0
POOLED = 0.85
FOUND, STRAY = 90.0, 10.0
YOUNG = 30
"""Years below which skin at rest is taken to be free of lines."""
LEAST_GROUP = 3
TONE_RATIO, TONE_SLOPE = 1.25, 1.15
NONE_RENDERED = "no creases could be rendered"
NO_GROUPS = f"it needs two groups of {LEAST_GROUP} people under {YOUNG} in a people.csv beside the photos"


def depth_within(seen: Observations) -> ClaimResult:
    """Darkening of the rendered creases against their depth, within a person and region."""
    return _within(seen, "darkening_percent")


def severity_within(seen: Observations) -> ClaimResult:
    """The region's severity against the depth of the creases rendered, within a person and region."""
    return _within(seen, "severity")


def depth_pooled(seen: Observations) -> ClaimResult:
    """One line for each region over all people."""
    regions = grouped(_with_depths(seen), lambda c: c.region)
    if not regions:
        return not_tested(NONE_RENDERED)
    fits = {r: r_squared([c.depth_mm for c in of], [c.darkening_percent for c in of]) for r, of in regions.items()}
    words = by_region({r: f"{fit:.3f}" for r, fit in fits.items()})
    return ClaimResult(words, sum(map(len, regions.values())), min(fits.values()) >= POOLED)


def creases_found(seen: Observations) -> ClaimResult:
    """Share of the rendered creases' length that is traced."""
    regions = grouped((c for c in seen.rendered if c.rendered_mm > 0), lambda c: c.region)
    if not regions:
        return not_tested(NONE_RENDERED)
    shares = {r: 100 * sum(c.found_mm for c in of) / sum(c.rendered_mm for c in of) for r, of in regions.items()}
    depths = grouped((c for of in regions.values() for c in of), lambda c: c.depth_mm)
    at = (
        f"{depth} mm {percent(100 * sum(c.found_mm for c in of) / sum(c.rendered_mm for c in of))}"
        for depth, of in sorted(depths.items())
    )
    words = f"{by_region({r: percent(s) for r, s in shares.items()})}; by depth: {', '.join(at)}"
    return ClaimResult(words, sum(map(len, regions.values())), min(shares.values()) >= FOUND)


def nothing_else_traced(seen: Observations) -> ClaimResult:
    """Share of the traced length on smooth skin that is neither a rendered nor an earlier crease."""
    young = {name for name, person in seen.people.items() if person.age < YOUNG}
    smooth = [c for c in seen.rendered if c.depth_mm > 0 and (not seen.people or c.photo in young)]
    regions = {r: of for r, of in grouped(smooth, lambda c: c.region).items() if sum(c.traced_mm for c in of) > 0}
    if not regions:
        return not_tested(f"nothing was traced on people under {YOUNG}")
    shares = {r: 100 * sum(c.spurious_mm for c in of) / sum(c.traced_mm for c in of) for r, of in regions.items()}
    words = by_region({r: percent(s) for r, s in shares.items()})
    return ClaimResult(words, sum(map(len, regions.values())), max(shares.values()) <= STRAY)


def tone_severity(seen: Observations) -> ClaimResult:
    """Severity at rest of the young by self-reported group: largest median over smallest, 1 added to both."""
    ratios = {}
    for region, groups in _young_groups(seen).items():
        at_rest = [[c.severity for c in of if c.depth_mm == 0] for of in groups.values()]
        medians = [1 + float(np.median(of)) for of in at_rest]
        ratios[region] = max(medians) / min(medians)
    return _tone(seen, ratios, TONE_RATIO)


def tone_slope(seen: Observations) -> ClaimResult:
    """Slope of darkening over rendered depth of the young by self-reported group: largest over smallest."""
    ratios = {}
    for region, groups in _young_groups(seen).items():
        slopes = [slope([c.depth_mm for c in of], [c.darkening_percent for c in of]) for of in groups.values()]
        ratios[region] = max(slopes) / min(slopes) if min(slopes) > 0 else float("inf")
    return _tone(seen, ratios, TONE_SLOPE)


def _within(seen: Observations, value: str) -> ClaimResult:
    ranked, straight, both = (dict[str, list[bool]]() for _ in range(3))
    cases = grouped(_with_depths(seen), lambda c: (c.photo, c.region))
    for (_, region), of in cases.items():
        depths, values = [c.depth_mm for c in of], [getattr(c, value) for c in of]
        in_order, in_line = spearman(depths, values) >= SPEARMAN, r_squared(depths, values) >= LINEAR
        for answers, answer in ((ranked, in_order), (straight, in_line), (both, in_order and in_line)):
            answers.setdefault(region, []).append(answer)
    if not cases:
        return not_tested(NONE_RENDERED)
    shares = {region: share(answers) for region, answers in both.items()}
    alone = (percent(share(a for of in answers.values() for a in of)) for answers in (ranked, straight))
    words = "{}; in order alone {}, in line alone {}".format(
        by_region({r: percent(s) for r, s in shares.items()}), *alone
    )
    return ClaimResult(words, len(cases), min(shares.values()) >= FACES)


def _with_depths(seen: Observations) -> list[RenderedCase]:
    """The cases, with depth 0 too, of the photos and regions into which creases were rendered."""
    rendered = {(c.photo, c.region) for c in seen.rendered if c.depth_mm > 0}
    return [c for c in seen.rendered if (c.photo, c.region) in rendered]


def _young_groups(seen: Observations) -> dict[str, dict[str, list[RenderedCase]]]:
    """By region and group, the cases of people under YOUNG; groups of at least LEAST_GROUP, and two of them."""
    young = {name: person.group for name, person in seen.people.items() if person.age < YOUNG}
    found = {}
    for region, cases in grouped((c for c in _with_depths(seen) if c.photo in young), lambda c: c.region).items():
        groups = grouped(cases, lambda c: young[c.photo])
        large = {group: of for group, of in groups.items() if len({c.photo for c in of}) >= LEAST_GROUP}
        if len(large) > 1:
            found[region] = large
    return found


def _tone(seen: Observations, ratios: dict[str, float], limit: float) -> ClaimResult:
    if not ratios:
        return not_tested(NO_GROUPS)
    people = {c.photo for groups in _young_groups(seen).values() for of in groups.values() for c in of}
    return ClaimResult(
        by_region({r: f"{ratio:.2f}" for r, ratio in ratios.items()}), len(people), max(ratios.values()) <= limit
    )
