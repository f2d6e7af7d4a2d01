"""The command ``compare``: two photos of one face, or two visits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wrinkle_scan.cli.options import (
    captures,
    check_methods,
    check_report_options,
    crop_offered,
    crop_option,
    expression_option,
    json_option,
    language_option,
    methods_option,
    overwrite_option,
    paper_option,
    photo_argument,
    report_option,
)
from wrinkle_scan.cli.outputs import methods_section, missing_glyphs_reported, output_files, write_outputs
from wrinkle_scan.cli.rest import check_rest, movements_from, rest_option
from wrinkle_scan.cli.terminal import printable
from wrinkle_scan.face.expression import Expression
from wrinkle_scan.photo.crop import Crop
from wrinkle_scan.system.errors import WrinkleScanError
from wrinkle_scan.system.files import check_outputs
from wrinkle_scan.system.messages import message

if TYPE_CHECKING:  # these load what measures, which takes seconds
    from wrinkle_scan.analysis.issue import Issue
    from wrinkle_scan.analysis.results import Analysis
    from wrinkle_scan.comparison.movement import MovementPair
    from wrinkle_scan.comparison.results import Comparison
    from wrinkle_scan.output.report.pdf.sheet import Paper


@click.command()
@photo_argument("before")
@photo_argument("after")
@expression_option
@crop_option("--crop-before", "BEFORE")
@crop_option("--crop-after", "AFTER")
@json_option
@report_option
@paper_option
@language_option
@click.option("--force", is_flag=True, help="Compare photos that are not comparable; the result says so.")
@rest_option("--rest-before", "BEFORE")
@rest_option("--rest-after", "AFTER")
@methods_option
@overwrite_option
def compare(
    before: Path,
    after: Path,
    expression: Expression | None,
    crop_before: Crop | None,
    crop_after: Crop | None,
    json_file: Path | None,
    report: Path | None,
    paper: Paper,
    language: str,
    force: bool,
    rest_before: Path | None,
    rest_after: Path | None,
    methods: bool,
    overwrite: bool,
) -> None:
    """Compare two photos of one face: BEFORE treatment and AFTER.

    Either may be a folder with several captures of one visit and expression, which are averaged. Both may be one file
    that shows the two: give it twice, with --crop-before left --crop-after right.
    """
    check_methods(methods, json_file)
    check_report_options(report)
    visits = [captures(path, expression) for path in (before, after)]
    check_rest("--rest-before", rest_before, visits[0][0], expression)
    check_rest("--rest-after", rest_after, visits[1][0], expression)
    photos = [*visits[0], *visits[1], *(rest for rest in (rest_before, rest_after) if rest)]
    check_outputs(output_files(json_file, report), photos, overwrite)
    from wrinkle_scan.analysis.isolated import analyze_each_in_subprocess, start_loading

    start_loading(len(photos))
    from wrinkle_scan.cli.result_tables import comparison_table
    from wrinkle_scan.comparison.captures import compare_visits
    from wrinkle_scan.photo.reading import check_photo_file
    from wrinkle_scan.system.files import json_bytes

    alone = [visit[0] for visit in visits if len(visit) == 1]
    for photo in [*alone, *(rest for rest in (rest_before, rest_after) if rest)]:
        check_photo_file(photo)  # before the first is measured
    crops = crop_before, crop_after
    options = zip(("--crop-before", "--crop-after"), visits, strict=True)
    with crop_offered(*((option, photo) for option, visit in options for photo in visit)):
        found = analyze_each_in_subprocess(
            [(photo, expression, crop) for visit, crop in zip(visits, crops, strict=True) for photo in visit]
        )
        captures_before = len(visits[0])
        before_measured, before_left_out = _measured(found[:captures_before])
        after_measured, after_left_out = _measured(found[captures_before:])
    result = compare_visits(before_measured, after_measured, force)
    result = replace(result, issues=[*before_left_out, *after_left_out, *result.issues])
    movements = movements_from(rest_before, rest_after, result)
    files: dict[Path, bytes] = {}
    table = comparison_table(result, movements)
    if report:
        with missing_glyphs_reported():
            files[report] = _rendered(result, movements, report, paper, language)
        table += f"\n\nReport: {printable(str(report))}"
    last = methods_section(compared=True, forced=result.forced) if methods else ""
    write_outputs(json_bytes(result.to_dict(movements)), json_file, files, table, last=last)


def _measured(visit: Sequence[Analysis | WrinkleScanError]) -> tuple[list[Analysis], list[Issue]]:
    """A visit's captures that can be measured, and why the others are left out.

    Raises:
        WrinkleScanError: the first one's, where none can be measured.
    """
    from wrinkle_scan.analysis.issue import Issue

    failed = [one for one in visit if isinstance(one, WrinkleScanError)]
    if len(failed) == len(visit):
        raise failed[0]
    why = [message("{name} is left out. {why}", name=error.path.name, why=error.reason) for error in failed]
    return [one for one in visit if not isinstance(one, WrinkleScanError)], [Issue("left_out", said) for said in why]


def _rendered(result: Comparison, movements: MovementPair | None, report: Path, paper: Paper, language: str) -> bytes:
    if report.suffix.lower() == ".pdf":
        from wrinkle_scan.output.report.pdf.comparison_pdf import comparison_pdf

        return comparison_pdf(result, movements, paper, language)
    from wrinkle_scan.output.report.html import render_comparison

    # A file's name may hold bytes that are no text; they are shown escaped.
    return render_comparison(result, movements, language).encode(errors="backslashreplace")
