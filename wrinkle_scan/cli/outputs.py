"""Writes a command's output once all is measured: files, JSON, a table, a methods paragraph."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from wrinkle_scan.cli.options import STDOUT
from wrinkle_scan.cli.terminal import print_bytes, print_text, printable
from wrinkle_scan.system.files import write_together


def output_files(*outputs: Path | None) -> list[Path]:
    """The outputs that are files: not None, and not standard output."""
    return [output for output in outputs if output and output != STDOUT]


def write_outputs(
    json_content: bytes,
    json_file: Path | None,
    files: dict[Path, bytes],
    table: str,
    folder: Path | None = None,
    last: str = "",
) -> None:
    """Writes the files, all or none, then prints: the JSON alone where that was asked for, else the table.

    Below the table stands the file with the JSON; what the other files are, the table says.

    Args:
        json_content: the results as JSON.
        json_file: the file or `STDOUT` to write it to, if any.
        files: the contents of the other files, by path.
        table: the results as text.
        folder: as in `files.write_together`.
        last: what is printed below all else.
    """
    if json_file and json_file != STDOUT:
        files = {**files, json_file: json_content}
        table += f"\n\nJSON: {printable(str(json_file))}"
    write_together(files, folder)
    if json_file == STDOUT:
        print_bytes(json_content)
    else:
        print_text(table + last)


@contextmanager
def missing_glyphs_reported() -> Iterator[None]:
    """Reports on standard error the letters without a glyph in the pictures and PDFs made in the block."""
    from wrinkle_scan.output.report.typefaces import MissingGlyphWarning

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", MissingGlyphWarning)
        yield
    for message in dict.fromkeys(str(warning.message) for warning in caught):
        click.echo(f"Warning: {printable(message)}", err=True)


def methods_section(compared: bool = False, forced: bool = False) -> str:
    """The methods paragraph, to be appended to a table."""
    from wrinkle_scan.comparison.provenance import provenance
    from wrinkle_scan.output.methods import methods_text

    return f"\n\nMethods\n\n{methods_text(provenance(compared), forced)}"
