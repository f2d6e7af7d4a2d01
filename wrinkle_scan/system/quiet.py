"""Discards what native libraries log to the standard error descriptor; none of it is meant for the user."""

from __future__ import annotations

import contextlib
import os
import sys
import warnings
from collections.abc import Iterator

STDERR = 2
"""The descriptor of standard error, to which libraries write past `sys.stderr`."""


@contextlib.contextmanager
def quiet_stderr() -> Iterator[None]:
    """Redirects the standard error descriptor to the null device in the block."""
    if sys.stderr is not None:
        sys.stderr.flush()
    try:
        saved = os.dup(STDERR)
    except OSError:  # the program was started without one
        yield
        return
    send_to_nowhere(STDERR)
    try:
        yield
    finally:
        os.dup2(saved, STDERR)
        os.close(saved)


@contextlib.contextmanager
def only_python_stderr() -> Iterator[None]:
    """As `quiet_stderr`, but `sys.stderr` still shows what Python code writes to it; Python's warnings are ignored."""
    if (before := sys.stderr) is None:
        yield
        return
    before.flush()
    with (
        os.fdopen(os.dup(STDERR), "w", encoding=before.encoding, errors="backslashreplace", buffering=1) as ours,
        quiet_stderr(),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        sys.stderr = ours
        try:
            yield
        finally:
            sys.stderr = before


def send_to_nowhere(descriptor: int) -> None:
    """Redirects a descriptor to the null device for good."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    if nowhere != descriptor:  # equal where the descriptor was closed
        os.close(nowhere)
