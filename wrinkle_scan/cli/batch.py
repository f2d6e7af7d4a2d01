"""The command ``batch``: a folder or a manifest of photos into a table."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wrinkle_scan.cli.batch_output import (
    beside,
    failure_lines,
    noted_pairs,
    shared_photos,
    summary,
    unpaired_note,
    write_responders,
)
from wrinkle_scan.cli.layouts import naming_scheme, no_photos_error, print_json_note, print_layout, print_note
from wrinkle_scan.cli.left_out import report_left_out
from wrinkle_scan.cli.options import A_PATH, expression_option, pattern_option
from wrinkle_scan.cli.terminal import INTERRUPTED, print_text, printable
from wrinkle_scan.cli.treatment_notes import STRICT_HELP, matched_treatments
from wrinkle_scan.face.expression import Expression
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.interrupts import stop_requested

if TYPE_CHECKING:  # these load what measures, which takes seconds
    from wrinkle_scan.visits.catalog.entries import PhotoEntry
    from wrinkle_scan.visits.course.treatments import Treatment


class Seconds(click.FloatRange):
    """A positive number, called so in click's error message."""

    name = "number"


@click.command()
@click.argument("photos", type=A_PATH, metavar="FOLDER_OR_MANIFEST")
@click.option(
    "--out",
    "table",
    type=A_PATH,
    metavar="TABLE",
    required=True,
    help="The table: a file ending in .csv, .parquet or .sqlite. An existing table is continued.",
)
@click.option("--pairs", is_flag=True, help="Also compare follow-ups with the first visit, into NAME.pairs.ENDING.")
@click.option(
    "--treatments",
    type=A_PATH,
    metavar="FILE.csv",
    help="With --pairs: the treatments; also writes responder rates at day 30, into NAME.responders.ENDING.",
)
@expression_option
@pattern_option
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="Measure in processes of this machine, or on a Ray cluster; the table is then a folder of parts.",
)
@click.option("--ray-address", metavar="ADDRESS", help="Address of the cluster; by default one is started here.")
@click.option("--workers", type=click.IntRange(min=1), help="Number of processes; by default one for each core.")
@click.option(
    "--time-limit",
    type=Seconds(min=0, min_open=True),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="Longest time for one photo; then it counts as failed.",
)
@click.option("--retry-failed", is_flag=True, help="Measure photos again that failed in an earlier run.")
@click.option("--strict", is_flag=True, help=f"{STRICT_HELP}, or a photo failed.")
@click.option("--quiet", is_flag=True, help="Print only warnings and errors.")
@click.option("--json-log", is_flag=True, help="Log to standard error, one JSON object per line.")
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

    Run again, it measures only what is missing or changed. A table made by another version is not changed. Photos that
    fail have a row with the reason.
    """
    from wrinkle_scan.cohort.batch.tables import ENDINGS, check_table_path
    from wrinkle_scan.visits.catalog.census import Census
    from wrinkle_scan.visits.catalog.manifest import ignored_columns
    from wrinkle_scan.visits.catalog.photo_finding import find_photos

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
        click.echo(printable(f"{photos}: these columns are ignored: {', '.join(ignored)}."), err=True)
    notify = print_json_note if json_log else print_note
    print_layout(photos, names, census, notify, quiet)
    met = True
    if pairs:
        treated, met = matched_treatments(photos, treatments, treated, census, notify)
    from wrinkle_scan.cli.progress_output import select_progress
    from wrinkle_scan.cohort.batch.pair_run import score_and_compare
    from wrinkle_scan.cohort.batch.photo_run import score_photos
    from wrinkle_scan.cohort.batch.running import Settings

    progress = select_progress(quiet, json_log)
    tables, counts = {"photos": table}, {}
    with stop_requested(_announce_stop) as stopped:
        settings = Settings(workers or os.cpu_count() or 1, time_limit, retry_failed, stopped)
        if on_ray:
            from wrinkle_scan.cohort.batch.cluster import score_on_cluster

            counts["photos"] = score_on_cluster(entries, table, settings, progress, ray_address, workers)
        elif pairs:
            tables["pairs"] = beside(table, "pairs")
            counts["photos"], compared = score_and_compare(entries, table, tables["pairs"], settings, progress)
            counts |= {"pairs": compared} if compared else {}
        else:
            counts["photos"] = score_photos(entries, table, settings, progress)
    if not quiet:
        for what, of_them in counts.items():
            print_text(summary(what, of_them, tables[what]))
            for line in (*failure_lines(what, of_them), *of_them.notes):
                print_text(printable(line))
            if what == "pairs" and of_them.finished and (note := unpaired_note(table, bool(of_them.tried))):
                print_text(printable(note))
            if what == "photos" and of_them.finished and not on_ray and (note := shared_photos(table)):
                print_text(printable(note))
            if what == "pairs" and of_them.finished and (note := noted_pairs(tables[what])):
                print_text(printable(note))
        report_left_out(photos, notify=print_text)
    if treatments and all(of_them.finished for of_them in counts.values()):
        rates = write_responders(table, beside(table, "responders"), treated)
        if not quiet:
            print_text(rates)
    if not all(of_them.finished for of_them in counts.values()):
        kept = "Complete parts are" if on_ray else "What was measured is"
        click.echo(f"Interrupted. {kept} kept; run the same command again to continue.", err=True)
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
        report_left_out(photos)
        raise no_photos_error(photos)


def _announce_stop() -> None:
    if sys.stderr is not None:
        click.echo("\nFinishing the photos that are being measured; press Ctrl-C again to stop at once.", err=True)
