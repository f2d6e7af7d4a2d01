"""The command ``analyze``: one photo."""

from __future__ import annotations

from pathlib import Path

import click

from wrinkle_scan.cli.options import (
    check_methods,
    crop_offered,
    crop_option,
    expression_option,
    json_option,
    methods_option,
    output_option,
    overwrite_option,
    photo_argument,
)
from wrinkle_scan.cli.outputs import methods_section, missing_glyphs_reported, output_files, write_outputs
from wrinkle_scan.cli.rest import check_rest, movement_from, rest_option
from wrinkle_scan.cli.terminal import printable
from wrinkle_scan.face.expression import Expression
from wrinkle_scan.photo.crop import Crop
from wrinkle_scan.system.files import check_outputs


@click.command()
@photo_argument("photo")
@expression_option
@crop_option("--crop", "PHOTO")
@json_option
@output_option("--overlay", (".png",), "Draw the measured regions and lines on the photo.")
@rest_option("--rest", "PHOTO")
@methods_option
@overwrite_option
def analyze(
    photo: Path,
    expression: Expression | None,
    crop: Crop | None,
    json_file: Path | None,
    overlay: Path | None,
    rest: Path | None,
    methods: bool,
    overwrite: bool,
) -> None:
    """Measure the lines in one PHOTO."""
    check_methods(methods, json_file)
    check_rest("--rest", rest, photo, expression)
    check_outputs(output_files(json_file, overlay), [photo, *([rest] if rest else [])], overwrite)
    from wrinkle_scan.analysis.isolated import analyze_in_subprocess, start_loading

    start_loading(1)
    from wrinkle_scan.cli.result_tables import analysis_table
    from wrinkle_scan.comparison.contract import movement_json
    from wrinkle_scan.system.files import json_bytes

    with crop_offered(("--crop", photo)):
        result = analyze_in_subprocess(photo, expression, crop)
    movement = movement_from(rest, result)
    files: dict[Path, bytes] = {}
    table = analysis_table(result, movement)
    if overlay:
        from wrinkle_scan.output.report.overlay import overlay_png

        with missing_glyphs_reported():
            files[overlay] = overlay_png(result)
        table += f"\n\nOverlay: {printable(str(overlay))}"
    found = result.to_dict(movement_json(movement) if movement else None)
    write_outputs(json_bytes(found), json_file, files, table, last=methods_section() if methods else "")
