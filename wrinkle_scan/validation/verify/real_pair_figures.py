"""The tool's verdicts on real pairs, counted against what a person saw in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wrinkle_scan.comparison.statistics import wilson_interval
from wrinkle_scan.regions.names import CROWS_FEET, REGION_NAMES
from wrinkle_scan.regions.titles import TITLES
from wrinkle_scan.validation.verify.claim_statistics import grouped
from wrinkle_scan.validation.verify.real_pairs import CONTROL, SeenRegion


def treated_cases(seen: Sequence[SeenRegion], expect: str) -> list[SeenRegion]:
    """The treated regions of pairs of that expectation: of crow's feet those in sight, or one that stands for both."""
    cases = []
    for some in grouped((s for s in seen if s.pair.expect == expect), lambda s: s.pair.name).values():
        treated = [s for s in some if s.region in s.pair.treated]
        feet = [s for s in treated if s.region in CROWS_FEET]
        in_sight = [s for s in feet if s.measured] or feet[:1]
        cases += [s for s in treated if s.region not in CROWS_FEET] + in_sight
    return cases


def figures(seen: Sequence[SeenRegion]) -> list[dict[str, Any]]:
    """Each figure with its count, of how many, its share in % and the share's 95 % interval (Wilson)."""
    improved, slight = treated_cases(seen, "improved"), treated_cases(seen, "slight")
    controls = [s for s in seen if s.pair.expect == CONTROL]
    pairs = grouped(improved, lambda s: s.pair.name)
    rows = [_figure("treated pairs measured in both photos where they were treated",
                    [any(s.measured for s in some) for some in pairs.values()])]  # fmt: skip
    for words, cases, verdicts in (
        ("treated regions, improved to the eye: called improved", improved, ("improved",)),
        ("the same called worsened", improved, ("worsened",)),
        ("the same called unchanged", improved, ("unchanged",)),
        ("the same: cannot tell, or not measured", improved, ("cannot_tell",)),
        ("treated regions, slightly improved to the eye: called worsened", slight, ("worsened",)),
        ("control regions called improved or worsened", controls, ("improved", "worsened")),
        ("control regions: cannot tell, or not measured", controls, ("cannot_tell",)),
        ("control regions measured in both photos: cannot tell", [s for s in controls if s.measured], ("cannot_tell",)),
    ):
        rows.append(_figure(words, [s.verdict in verdicts for s in cases]))
    for region in REGION_NAMES:
        here = [s for s in improved if s.region == region]
        rows.append(_figure(f"{TITLES[region].in_text}, improved to the eye: called improved",
                            [s.verdict == "improved" for s in here]))  # fmt: skip
        rows.append(
            _figure(f"{TITLES[region].in_text}, control: called", [s.called for s in controls if s.region == region])
        )
    for expression, some in sorted(grouped(improved, lambda s: s.pair.expression).items()):
        rows.append(
            _figure(f"{expression}, improved to the eye: called improved", [s.verdict == "improved" for s in some])
        )
    return [row for row in rows if row["of"]]


def _figure(words: str, answers: Sequence[bool]) -> dict[str, Any]:
    found, of = sum(answers), len(answers)
    low, high = wilson_interval(found, of)
    return {
        "figure": words,
        "found": found,
        "of": of,
        "percent": round(100 * found / of, 1) if of else None,
        "ci95_percent": [round(100 * low, 1), round(100 * high, 1)],
    }


def table_rows(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Figures as lines of a Markdown table."""
    lines = ["| figure | found | share | 95 % interval |", "|---|---|---|---|"]
    for row in rows:
        low, high = row["ci95_percent"]
        lines.append(f"| {row['figure']} | {row['found']} of {row['of']} | {row['percent']} % | {low} to {high} % |")
    return lines
