"""Plain words on the terminal: one sentence for each failure, and names that cannot play tricks with the screen."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Any

import click

from wrinkle_scan.system.errors import PathError, WrinkleScanError
from wrinkle_scan.system.interrupts import Ended, raised
from wrinkle_scan.system.quiet import send_to_nowhere

ENDED, INTERRUPTED, NOBODY_READS = 128, 130, 141
"""Exit codes that a shell gives a program ended by a signal, to which its number is added; by Ctrl-C, whose number is
2; and by a pipe whose reader has gone."""


class PlainErrors(click.Group):
    """Ends with one sentence on standard error, and the right exit code, whatever the user could have caused."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command."""
        _occupy_standard_streams()
        try:
            with raised():
                _check_working_folder()
                return super().invoke(ctx)
        except WrinkleScanError as error:
            click.echo(f"Error: {printable(str(error))}", err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt as error:
            with contextlib.suppress(OSError):  # the terminal may be what went away
                click.echo("Interrupted.", err=True)
            # At once: Python would wait for a model's thread, which a call that was broken off may never end.
            os._exit(ENDED + error.number if isinstance(error, Ended) else INTERRUPTED)
        except BrokenPipeError:
            # Python flushes standard output once more at its end, and would complain.
            send_to_nowhere(sys.stdout.fileno())
            ctx.exit(NOBODY_READS)
        except (OSError, MemoryError, ImportError) as error:  # the machine's or the installation's, not the photo's
            remedy = "Close other programs; if that does not help, install it anew."
            click.echo(f"Error: wrinkle-scan: it cannot go on ({printable(_said_by(error))}). {remedy}", err=True)
            ctx.exit(1)


def _said_by(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def _check_working_folder() -> None:
    """Relative paths lead nowhere from a folder that was taken away, and no process can be started in it."""
    try:
        os.getcwd()
    except OSError as error:
        raise PathError(".", "this folder is no longer there", "Change to one that is, and start again.") from error


def _occupy_standard_streams() -> None:
    """Opens what the caller closed, to nowhere: else libraries would log into the next file that is opened."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(descriptor)


def printable(text: str) -> str:
    """The text with everything that is no visible character or space written as its Python escape."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def print_bytes(content: bytes) -> None:
    """Writes to standard output, now.

    Raises:
        PathError: what standard output leads to cannot be written, e.g. a full disk.
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
    """Writes a line or several; what the terminal's encoding lacks is escaped."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    print_bytes(f"{text}\n".encode(encoding, "backslashreplace"))
