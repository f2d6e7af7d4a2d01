"""The commands of wrinkle-scan."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from wrinkle_scan.cli.options import expression_option, json_option, overwrite_option, photo_argument
from wrinkle_scan.errors import WrinkleScanError
from wrinkle_scan.files import check_writable, write_whole


class _PlainErrors(click.Group):
    """Turns the package's own errors into one sentence on standard error and their exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except WrinkleScanError as error:
            click.echo(f"Error: {error}", err=True)
            ctx.exit(error.exit_code)


@click.group(cls=_PlainErrors, context_settings={"help_option_names": ["-h", "--help"]})
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
@click.option("--overlay", type=click.Path(path_type=Path), metavar="FILE.png", help="Draw what was measured.")
@overwrite_option
def analyze(photo: Path, expression: Any, json_file: Path | None, overlay: Path | None, overwrite: bool) -> None:
    """Measure the lines in one PHOTO."""
    for output in _files(json_file, overlay):
        check_writable(output, overwrite)
    if overlay and overlay.suffix.lower() != ".png":
        raise click.BadParameter("the overlay is a picture: its name must end in .png", param_hint="--overlay")
    from wrinkle_scan import analysis
    from wrinkle_scan.cli.tables import analysis_table
    from wrinkle_scan.results_json import analysis_json

    result = analysis.analyze(photo, expression)
    if overlay:
        from wrinkle_scan.report import overlay_png

        write_whole(overlay, overlay_png(result))
    _print(analysis_table(result), analysis_json(result), json_file)


@main.command()
@photo_argument("before")
@photo_argument("after")
@expression_option
@json_option
@click.option("--report", type=click.Path(path_type=Path), metavar="FILE.html", help="Write a report to look at.")
@click.option("--force", is_flag=True, help="Compare what is not comparable; the result says so.")
@overwrite_option
def compare(
    before: Path,
    after: Path,
    expression: Any,
    json_file: Path | None,
    report: Path | None,
    force: bool,
    overwrite: bool,
) -> None:
    """Compare two photos of one face: BEFORE treatment and AFTER."""
    for output in _files(json_file, report):
        check_writable(output, overwrite)
    if report and report.suffix.lower() != ".html":
        raise click.BadParameter("the report is a web page: its name must end in .html", param_hint="--report")
    from wrinkle_scan import comparison
    from wrinkle_scan.analysis import analyze as analyze_photo
    from wrinkle_scan.cli.tables import comparison_table
    from wrinkle_scan.results_json import comparison_json

    result = comparison.compare(analyze_photo(before, expression), analyze_photo(after, expression), force)
    if report:
        from wrinkle_scan.report import render_comparison

        write_whole(report, render_comparison(result).encode())
    _print(comparison_table(result), comparison_json(result), json_file)
    if report and not _is_stdout(json_file):
        click.echo(f"\nReport: {report}")


def _files(*outputs: Path | None) -> list[Path]:
    return [output for output in outputs if output and not _is_stdout(output)]


def _is_stdout(path: Path | None) -> bool:
    return path == Path("-")


def _print(table: str, data: dict[str, Any], json_file: Path | None) -> None:
    """The table for people; the JSON to its file, or alone on standard output."""
    import json

    text = json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    if _is_stdout(json_file):
        sys.stdout.write(text)
        return
    if json_file:
        write_whole(json_file, text.encode())
    click.echo(table)
