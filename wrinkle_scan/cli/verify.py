"""The command ``verify``: the proof."""

from __future__ import annotations

from pathlib import Path

import click

from wrinkle_scan.cli.options import A_PATH, json_option, output_option, overwrite_option
from wrinkle_scan.cli.outputs import files_named, hand_out
from wrinkle_scan.cli.plain import show_progress
from wrinkle_scan.files import check_outputs


@click.command()
@click.option(
    "--photos",
    "folder",
    type=A_PATH,
    metavar="FOLDER",
    help="Photos of faces to make the proof on; the sample if none is named.",
)
@json_option
@output_option("--report", (".html",), "Write a page to look at.")
@output_option("--markdown", (".md",), "Write the table as Markdown.")
@overwrite_option
def verify(
    folder: Path | None, json_file: Path | None, report: Path | None, markdown: Path | None, overwrite: bool
) -> None:
    """Put every claim to the proof, on photos whose true change is known.

    Takes about half a minute for each photo and core. A claim that does not hold is a result, not an error.
    """
    from wrinkle_scan.verify.photos import find_tasks, inputs

    tasks = find_tasks(folder)
    check_outputs(files_named(json_file, report, markdown), inputs(tasks), overwrite)
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
    hand_out(json_bytes(proof_json(proof)), json_file, files, wording.table(proof))
