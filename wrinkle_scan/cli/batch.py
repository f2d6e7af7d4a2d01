"""The command ``batch``: a folder or a manifest of photos into a table."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wrinkle_scan.cli.layouts import Notify, naming_scheme, print_json_note, print_layout, print_note
from wrinkle_scan.cli.left_out import tell_left_out
from wrinkle_scan.cli.options import A_PATH, expression_option, pattern_option
from wrinkle_scan.cli.terminal import INTERRUPTED, print_text, printable
from wrinkle_scan.cli.treatment_notes import STRICT_HELP, report_matches, report_unread_files
from wrinkle_scan.face.expression import Expression
from wrinkle_scan.system.errors import PathError

if TYPE_CHECKING:  # these load what measures, which takes seconds
    from wrinkle_scan.cohort.batch.running import Counts
    from wrinkle_scan.visits.catalog.census import Census
    from wrinkle_scan.visits.catalog.entries import PhotoEntry
    from wrinkle_scan.visits.course.treatments import Treatment


@click.command()
@click.argument("photos", type=A_PATH, metavar="FOLDER_OR_MANIFEST")
@click.option(
    "--out",
    "table",
    type=A_PATH,
    metavar="TABLE",
    required=True,
    help="The table: a name ending in .csv, .parquet or .sqlite. One that exists is continued.",
)
@click.option("--pairs", is_flag=True, help="Compare follow-ups with the first visit; writes NAME.pairs.ENDING too.")
@click.option(
    "--treatments",
    type=A_PATH,
    metavar="FILE.csv",
    help="With --pairs: when whom what was treated; writes responder rates at day 30, NAME.responders.ENDING.",
)
@expression_option
@pattern_option
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="This machine's processes, or a Ray cluster; the table is then a folder of parts.",
)
@click.option("--ray-address", metavar="ADDRESS", help="The cluster's; one is started on this machine if not said.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes; one for each core if not said.")
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="Give up a photo after so long.",
)
@click.option("--retry-failed", is_flag=True, help="Try photos again that failed in an earlier run.")
@click.option("--strict", is_flag=True, help=f"{STRICT_HELP}, or a photo failed.")
@click.option("--quiet", is_flag=True, help="Say nothing unless something is wrong.")
@click.option("--json-log", is_flag=True, help="Say on standard error what happens, a JSON object a line.")
def batch(
    photos: Path,
    table: Path,
    pairs: bool,
    treatments: Path | None,
    expression: Expression | None,
    pattern: str | None,
    engine: str,
    ray_address: str | None,
    workers: int | None,
    time_limit: float,
    retry_failed: bool,
    strict: bool,
    quiet: bool,
    json_log: bool,
) -> None:
    """Score every photo of a folder, or of a manifest, into a table.

    Run again, it measures only what is missing or changed; a table of another version is left alone. Photos that fail
    have a row that says why.
    """
    from wrinkle_scan.cohort.batch.tables import ENDINGS, check_table_path
    from wrinkle_scan.visits.catalog.census import Census
    from wrinkle_scan.visits.catalog.finding import find_photos
    from wrinkle_scan.visits.catalog.manifest import ignored_columns

    on_ray = engine == "ray"
    check_table_path(table, [".parquet"] if on_ray else ENDINGS, in_parts=on_ray)
    if on_ray and pairs:
        raise click.UsageError("--pairs needs the whole table on one machine: leave out --engine ray.")
    if treatments and not pairs:
        raise click.UsageError("--treatments goes with --pairs.")
    if ray_address and not on_ray:
        raise click.UsageError("--ray-address goes with --engine ray.")

    treated: list[Treatment] = []
    if treatments:
        from wrinkle_scan.visits.course.treatments import read_treatments

        treated = read_treatments(treatments)
    names = naming_scheme(photos, pattern)

    def entries() -> Iterator[PhotoEntry]:
        return find_photos(photos, names, expression)

    census = Census()
    _check_entries(photos, census.counting(entries()), engine)
    if os.path.isfile(photos) and not quiet and (ignored := ignored_columns(photos)):
        click.echo(printable(f"Columns of {photos} that mean nothing here: {', '.join(ignored)}."), err=True)
    notify = print_json_note if json_log else print_note
    print_layout(photos, names, census, notify, quiet)
    met = True
    if pairs:
        treated, met = _matched_treatments(photos, treatments, treated, census, notify)
    from wrinkle_scan.cli.progress_output import select_progress
    from wrinkle_scan.cohort.batch.running import Settings, compare_pairs, score_photos

    progress = select_progress(quiet, json_log)
    tables, counts = {"photos": table}, {}
    with _stop_on_interrupt() as stopped:
        settings = Settings(workers or os.cpu_count() or 1, time_limit, retry_failed, stopped)
        if on_ray:
            from wrinkle_scan.cohort.batch.cluster import score_on_cluster

            counts["photos"] = score_on_cluster(entries, table, settings, progress, ray_address, workers)
        else:
            counts["photos"] = score_photos(entries, table, settings, progress)
        if pairs and counts["photos"].finished:
            tables["pairs"] = _beside(table, "pairs")
            counts["pairs"] = compare_pairs(table, tables["pairs"], settings, progress)
    if not quiet:
        for what, of_them in counts.items():
            print_text(_summary(what, of_them, tables[what]))
            for note in of_them.notes:
                print_text(printable(note))
            if what == "pairs" and of_them.finished and not of_them.done:
                print_text(printable(_no_pairs_reason(table)))
        tell_left_out(photos, notify=print_text)
    if treatments and all(of_them.finished for of_them in counts.values()):
        rates = _write_responders(table, _beside(table, "responders"), treated)
        if not quiet:
            print_text(rates)
    if not all(of_them.finished for of_them in counts.values()):
        kept = "Complete parts are" if on_ray else "What was measured is"
        click.echo(f"Interrupted. {kept} kept; the same command goes on from there.", err=True)
        sys.exit(INTERRUPTED)
    if strict and (not met or any(of_them.failed for of_them in counts.values())):
        sys.exit(1)


def _check_entries(photos: Path, entries: Iterator[PhotoEntry], engine: str) -> None:
    """Checks a folder or a manifest before the work begins.

    Raises:
        PathError: no photo, one that this engine cannot reach, or as `find_photos`.
    """
    number = 0
    for entry in entries:
        number += 1
        if entry.remote and engine == "local":
            raise PathError(entry.source, "this photo is not on this machine", "Fetch it first, or use --engine ray.")
    if not number:
        tell_left_out(photos)
        raise PathError(photos, "there is no photo in it", "Name a folder with photos, or a manifest that names some.")


def _matched_treatments(
    photos: Path, file: Path | None, treatments: list[Treatment], census: Census, notify: Notify
) -> tuple[list[Treatment], bool]:
    """The treatments by the names of the photos, and whether all found their photos."""
    from wrinkle_scan.visits.course.matching import match_patients
    from wrinkle_scan.visits.course.treatment_files import find_treatment_files

    beside = find_treatment_files(photos if os.path.isdir(photos) else photos.parent, census.folders)
    left = [found for found in beside if file is None or not os.path.samefile(found, file)]
    report_unread_files(left, f"but {file}" if file else "as no file is named with --treatments", notify)
    if file is None:
        return [], True
    matched = match_patients(treatments, census.patients)
    found, untreated = list(matched.treatments), matched.untreated
    owned = not matched.nameless or (len(census.patients) == 1 and not census.without_patient)
    if not owned:
        notify(f"{file}: {matched.nameless} of its treatments name no patient, and count for none.")
    elif matched.nameless:
        found, untreated = [replace(t, patient=next(iter(census.patients))) for t in found], ()
    return found, report_matches(file, matched, untreated, notify) and owned


def _no_pairs_reason(table: Path) -> str:
    from wrinkle_scan.cohort.batch.columns import SCORES
    from wrinkle_scan.cohort.batch.no_pairs import no_pairs_reason
    from wrinkle_scan.cohort.batch.tables import read_table

    return no_pairs_reason(read_table(table, SCORES))


def _summary(what: str, counts: Counts, table: Path) -> str:
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
        parts.append(f"{counts.dropped} that are no longer there taken out of the table")
    return f"{'; '.join(parts)}.\nTable: {printable(str(table))}"


def _beside(table: Path, what: str) -> Path:
    return table.with_name(f"{table.stem}.{what}{table.suffix}")


def _write_responders(table: Path, rates: Path, treatments: list[Treatment]) -> str:
    """Writes the responder rates beside the table of photos, and returns them as text, a line each."""
    from wrinkle_scan.cohort.batch.columns import PAIRS, RESPONDERS, SCORES
    from wrinkle_scan.cohort.batch.responders import missing_responders_note, responder_rows
    from wrinkle_scan.cohort.batch.tables import read_table, write_table
    from wrinkle_scan.regions.titles import TITLES

    rows = responder_rows(read_table(_beside(table, "pairs"), PAIRS), treatments)
    write_table(rates, RESPONDERS, rows)
    lines = [
        f"{(row['expression'] or 'not declared').replace('_', ' ')}, {TITLES[row['region']].short}: "
        f"{row['responders']} of {row['patients']} patients improved at day 30, {row['cannot_tell']} cannot tell"
        for row in rows
    ] or ["No treated patient has a visit at day 30."]
    if note := missing_responders_note(read_table(table, SCORES), treatments):
        lines.append(note)
    return "\n".join([*lines, f"Table: {printable(str(rates))}"])


@contextmanager
def _stop_on_interrupt() -> Iterator[Callable[[], bool]]:
    """Yields a function that returns True after the first Ctrl-C or termination signal; the second ends the program."""
    asked: list[int] = []

    def ask(number: int, _frame: object) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)
        if sys.stderr is not None:
            click.echo("\nFinishing what is in hand; press Ctrl-C once more to drop it.", err=True)

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(asked)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
