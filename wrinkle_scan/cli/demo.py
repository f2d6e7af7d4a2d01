"""The command ``demo``: the two sample photos compared, on the page if there is a screen, else into a report."""

from __future__ import annotations

from pathlib import Path

import click

from wrinkle_scan.cli.app import has_browser, show_page
from wrinkle_scan.cli.compare import compare
from wrinkle_scan.cli.options import A_PATH
from wrinkle_scan.system.errors import PathError

SAMPLES = Path("samples")
BEFORE, AFTER = "before.frown.heic", "after.frown.simulated_60_percent_softer.jpg"
REPORT = Path("report.html")


@click.command()
@click.argument("folder", type=A_PATH, metavar="[FOLDER]", default=SAMPLES)
@click.pass_context
def demo(context: click.Context, folder: Path) -> None:
    """Compare the two sample photos in FOLDER, by default samples.

    With a screen, the result opens as a page in the browser; without one, report.html is written.
    """
    pair = folder / BEFORE, folder / AFTER
    for photo in pair:
        if not photo.is_file():
            remedy = "Run it in a copy of the repository, or name the folder samples of a copy."
            raise PathError(photo, "this sample is not there", remedy)
    if has_browser():
        show_page(None, 0, True, pair)
    else:
        context.invoke(compare, before=pair[0], after=pair[1], report=REPORT, overwrite=True)
