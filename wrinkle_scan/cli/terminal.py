"""Output on the terminal: one plain sentence for each failure, and names without control characters."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import Any

import click

from wrinkle_scan.system.errors import PathError, WrinkleScanError
from wrinkle_scan.system.interrupts import TerminationRequested, signals_as_exceptions
from wrinkle_scan.system.quiet import send_to_nowhere

SIGNALLED, INTERRUPTED, BROKEN_PIPE = 128, 130, 141
"""Exit codes as shells give them: 128 + the number of the signal that ended the program; that of Ctrl-C; that of a pipe
whose reader has closed it."""


class PlainErrors(click.Group):
    """A command group that turns every expected error into one sentence on standard error and the right exit code."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command; where a photo stands in its place, what was left out."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            if Path(args[0]).exists():
                remedy = "Name a command before a photo: wrinkle-scan compare BEFORE AFTER."
                raise click.UsageError(f"{error.format_message()} {remedy}", ctx) from error
            raise

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command."""
        _occupy_standard_streams()
        try:
            with signals_as_exceptions():
                _check_working_folder()
                return super().invoke(ctx)
        except WrinkleScanError as error:
            click.echo(f"Error: {printable(str(error))}", err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt as error:
            with contextlib.suppress(OSError):  # the terminal may be what went away
                click.echo("Interrupted.", err=True)
            # At once: Python would wait for a model's thread, which a call that was broken off may never end.
            os._exit(SIGNALLED + error.number if isinstance(error, TerminationRequested) else INTERRUPTED)
        except BrokenPipeError:
            # Python flushes standard output once more at its end, and would complain.
            send_to_nowhere(sys.stdout.fileno())
            ctx.exit(BROKEN_PIPE)
        except (OSError, MemoryError, ImportError) as error:  # the machine's or the installation's, not the photo's
            remedy = "Close other programs; if that does not help, install wrinkle-scan again."
            click.echo(f"Error: wrinkle-scan: it cannot continue ({printable(_error_text(error))}). {remedy}", err=True)
            ctx.exit(1)


def _error_text(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def _check_working_folder() -> None:
    """In a deleted working directory relative paths are invalid, and no process can be started."""
    try:
        os.getcwd()
    except OSError as error:
        raise PathError(".", "this folder no longer exists", "Change to another folder and start again.") from error


def _occupy_standard_streams() -> None:
    """Opens standard streams that the caller closed to the null device: else libraries would log into the next file."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(descriptor)


def printable(text: str) -> str:
    """The text with every character that is neither visible nor a space written as its Python escape."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def print_bytes(content: bytes) -> None:
    """Writes to standard output and flushes it.

    Raises:
        PathError: standard output cannot be written, e.g. it leads to a full disk.
    """
    if sys.stdout is None:  # closed by the caller: nobody asked to see anything
        return
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        problem = f"it cannot be written ({error.strerror})"
        raise PathError("standard output", problem, "Check the disk, or where the output is sent.") from error


def print_text(text: str) -> None:
    """Writes one or several lines; characters that the terminal's encoding lacks are escaped."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    print_bytes(f"{text}\n".encode(encoding, "backslashreplace"))
