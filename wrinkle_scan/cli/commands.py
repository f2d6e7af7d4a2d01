"""The commands of wrinkle-scan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wrinkle_scan.cli.options import (
    STDOUT,
    captures,
    check_methods,
    check_rest,
    expression_option,
    json_option,
    methods_option,
    output_option,
    overwrite_option,
    photo_argument,
    rest_option,
)
from wrinkle_scan.cli.plain import PlainErrors, print_bytes, print_text, printable, show_progress
from wrinkle_scan.expression import Expression
from wrinkle_scan.files import check_outputs, write_whole

if TYPE_CHECKING:  # these load what measures, which takes seconds
    from wrinkle_scan.analysis import Analysis
    from wrinkle_scan.comparison import Comparison
    from wrinkle_scan.movement import Movement, MovementPair


@click.group(cls=PlainErrors, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="wrinkle-scan", prog_name="wrinkle-scan")
def main() -> None:
    """Did the lines on this face change, and can the photos prove it?

    Everything is measured on this machine; no photo leaves it. Exit codes: 0 done, 1 a photo could not be measured, 2
    wrong usage or a path that cannot be read or written.
    """


@main.command()
@photo_argument("photo")
@expression_option
@json_option
@output_option("--overlay", ".png", "Draw what was measured.")
@rest_option("--rest", "PHOTO")
@methods_option
@overwrite_option
def analyze(
    photo: Path,
    expression: Expression | None,
    json_file: Path | None,
    overlay: Path | None,
    rest: Path | None,
    methods: bool,
    overwrite: bool,
) -> None:
    """Measure the lines in one PHOTO."""
    check_methods(methods, json_file)
    check_rest("--rest", rest, photo, expression)
    check_outputs(_files(json_file, overlay), [photo, *([rest] if rest else [])], overwrite)
    from wrinkle_scan.analysis import analyze as analyze_photo
    from wrinkle_scan.cli.tables import analysis_table
    from wrinkle_scan.results_json import analysis_json, json_bytes

    result = analyze_photo(photo, expression)
    movement = _movement(rest, result)
    files: dict[Path, bytes] = {}
    if overlay:
        from wrinkle_scan.report import overlay_png

        files[overlay] = overlay_png(result)
    table = analysis_table(result, movement) + (_methods() if methods else "")
    _hand_out(json_bytes(analysis_json(result, movement)), json_file, files, table)


@main.command()
@photo_argument("before")
@photo_argument("after")
@expression_option
@json_option
@output_option("--report", ".html", "Write a report to look at.")
@click.option("--force", is_flag=True, help="Compare what is not comparable; the result says so.")
@rest_option("--rest-before", "BEFORE")
@rest_option("--rest-after", "AFTER")
@methods_option
@overwrite_option
def compare(
    before: Path,
    after: Path,
    expression: Expression | None,
    json_file: Path | None,
    report: Path | None,
    force: bool,
    rest_before: Path | None,
    rest_after: Path | None,
    methods: bool,
    overwrite: bool,
) -> None:
    """Compare two photos of one face: BEFORE treatment and AFTER.

    Either may be a folder with several captures of one visit and expression, which are averaged.
    """
    check_methods(methods, json_file)
    visits = [captures(path, expression) for path in (before, after)]
    check_rest("--rest-before", rest_before, visits[0][0], expression)
    check_rest("--rest-after", rest_after, visits[1][0], expression)
    photos = [*visits[0], *visits[1], *(rest for rest in (rest_before, rest_after) if rest)]
    check_outputs(_files(json_file, report), photos, overwrite)
    from wrinkle_scan.analysis import analyze as analyze_photo
    from wrinkle_scan.cli.tables import comparison_table
    from wrinkle_scan.comparison import compare_visits
    from wrinkle_scan.photo import check_photo_file
    from wrinkle_scan.results_json import comparison_json, json_bytes

    for photo in photos[1:]:  # before the first is measured
        check_photo_file(photo)
    one, other = ([analyze_photo(photo, expression) for photo in visit] for visit in visits)
    result = compare_visits(one, other, force)
    movements = _movements(rest_before, rest_after, result)
    files: dict[Path, bytes] = {}
    table = comparison_table(result, movements)
    if report:
        from wrinkle_scan.report import render_comparison

        # A file's name may hold bytes that are no text; they are shown escaped.
        files[report] = render_comparison(result, movements).encode(errors="backslashreplace")
        table += f"\n\nReport: {printable(str(report))}"
    if methods:
        table += _methods(compared=True, forced=result.forced)
    _hand_out(json_bytes(comparison_json(result, movements)), json_file, files, table)


def _movement(rest: Path | None, moved: Analysis) -> Movement | None:
    """From a photo at rest to an analysed one; None where there is no photo at rest."""
    if rest is None:
        return None
    from wrinkle_scan.analysis import analyze as analyze_photo
    from wrinkle_scan.movement import measure_movement

    return measure_movement(analyze_photo(rest, "rest"), moved)


def _movements(rest_before: Path | None, rest_after: Path | None, pair: Comparison) -> MovementPair | None:
    """Both visits' movements; None where there is no photo at rest of either."""
    if rest_before is None and rest_after is None:
        return None
    from wrinkle_scan.movement import MovementPair

    return MovementPair(_movement(rest_before, pair.before), _movement(rest_after, pair.after))


def _methods(compared: bool = False, forced: bool = False) -> str:
    """The methods paragraph, to follow a table."""
    from wrinkle_scan.methods import methods_text
    from wrinkle_scan.provenance import provenance

    return f"\n\nMethods\n\n{methods_text(provenance(compared), forced)}"


@main.command()
@click.option(
    "--photos",
    "folder",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Photos of faces to make the proof on; the sample if none is named.",
)
@json_option
@output_option("--report", ".html", "Write a page to look at.")
@output_option("--markdown", ".md", "Write the table as Markdown.")
@overwrite_option
def verify(
    folder: Path | None, json_file: Path | None, report: Path | None, markdown: Path | None, overwrite: bool
) -> None:
    """Put every claim to the proof, on photos whose true change is known.

    Takes about half a minute for each photo and core. A claim that does not hold is a result, not an error.
    """
    from wrinkle_scan.verify.photos import find_tasks, inputs

    tasks = find_tasks(folder)
    check_outputs(_files(json_file, report, markdown), inputs(tasks), overwrite)
    from wrinkle_scan.results_json import json_bytes
    from wrinkle_scan.verify import wording
    from wrinkle_scan.verify.proof import proof_json, prove

    proof = prove(tasks, show_progress)
    files: dict[Path, bytes] = {}
    if report:
        from wrinkle_scan.report.verification import render_verification

        files[report] = render_verification(proof).encode(errors="backslashreplace")
    if markdown:
        files[markdown] = wording.markdown(proof).encode(errors="backslashreplace")
    _hand_out(json_bytes(proof_json(proof)), json_file, files, wording.table(proof))


def _files(*outputs: Path | None) -> list[Path]:
    return [output for output in outputs if output and output != STDOUT]


def _hand_out(json_content: bytes, json_file: Path | None, files: dict[Path, bytes], table: str) -> None:
    """Writes the files once all are ready, then prints: the JSON alone where that was asked for, else the table."""
    if json_file and json_file != STDOUT:
        files = {**files, json_file: json_content}
    for path, content in files.items():
        write_whole(path, content)
    if json_file == STDOUT:
        print_bytes(json_content)
    else:
        print_text(table)
