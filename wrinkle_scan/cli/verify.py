"""The command ``verify``: validates the tool on photos of known truth."""

from __future__ import annotations

from pathlib import Path

import click

from wrinkle_scan.cli.left_out import report_left_out
from wrinkle_scan.cli.options import A_PATH, json_option, output_option, overwrite_option
from wrinkle_scan.cli.outputs import output_files, write_outputs
from wrinkle_scan.cli.progress_output import Counter
from wrinkle_scan.system.files import check_outputs
from wrinkle_scan.system.folders import NOT_MEASURED


@click.command(short_help="Test the tool's claims on photos of known change.")
@click.option(
    "--photos",
    "folder",
    type=A_PATH,
    metavar="FOLDER",
    help="Photos of faces to test on; by default the sample.",
)
@click.option(
    "--pairs",
    "table",
    type=A_PATH,
    metavar="PAIRS.csv",
    help="Test on real pairs of known change instead: a table with the columns id, side, person, "
    "expression, region and expect, whose photos lie in FOLDER/ID/before.jpg and after.jpg.",
)
@json_option
@output_option("--report", (".html",), "Write a page.")
@output_option("--markdown", (".md",), "Write the table as Markdown.")
@overwrite_option
def verify(
    folder: Path | None,
    table: Path | None,
    json_file: Path | None,
    report: Path | None,
    markdown: Path | None,
    overwrite: bool,
) -> None:
    """Test every claim of the tool, on photos whose true change is known.

    Takes about half a minute of one core for each photo. A claim that does not hold is a result, not an error.
    """
    if table:
        return _verify_pairs(table, folder, json_file, report, markdown, overwrite)
    from wrinkle_scan.validation.verify.verification_tasks import find_tasks, inputs

    if folder:
        report_left_out(folder, NOT_MEASURED)
    tasks = find_tasks(folder)
    check_outputs(output_files(json_file, report, markdown), inputs(tasks), overwrite)
    from wrinkle_scan.system.files import json_bytes
    from wrinkle_scan.validation.verify import proof_text
    from wrinkle_scan.validation.verify.proof import proof_json, prove

    proof = prove(tasks, Counter())
    files: dict[Path, bytes] = {}
    if report:
        from wrinkle_scan.output.report.verification import render_verification

        files[report] = render_verification(proof).encode(errors="backslashreplace")
    if markdown:
        files[markdown] = proof_text.markdown(proof).encode(errors="backslashreplace")
    write_outputs(json_bytes(proof_json(proof)), json_file, files, proof_text.table(proof))


def _verify_pairs(
    table: Path,
    folder: Path | None,
    json_file: Path | None,
    report: Path | None,
    markdown: Path | None,
    overwrite: bool,
) -> None:
    """Validates the tool on real pairs of known truth."""
    if folder is None:
        raise click.UsageError("--pairs needs --photos FOLDER, where the pairs' photos lie.")
    if report:
        raise click.UsageError("--report does not go with --pairs: use --markdown or --json.")
    from wrinkle_scan.validation.verify.real_pair_figures import figures, table_rows
    from wrinkle_scan.validation.verify.real_pairs import observe_all, read_pairs

    pairs = read_pairs(table, folder)
    photos = [table, *(path for pair in pairs for path in (pair.before, pair.after))]
    check_outputs(output_files(json_file, report, markdown), photos, overwrite)
    from wrinkle_scan.comparison.provenance import provenance
    from wrinkle_scan.system.files import json_bytes

    found = figures(observe_all(pairs, Counter()))
    text = "\n".join(table_rows(found)) + "\n"
    data = {"schema": "wrinkle-scan/real-pairs/1", "figures": found, "provenance": provenance(compared=True)}
    write_outputs(json_bytes(data), json_file, {markdown: text.encode()} if markdown else {}, text)
