"""Real pairs of photos whose true change a person has assessed: read from a table, and each answered by the tool."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from wrinkle_scan.analysis.analyzing import analyze
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.comparing import compare
from wrinkle_scan.creases.evidence import use_evidence
from wrinkle_scan.face.expression import Expression
from wrinkle_scan.regions.names import CROWS_FEET, REGION_NAMES
from wrinkle_scan.system.csv_tables import open_table
from wrinkle_scan.system.errors import PathError, WrinkleScanError
from wrinkle_scan.system.folders import photos_in
from wrinkle_scan.system.workers import JobFailure, Workers
from wrinkle_scan.validation.verify.claim_statistics import grouped

COLUMNS = ("id", "side", "person", "expression", "region", "expect")
"""Columns of the table; others are ignored."""
EXPRESSIONS: dict[str, Expression] = {"rest": "rest", "frown": "frown", "brow raise": "brow_raise", "smile": "smile"}
"""Any other text is a declared other movement."""
EXPECTED = ("improved", "slight", "unchanged", "unclear")
CONTROL = "unchanged"
TREATED = ("improved", "slight")
LONGEST_SECONDS = 600.0


@dataclass(frozen=True)
class RealPair:
    """Two photos of one person, and the change that a person sees in them.

    Attributes:
        name: unique.
        person: a code; several pairs can be of one person.
        expression: in words, as the table has it.
        treated: the regions that were treated; none in a control.
        expect: ``"improved"``, ``"slight"`` (improved or unchanged), ``"unchanged"`` (a control) or ``"unclear"``.
        before: the first photo.
        after: the second.
        evidence: other coefficients to judge lines by, fitted without this person; see `evidence.use_evidence`.
    """

    name: str
    person: str
    expression: str
    treated: tuple[str, ...]
    expect: str
    before: Path
    after: Path
    evidence: bytes | None = None


@dataclass(frozen=True)
class SeenRegion:
    """One region of a pair: severities where measured, and the answer."""

    pair: RealPair
    region: str
    before: float | None
    after: float | None
    verdict: str
    level: str | None

    @property
    def measured(self) -> bool:
        """Whether it was measured in both photos."""
        return self.before is not None and self.after is not None

    @property
    def called(self) -> bool:
        """Whether a change was called."""
        return self.verdict in ("improved", "worsened")


def read_pairs(table: Path, folder: Path) -> list[RealPair]:
    """The pairs of a table, one row for each photo, whose photos lie in FOLDER/ID/ as before.* and after.*.

    Raises:
        PathError: the table cannot be read, lacks a column, or a photo is missing.
    """
    opened = open_table(table, COLUMNS, COLUMNS)
    rows = []
    for line in opened.lines():
        row, places = line.cells, ", ".join((*REGION_NAMES, "crows_feet", "all"))
        if row["expect"] not in EXPECTED:
            problem = f"{row['expect'] or 'nothing'} is none of {', '.join(EXPECTED)}"
            raise opened.cell_error(line.number, "expect", problem)
        if row["expect"] in TREATED and not treated_regions(row["region"]):
            problem = f"{row['region'] or 'nothing'} names no region"
            raise opened.cell_error(line.number, "region", problem, f"Name {places}, or several with / between them.")
        rows.append(row)
    if not rows:
        raise PathError(table, "there is no pair in this table", "Give each photo of a pair a line.")
    return [
        RealPair(
            name,
            here[0]["person"],
            here[0]["expression"],
            treated_regions(here[0]["region"]),
            here[0]["expect"],
            _photo(folder / name, "before"),
            _photo(folder / name, "after"),
        )
        for name, here in grouped(rows, lambda row: row["id"]).items()
    ]


def treated_regions(words: str) -> tuple[str, ...]:
    """The regions that a table's `region` names: ``glabella/forehead``, ``crows_feet``, ``all``; a control has none."""
    named = [part.strip() for part in words.split("/")]
    if "all" in named:
        return REGION_NAMES
    return tuple(
        region for region in REGION_NAMES if region in named or (region in CROWS_FEET and "crows_feet" in named)
    )


def _photo(folder: Path, side: str) -> Path:
    found = [path for path in photos_in(folder) if path.stem == side] if folder.is_dir() else []
    if not found:
        raise PathError(
            folder / side, "this photo of the table is not there", "Lay the photos out as FOLDER/ID/before.jpg."
        )
    return found[0]


def observe_all(pairs: Sequence[RealPair], progress: Callable[[int, int], None]) -> list[SeenRegion]:
    """Every region of every pair, in the order of the pairs, measured on all cores."""
    progress(0, len(pairs))
    seen: dict[str, list[SeenRegion]] = {}
    with Workers(observe, os.cpu_count() or 1, lambda _: LONGEST_SECONDS) as workers:
        for done, (pair, found) in enumerate(workers.map_unordered(iter(pairs)), 1):
            seen[pair.name] = _nothing(pair, {}) if isinstance(found, JobFailure) else found
            progress(done, len(pairs))
    return [region for pair in pairs for region in seen[pair.name]]


def observe(pair: RealPair) -> list[SeenRegion]:
    """One pair's regions; what could not be measured is ``"cannot_tell"``."""
    use_evidence(pair.evidence)
    analyses: dict[str, Analysis] = {}
    for side, path in (("before", pair.before), ("after", pair.after)):
        try:
            analyses[side] = analyze(path, EXPRESSIONS.get(pair.expression, "other"))
        except WrinkleScanError:
            continue
    if len(analyses) < 2:
        return _nothing(pair, analyses)
    compared = compare(analyses["before"], analyses["after"])
    return [SeenRegion(pair, n, r.before, r.after, r.verdict, r.level) for n, r in compared.regions.items()]


def _nothing(pair: RealPair, analyses: dict[str, Analysis]) -> list[SeenRegion]:
    def own(side: str, name: str) -> float | None:
        region = analyses[side].regions[name] if side in analyses else None
        return region.severity if region and region.measurable else None

    return [SeenRegion(pair, n, own("before", n), own("after", n), "cannot_tell", None) for n in REGION_NAMES]
