"""What the tool says where photos are not as they should be: `python benchmarks/real_conditions.py PHOTO ...`.

Each photo is compared with itself under every condition of `wrinkle_scan.validation.phantom.conditions`, and the other
way round: nothing has changed on the skin, so that *improved* and *worsened* are wrong. Prints a Markdown table: of the
regions that were asked about, how many were called unchanged, cannot tell (with the commonest reason) and wrongly; each
wrong one is reported on standard error.
"""

from __future__ import annotations

import sys
from collections import Counter
from multiprocessing import get_context
from pathlib import Path

from wrinkle_scan.analysis.analyzing import analyze, analyze_photo
from wrinkle_scan.comparison.comparing import compare
from wrinkle_scan.system.errors import PhotoError
from wrinkle_scan.validation.phantom.conditions import CONDITIONS, apply_condition

Said = dict[str, list[tuple[str, str]]]
"""Condition -> verdict and reason of each region, both ways round."""


def look(path: Path) -> Said:
    """One photo under all conditions."""
    base, said = analyze(path), {}
    asked = [name for name, region in base.regions.items() if region.measurable]
    for name in CONDITIONS:
        try:
            other = analyze_photo(apply_condition(base, name))
        except PhotoError as error:
            said[name] = [("cannot_tell", error.reason)] * (2 * len(asked))
            continue
        pairs = compare(base, other), compare(other, base)
        said[name] = [(pair.regions[r].verdict, pair.regions[r].reason or "") for pair in pairs for r in asked]
        for pair in pairs:
            for region in asked:
                if pair.regions[region].verdict in ("improved", "worsened"):
                    print(f"{path.name}, {name}, {region}: {pair.regions[region].change}", file=sys.stderr)
    return said


def main(photos: list[Path]) -> None:
    """Prints the table."""
    with get_context("spawn").Pool() as pool:
        found = pool.map(look, photos, chunksize=1)
    print(f"Made by `python benchmarks/real_conditions.py` on {len(photos)} photos, each way round.\n")
    print("| condition | unchanged | cannot tell | wrong | mostly because |\n|---|---|---|---|---|")
    wrong = total = 0
    for name in CONDITIONS:
        answers = [answer for said in found for answer in said[name]]
        verdicts = Counter(verdict for verdict, _ in answers)
        called = verdicts["improved"] + verdicts["worsened"]
        reasons = Counter(reason.split(":")[0] for verdict, reason in answers if verdict == "cannot_tell")
        because = reasons.most_common(1)[0][0] if reasons else ""
        print(f"| {name} | {verdicts['unchanged']} | {verdicts['cannot_tell']} | {called} | {because} |", flush=True)
        wrong, total = wrong + called, total + len(answers)
    print(f"\n{wrong} of {total} answers are wrong.")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
