"""The command ``review``: a page on which people judge pairs of pictures without knowing which is which."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wrinkle_scan.cli.layouts import check_layout, naming_scheme, no_photos_error, print_layout
from wrinkle_scan.cli.left_out import report_left_out
from wrinkle_scan.cli.options import (
    A_PATH,
    expression_option,
    language_option,
    output_option,
    overwrite_option,
    pattern_option,
)
from wrinkle_scan.cli.progress_output import Counter
from wrinkle_scan.cli.terminal import print_text, printable
from wrinkle_scan.face.expression import Expression
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.files import check_outputs, write_together

if TYPE_CHECKING:  # these load what measures, which takes seconds
    from wrinkle_scan.output.report.review_making import Review
    from wrinkle_scan.visits.catalog.entries import PhotoEntry


@click.command(short_help="Make a page for a blinded review of follow-ups.")
@click.argument("photos", type=A_PATH, metavar="FOLDER_OR_MANIFEST")
@output_option("--page", (".html",), "The page for the raters; its key is written beside it, as FILE.key.json.", True)
@expression_option
@pattern_option
@click.option(
    "--seed",
    type=int,
    metavar="N",
    help="Seed, to repeat the same order. Anyone with N can find out the sides.",
)
@language_option
@overwrite_option
def review(
    photos: Path,
    page: Path,
    expression: Expression | None,
    pattern: str | None,
    seed: int | None,
    language: str,
    overwrite: bool,
) -> None:
    """Make a page for a blinded review of all follow-ups in a folder, or in a manifest.

    It shows each follow-up beside the patient's first visit, in random order and on random sides. Give the page to the
    raters and keep the key; `agreement` reads the key and the files that they saved.
    """
    from wrinkle_scan.visits.catalog.census import Census
    from wrinkle_scan.visits.catalog.photo_finding import find_photos

    names = naming_scheme(photos, pattern)
    check_layout(photos, names)
    census = Census()
    entries = list(census.counting(find_photos(photos, names, expression)))
    report_left_out(photos)
    _check_entries(photos, entries)
    key = page.with_suffix(".key.json")
    check_outputs([page, key], [entry.path for entry in entries], overwrite)
    print_layout(photos, names, census)
    from wrinkle_scan.output.report.review_making import review_of
    from wrinkle_scan.system.files import json_bytes

    made = review_of(photos, entries, seed, Counter(), language)
    write_together({key: json_bytes(made.key), page: made.html.encode()})
    for nothing in made.left_out:
        click.echo(printable(f"Left out: {nothing.name}: {nothing.reason}"), err=True)
    for doubt in made.doubts:
        click.echo(printable(f"Warning: {doubt}"), err=True)
    print_text(_summary(page, key, made))


def _check_entries(photos: Path, entries: list[PhotoEntry]) -> None:
    if not entries:
        raise no_photos_error(photos)
    for entry in entries:
        if entry.remote:
            raise PathError(entry.source, "this photo is not on this machine", "Fetch it first.")


def _summary(page: Path, key: Path, made: Review) -> str:
    twice = f", {made.repeats} of them shown twice" if made.repeats else ""
    return (
        f"{made.pairs} pair{'s' * (made.pairs > 1)} of visits, {made.items} pairs of pictures to judge{twice}.\n"
        f"Page: {printable(str(page))}\n"
        f"Key:  {printable(str(key))} (keep it from the raters)"
    )
