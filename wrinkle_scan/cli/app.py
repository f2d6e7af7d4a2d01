"""The command ``app``: the local page in the browser."""

from __future__ import annotations

import os
import sys
import webbrowser
from pathlib import Path

import click

from wrinkle_scan.cli.options import A_PATH
from wrinkle_scan.cli.terminal import print_text, printable
from wrinkle_scan.system.folders import check_folder


@click.command(short_help="Open the page in the browser.")
@click.argument("folder", type=A_PATH, metavar="[FOLDER]", required=False)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="Port to serve on; by default a free one."
)
@click.option("--no-browser", is_flag=True, help="Print the page's address, and open no browser.")
def app(folder: Path | None, port: int, no_browser: bool) -> None:
    """Open the page in the browser: compare photos, keep patients, make reports.

    With FOLDER, patients and their photos are kept there, in a layout that batch and progress read; without, nothing is
    kept. Only this machine's browser can open the page. Its button Quit or Ctrl-C ends it.
    """
    if folder:
        check_folder(folder)
    show_page(folder, port, not no_browser and has_browser())


def show_page(folder: Path | None, port: int, in_browser: bool, pair: tuple[Path, Path] | None = None) -> None:
    """Serves the page until Quit or Ctrl-C, and prints its address.

    Args:
        folder: the patients' folder; None where nothing is kept.
        port: the port; 0 for any that is free.
        in_browser: whether to open the browser on it.
        pair: the before and the after photo of a comparison to open with.
    """
    from wrinkle_scan.app.serving import serve

    def opened(address: str, earlier: bool) -> None:
        shown = in_browser and webbrowser.open(address)
        where = "This folder's page is open already" if earlier else "The page is open until Ctrl-C or its button Quit"
        print_text(f"{where}. {'It opens in the browser; if it does not, open' if shown else 'Open'} this address:")
        print_text(address)

    serve(folder, port, opened, lambda sentence: click.echo(printable(sentence), err=True), pair)


def has_browser() -> bool:
    """Whether there is a browser and a screen for it: without a screen it might be a browser for the terminal."""
    if sys.platform not in ("win32", "darwin") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True
