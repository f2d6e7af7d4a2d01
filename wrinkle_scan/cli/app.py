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


@click.command()
@click.argument("folder", type=A_PATH, metavar="[FOLDER]", required=False)
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="Serve there; else on a free port.")
@click.option("--no-browser", is_flag=True, help="Print the page's address, open nothing.")
def app(folder: Path | None, port: int, no_browser: bool) -> None:
    """Open a page in the browser: two photos in, the answer out.

    With FOLDER, patients are kept there, as batch and progress read them; without, nothing is kept. The page is for
    this machine's browser alone. Its button Quit and Ctrl-C end it.
    """
    if folder:
        check_folder(folder)
    show_page(folder, port, not no_browser and has_browser())


def show_page(folder: Path | None, port: int, in_browser: bool, pair: tuple[Path, Path] | None = None) -> None:
    """Serves the page until it is told to quit, and says where.

    Args:
        folder: the patients' folder; None where nothing is kept.
        port: where; 0 for any that is free.
        in_browser: whether to open the browser on it.
        pair: photos of before and after on whose answer it opens.
    """
    from wrinkle_scan.app.serving import serve

    def opened(address: str, earlier: bool) -> None:
        shown = in_browser and webbrowser.open(address)
        where = "This folder's page is open already" if earlier else "The page is open until Ctrl-C or its button Quit"
        print_text(f"{where}. It {'opens in the browser; if it does not' if shown else 'opens by this address'}:")
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
