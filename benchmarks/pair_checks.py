"""Whether the checks tell one person from another and one lamp from another: `python benchmarks/pair_checks.py FOLDER`.

The folder holds people of the London set, neutral (`_03`) and smiling (`_08`). Prints a Markdown table of what the
checks on person and light find: for one person neutral and smiling, for every pair of strangers, and for one neutral
photo against itself in another framing, with the head turned by 8 degrees and with the lamp moved.
"""

import dataclasses
import sys
from itertools import combinations
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from wrinkle_scan.analysis.analyzing import analyze, analyze_photo
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.checks import light_difference
from wrinkle_scan.comparison.same_person import likeness
from wrinkle_scan.comparison.settings import CHECKS, PERSON
from wrinkle_scan.validation.phantom.relighting import relight
from wrinkle_scan.validation.verify import scenes

Found = dict[str, tuple[float, float]]
"""By what differs: likeness, and how far the light moved."""


def look(neutral: Path) -> tuple[Analysis, Found]:
    """A neutral photo, without its regions, and what the checks find between it and others of the same person."""
    base = analyze(neutral)
    sha256, photo = base.photo.sha256, base.photo
    others = {
        "one person, other framing": scenes.with_nuisance(photo, sha256, "framing"),
        "one person, head turned by 8 degrees": scenes.turned(base, photo, "yaw"),
    }
    for degrees in scenes.LIGHT_DEG:
        azimuth = float(scenes.generator(sha256, f"light {degrees}").uniform(0, 360))
        others[f"one person, lamp moved by {degrees:.0f} degrees"] = relight(base, degrees, azimuth)
    found = {name: compared(base, analyze_photo(other)) for name, other in others.items()}
    smiling = analyze(neutral.with_name(neutral.name.replace("_03", "_08")))
    found = {"one person, neutral and smiling": compared(base, smiling), **found}
    return dataclasses.replace(base, regions={}), found


def compared(one: Analysis, other: Analysis) -> tuple[float, float]:
    """Likeness, and how far the light moved."""
    return likeness(one, other), light_difference(one, other)


def main(folder: Path) -> None:
    """Prints the table."""
    with get_context("spawn").Pool() as pool:
        people, of_one = zip(*pool.map(look, sorted(folder.glob("*_03.jpg"))), strict=True)
    rows = {name: [found[name] for found in of_one] for name in of_one[0]}
    rows["strangers, neutral"] = [compared(a, b) for a, b in combinations(people, 2)]
    print("Made by `python benchmarks/pair_checks.py ../shared/photos/london`; least, median and largest.\n")
    limits = PERSON.likeness_limit, CHECKS.light_limit
    print("| pair | pairs | likeness | at least {:.2f} | light moved | at most {:.2f} |".format(*limits))
    print("|---|---|---|---|---|---|")
    for name, values in rows.items():
        alike, light = np.array(values).T
        ranges = [" / ".join(f"{q:.2f}" for q in np.quantile(found, [0, 0.5, 1])) for found in (alike, light)]
        passed = [f"{100 * np.mean(ok):.0f} %" for ok in (alike >= limits[0], light <= limits[1])]
        print(f"| {name} | {len(values)} | {ranges[0]} | {passed[0]} | {ranges[1]} | {passed[1]} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
