"""What the tool says of real pairs, and how severity agrees with the eye: docs/REAL_PHOTOS.md.

    python benchmarks/real_pairs.py PAIRS [--cases FILE] [--held-out sources --markdown FILE]

PAIRS is the folder in which `../shared/pairs/lay_out.py` laid the pairs out. Every person is judged by coefficients
that were fitted without that person, or without all photos from that person's clinic (`benchmarks/held_out_*.json`,
made by `benchmarks/fit_evidence.py`). No picture and no name goes into the page.
"""

from __future__ import annotations

import argparse
import csv
import json
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np
from fit_evidence import read_grades
from scipy.stats import spearmanr

from wrinkle_scan import __version__
from wrinkle_scan.analysis.analyzing import analyze
from wrinkle_scan.comparison.comparing import compare
from wrinkle_scan.comparison.statistics import wilson_interval
from wrinkle_scan.creases.evidence import kind_of, use_evidence
from wrinkle_scan.validation.verify.real_pair_figures import figures, table_rows
from wrinkle_scan.validation.verify.real_pairs import SeenRegion, observe_all, read_pairs

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared"
UPPER = ("forehead", "glabella")
HELD_OUT = {"people": HERE / "held_out_evidence.json", "sources": HERE / "held_out_sources.json"}

Graded = dict[tuple[str, str], float]


def held_out(person: str, what: str = "people") -> bytes:
    """The coefficients that were fitted without a person, and some other people or all from the same source."""
    for fold in json.loads(HELD_OUT[what].read_text()):
        if person in fold["persons"]:
            return json.dumps(fold).encode()
    raise ValueError(f"{person} is in no fold: run benchmarks/fit_evidence.py")


def observe_london(path: Path, what_held_out: str) -> tuple[Graded, list[tuple[str, str]]]:
    """A London person: the severity of each region, neutral and smiling, and the verdicts on forehead and glabella."""
    cv2.setNumThreads(1)
    use_evidence(held_out(path.stem[:3], what_held_out))
    neutral, smiling = analyze(path), analyze(path.with_name(f"{path.stem[:3]}_08.jpg"))
    severities = {
        (f"london/{analysis.photo.path.stem}", name): region.severity
        for analysis in (neutral, smiling)
        for name, region in analysis.regions.items()
        if region.measurable
    }
    compared = compare(neutral, smiling).regions
    return severities, [(name, compared[name].verdict) for name in UPPER if compared[name].before is not None]


def grade_rows(severities: Graded, grades: Graded) -> list[str]:
    """How severity follows the viewers' mean grade, by region and source."""
    rows = ["| region | photos | graded | measured | rank correlation | severity at grade 0: median, 95 % |",
            "|---|---|---|---|---|---|"]  # fmt: skip
    for kind in ("forehead", "glabella", "crows_feet"):
        for source in ("", "london", "pairs"):
            of = [key for key in grades if kind_of(key[1]) == kind and key[0].startswith(source)]
            some = [key for key in of if key in severities]
            rho = spearmanr([severities[key] for key in some], [grades[key] for key in some])[0]
            zero = [severities[key] for key in some if grades[key] == 0]
            rows.append(
                f"| {kind.replace('_', ' ')} | {source or 'all'} | {len(of)} | {len(some)} | {rho:.2f} | "
                f"{np.median(zero):.1f}, {np.quantile(zero, 0.95):.1f} |"
            )
    return rows


def smile_row(verdicts: list[tuple[str, str]]) -> str:
    """Neutral against smiling as two photos of the same lines."""
    words = []
    for what, some in (("called", ("improved", "worsened")), ("cannot tell", ("cannot_tell",))):
        found = sum(verdict in some for _, verdict in verdicts)
        low, high = wilson_interval(found, len(verdicts))
        words.append(f"{what} {found} of {len(verdicts)} ({100 * low:.1f} to {100 * high:.1f} %)")
    return "; ".join(words)


def page(
    seen: list[SeenRegion], severities: Graded, grades: Graded, smile: list[tuple[str, str]], what_held_out: str
) -> str:
    """The page, in Markdown."""
    left_out = {"people": "that person", "sources": "any photo from that person's clinic, or of the London set"}
    pairs = {region.pair.name: region.pair for region in seen}
    return "\n".join([
        "# Real photos",
        "",
        f"Made by `python benchmarks/real_pairs.py PAIRS`, wrinkle-scan {__version__}: {len(pairs)} pairs of "
        f"{len({pair.person for pair in pairs.values()})} real patients from the public pages of clinics, and 32 "
        "people of the Face Research Lab London Set. Every person is judged by coefficients fitted without "
        f"{left_out[what_held_out]}. What is true of a pair is what was seen by eye. **The graders are AI models that "
        "looked at pictures, not clinicians.** Intervals are Wilson's.",
        "",
        "## Pairs",
        "",
        *table_rows(figures(seen)),
        "",
        "Neutral against smiling, forehead and glabella, as two photos of the same lines (London): " + smile_row(smile),
        "",
        "## Severity and the eye",
        "",
        *grade_rows(severities, grades),
        "",
    ])  # fmt: skip


def main() -> None:
    """Measures and writes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--table", type=Path, default=SHARED / "pairs" / "pairs.csv")
    parser.add_argument("--grades", type=Path, default=SHARED / "grades" / "grades.csv")
    parser.add_argument("--london", type=Path, default=SHARED / "photos" / "london")
    parser.add_argument("--held-out", choices=HELD_OUT, default="people")
    parser.add_argument("--markdown", type=Path, default=HERE.parent / "docs" / "REAL_PHOTOS.md")
    parser.add_argument("--cases", type=Path, help="each region of each pair, as CSV")
    args = parser.parse_args()
    pairs = [
        replace(pair, evidence=held_out(pair.person, args.held_out)) for pair in read_pairs(args.table, args.pairs)
    ]
    seen = observe_all(pairs, lambda done, of: print(f"\r{done} of {of} pairs", end="", flush=True))
    print()
    severities: Graded = {}
    for region in seen:
        for side, value in (("before", region.before), ("after", region.after)):
            if value is not None:
                severities[f"pairs/{region.pair.name}/{side}", region.region] = value
    smile: list[tuple[str, str]] = []
    with get_context("spawn").Pool() as pool:
        observe = partial(observe_london, what_held_out=args.held_out)
        for some, verdicts in pool.imap(observe, sorted(args.london.glob("*_03.jpg"))):
            severities |= some
            smile += verdicts
    if args.cases:
        with open(args.cases, "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["pair", "expect", "region", "treated", "before", "after", "verdict", "level"])
            for s in seen:
                treated = s.region in s.pair.treated
                writer.writerow([s.pair.name, s.pair.expect, s.region, treated, s.before, s.after, s.verdict, s.level])
    text = page(seen, severities, read_grades(args.grades), smile, args.held_out)
    args.markdown.write_text(text)
    print(text)


if __name__ == "__main__":
    main()
