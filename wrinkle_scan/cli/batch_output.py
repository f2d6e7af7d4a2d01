"""What the command ``batch`` prints at its end, and the table of responder rates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wrinkle_scan.cli.layouts import with_pattern
from wrinkle_scan.cli.terminal import printable

if TYPE_CHECKING:  # these load what measures, which takes seconds
    from wrinkle_scan.cohort.batch.columns import Row
    from wrinkle_scan.cohort.batch.running import Counts
    from wrinkle_scan.visits.course.treatments import Treatment


def summary(what: str, counts: Counts, table: Path) -> str:
    """How many photos or pairs were measured, failed, were reused or removed, and the table's path.

    Args:
        what: ``"photos"`` or ``"pairs"``.
        counts: of the run.
        table: its file.
    """
    done = "scored" if what == "photos" else "compared"
    failed = sum(counts.failed.values())
    succeeded = counts.done - failed
    parts = [f"{succeeded} {what.removesuffix('s') if succeeded == 1 else what} {done}", f"{failed} failed"]
    if failed:
        reasons = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.failed.most_common())
        parts[-1] += f" ({reasons})"
    if counts.reused:
        parts.append(f"{counts.reused} known already")
    if counts.dropped:
        parts.append(f"{counts.dropped} removed from the table because they no longer exist")
    return f"{'; '.join(parts)}.\nTable: {printable(str(table))}"


def failure_lines(what: str, counts: Counts) -> list[str]:
    """The photos or pairs that failed and why, a line for each reason, and how many more there are than are named.

    Args:
        what: as in `summary`.
        counts: of the run.
    """
    from wrinkle_scan.cohort.batch.running import MISSING

    by_reason: dict[str, list[str]] = {}
    for row in counts.first_failures:
        by_reason.setdefault(row["reason"], []).append(row["path"] if what == "photos" else _pair_words(row))
    lines = [f"Failed: {', '.join(names)}: {reason}" for reason, names in by_reason.items()]
    if more := counts.failed.total() - counts.failed[MISSING] - len(counts.first_failures):
        lines.append(f"Failed: {more} more; the table's column reason says why.")
    return lines


def _pair_words(row: Row) -> str:
    from wrinkle_scan.face.expression import expression_words
    from wrinkle_scan.output.report.wording import view_words

    shows = f"{expression_words(row['expression'])}{view_words(row['view'])}"
    return f"{row['patient']}, {shows}, {row['before_date']} to {row['after_date']}"


def unpaired_note(table: Path, any_pair: bool) -> str:
    """Why photos of a table stand in no pair, and what to do about it; empty where there is nothing to say."""
    from wrinkle_scan.cohort.batch.columns import SCORES
    from wrinkle_scan.cohort.batch.no_pairs import incomplete_note, no_pairs_reason
    from wrinkle_scan.cohort.batch.tables import read_table
    from wrinkle_scan.visits.catalog.layout import NAMING_REMEDY

    incomplete = incomplete_note(read_table(table, SCORES))
    said = [incomplete if any_pair else no_pairs_reason(read_table(table, SCORES))]
    return " ".join(filter(None, [*said, with_pattern(NAMING_REMEDY) if incomplete else ""]))


def shared_photos(table: Path) -> str:
    """Which patients of a table have the same photos; empty where none has."""
    from wrinkle_scan.cohort.batch.columns import SCORES
    from wrinkle_scan.cohort.batch.shared_photos import shared_photos_note
    from wrinkle_scan.cohort.batch.tables import read_table

    return shared_photos_note(read_table(table, SCORES))


def noted_pairs(pairs: Path) -> str:
    """How many pairs of a table have notes on their photos, with the first, as a sentence; empty if none has."""
    from wrinkle_scan.cohort.batch.columns import PAIR_LAYOUT, PAIRS
    from wrinkle_scan.cohort.batch.tables import read_table

    noted = {tuple(row[name] for name in PAIR_LAYOUT.key): row for row in read_table(pairs, PAIRS) if row["notes"]}
    if not noted:
        return ""
    first = next(iter(noted.values()))
    have = "1 pair has a note" if len(noted) == 1 else f"{len(noted)} pairs have notes"
    return f"{have} on the photos, in the column notes. {_pair_words(first)}: {first['notes']}"


def beside(table: Path, what: str) -> Path:
    """``scores.pairs.csv`` for ``scores.csv`` and ``pairs``."""
    return table.with_name(f"{table.stem}.{what}{table.suffix}")


def write_responders(table: Path, rates: Path, treatments: list[Treatment]) -> str:
    """Writes the responder rates beside the table of photos, and returns them as text, a line each."""
    from wrinkle_scan.cohort.batch.columns import PAIRS, RESPONDERS, SCORES
    from wrinkle_scan.cohort.batch.responders import missing_responders_note, responder_rows
    from wrinkle_scan.cohort.batch.tables import read_table, write_table
    from wrinkle_scan.face.expression import expression_words
    from wrinkle_scan.output.report.wording import view_words
    from wrinkle_scan.regions.titles import TITLES

    rows = responder_rows(read_table(beside(table, "pairs"), PAIRS), treatments)
    write_table(rates, RESPONDERS, rows)
    lines = [
        f"{expression_words(row['expression'])}{view_words(row['view'])}, {TITLES[row['region']].short}: "
        f"{row['responders']} of {row['patients']} patients improved at day 30, {row['cannot_tell']} cannot tell"
        for row in rows
    ] or ["No treated patient has a visit at day 30."]
    if note := missing_responders_note(read_table(table, SCORES), treatments):
        lines.append(note)
    return "\n".join([*lines, f"Table: {printable(str(rates))}"])
