"""Starts processes with one thread for calculations, which ignore Ctrl-C and end with the process that started them.

They are spawned because the landmarker must not cross a fork.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable, Iterator
from multiprocessing import connection, get_context, parent_process, resource_tracker
from multiprocessing.process import BaseProcess
from typing import Any

from wrinkle_scan.system.errors import WrinkleScanError
from wrinkle_scan.system.interrupts import interrupts_not_inherited
from wrinkle_scan.system.messages import message

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
"""Set to one: more threads than cores cost a seventh of the processor's time and gain nothing."""
_STARTING = threading.Lock()
"""Held while what a process inherits is set and the process started; other threads wait."""


def started(
    serve: Callable[..., None], do: Callable[..., Any], *arguments: Any, daemon: bool = True
) -> tuple[connection.Connection, BaseProcess]:
    """Starts a process.

    Args:
        serve: its main function, importable by its name, called with its end of the pipe, `do` and the arguments.
        do: the function that `serve` calls.
        arguments: further arguments of `serve`.
        daemon: whether it is a daemon, which may start no processes itself.

    Returns:
        This end of the pipe to it, and the process.

    Raises:
        WrinkleScanError: it could not be started.
    """
    context = get_context("spawn")
    try:
        pipe, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs, do, *arguments), daemon=daemon)
        with _STARTING, _child_environment(), _without_main_module(do):
            process.start()
    except OSError as error:
        raise not_started(error.strerror or str(error)) from error
    theirs.close()
    return pipe, process


def not_started(reason: str) -> WrinkleScanError:
    """The error of a process that could not be started; `reason` in a few words."""
    problem = message("a process to measure in could not be started ({reason})", reason=reason)
    return WrinkleScanError("wrinkle-scan", problem, message("Close other programs, or use fewer processes."))


@contextlib.contextmanager
def _child_environment() -> Iterator[None]:
    """Sets what a process inherits that is started in the block: Ctrl-C blocked, one thread for calculations."""
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    try:
        if sys.platform != "win32":
            resource_tracker.getfd()  # started with the first process, it would unblock the signal
        with interrupts_not_inherited():
            yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextlib.contextmanager
def _without_main_module(do: Callable[[Any], Any]) -> Iterator[None]:
    """Hides the main module from a process that is started, which would else run a user's whole script again.

    Not if `do` is defined in it.
    """
    main = sys.modules["__main__"]
    if getattr(do, "__module__", None) == "__main__":
        yield
        return
    before: dict[str, Any] = {name: vars(main)[name] for name in ("__file__", "__spec__") if name in vars(main)}
    vars(main).update(dict.fromkeys(before))
    try:
        yield
    finally:
        vars(main).update(before)


def end_with_parent() -> None:
    """Waits for the end of the process that started this one, then ends this one at once."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
