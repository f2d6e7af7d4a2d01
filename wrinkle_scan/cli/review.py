"""The command ``review``: a page on which people judge pairs of pictures without knowing which is which."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wrinkle_scan.cli.options import expression_option, output_option, overwrite_option
from wrinkle_scan.cli.plain import print_text, printable, show_progress
from wrinkle_scan.errors import PathError, WrinkleScanError
from wrinkle_scan.expression import Expression
from wrinkle_scan.files import check_outputs, write_whole

if TYPE_CHECKING:  # these load what measures, which takes seconds
    from wrinkle_scan.analysis import Analysis
    from wrinkle_scan.catalog.entries import PhotoEntry
    from wrinkle_scan.review.comparing import ComparedPair
    from wrinkle_scan.review.pairing import LeftOut


@click.command()
@click.argument("photos", type=click.Path(path_type=Path), metavar="FOLDER_OR_MANIFEST")
@output_option("--page", ".html", "The page for the raters; its key is written beside it, as FILE.key.json.", True)
@expression_option
@click.option("--pattern", metavar="REGEX", help="What folder and file names say, if not PATIENT/2026-01-05_frown.jpg.")
@click.option("--seed", type=int, metavar="N", help="Make the same order again. Who knows N can find out the sides.")
@overwrite_option
def review(
    photos: Path, page: Path, expression: Expression | None, pattern: str | None, seed: int | None, overwrite: bool
) -> None:
    """Make a page for a blinded review of all follow-ups in a folder, or in a manifest.

    It shows each follow-up beside the patient's first visit, in an order and on sides that chance decides. Give raters
    the page and keep the key; `agreement` reads the key and what they saved.
    """
    from wrinkle_scan.catalog.finding import photo_entries
    from wrinkle_scan.catalog.naming import PATTERN, check_pattern

    check_pattern(pattern or PATTERN)
    entries = list(photo_entries(photos, pattern or PATTERN, expression))
    _check_entries(photos, entries)
    key = page.with_suffix(".key.json")
    check_outputs([page, key], [entry.path for entry in entries], overwrite)
    from wrinkle_scan.provenance import provenance
    from wrinkle_scan.report.review_page import Showing, Subject, render_review, subjects
    from wrinkle_scan.results_json import json_bytes
    from wrinkle_scan.review.blinding import arranged, chance, number_of_repeats, random_id
    from wrinkle_scan.review.comparing import compared_pairs
    from wrinkle_scan.review.key import KeyItem, key_json
    from wrinkle_scan.review.pairing import LeftOut, series_of

    series, left_out = series_of(entries)
    if not series:
        problem = "there are no two visits of one patient with one expression in it"
        raise PathError(photos, problem, "Name photos as PATIENT/2026-01-05_frown.jpg, or give a manifest.")
    luck = chance(seed)
    pairs: list[dict[str, Any]] = []
    shown: list[tuple[int, Subject, Any]] = []
    for number, one in enumerate(series, start=1):
        for pair in compared_pairs(one):
            if isinstance(pair, LeftOut):
                left_out.append(pair)
                continue
            pictures = subjects(pair.comparison, pair.regions, luck.choice(("before", "after")))
            shown += [(len(pairs), subject, pair.comparison.regions.get(subject.what)) for subject in pictures]
            pairs.append(_pair_json(pair))
        show_progress(number, len(series))
    if not pairs:
        raise _nothing_to_show(photos, left_out)
    name = random_id(luck)
    items = arranged(len(shown), number_of_repeats(len(shown), len(pairs)), luck)
    key_items = []
    for item in items:
        index, subject, region = shown[item.subject]
        said = (region.verdict, round(region.change_percent, 3)) if region else (None, None)
        key_items.append(KeyItem(item.id, index, subject.what, item.left, item.repeats, *said))
    html = render_review(name, [Showing(item.id, shown[item.subject][1], item.left) for item in items])
    # The key first: a page without its key is of no use, and raters might have begun.
    write_whole(key, json_bytes(key_json(name, key_items, pairs, seed, provenance(compared=True))))
    write_whole(page, html.encode())
    for nothing in left_out:
        click.echo(printable(f"Left out: {nothing.name}: {nothing.reason}"), err=True)
    print_text(_summary(page, key, len(pairs), len(items), len(items) - len(shown)))


def _check_entries(photos: Path, entries: list[PhotoEntry]) -> None:
    if not entries:
        raise PathError(photos, "there is no photo in it", "Name a folder with photos, or a manifest that names some.")
    for entry in entries:
        if entry.remote:
            raise PathError(entry.source, "this photo is not on this machine", "Fetch it first.")


def _pair_json(pair: ComparedPair) -> dict[str, Any]:
    def photo(date: str, analysis: Analysis) -> dict[str, str]:
        return {"date": date, "path": str(analysis.photo.path), "sha256": analysis.photo.sha256}

    return {
        "patient": pair.patient,
        "expression": pair.expression,
        "before": photo(pair.before_date, pair.comparison.before),
        "after": photo(pair.after_date, pair.comparison.after),
    }


def _nothing_to_show(photos: Path, left_out: list[LeftOut]) -> WrinkleScanError:
    last = left_out[-1]
    return WrinkleScanError(photos, f"no follow-up in it can be compared, the last because of {last.name}", last.reason)


def _summary(page: Path, key: Path, pairs: int, items: int, repeats: int) -> str:
    twice = f", {repeats} of them shown twice" if repeats else ""
    return (
        f"{pairs} pair{'s' * (pairs > 1)} of visits, {items} pairs of pictures to judge{twice}.\n"
        f"Page: {printable(str(page))}\n"
        f"Key:  {printable(str(key))} (keep it from the raters)"
    )
