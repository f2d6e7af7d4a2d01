"""What a command hands out once all is measured: files, JSON, a table, a methods paragraph."""

from __future__ import annotations

from pathlib import Path

from wrinkle_scan.cli.options import STDOUT
from wrinkle_scan.cli.plain import print_bytes, print_text
from wrinkle_scan.files import write_whole


def files_named(*outputs: Path | None) -> list[Path]:
    """The files among some outputs: neither those not asked for nor standard output."""
    return [output for output in outputs if output and output != STDOUT]


def hand_out(json_content: bytes, json_file: Path | None, files: dict[Path, bytes], table: str) -> None:
    """Writes the files once all are ready, then prints: the JSON alone where that was asked for, else the table."""
    if json_file and json_file != STDOUT:
        files = {**files, json_file: json_content}
    for path, content in files.items():
        write_whole(path, content)
    if json_file == STDOUT:
        print_bytes(json_content)
    else:
        print_text(table)


def methods_after(compared: bool = False, forced: bool = False) -> str:
    """The methods paragraph, to follow a table."""
    from wrinkle_scan.methods import methods_text
    from wrinkle_scan.provenance import provenance

    return f"\n\nMethods\n\n{methods_text(provenance(compared), forced)}"
