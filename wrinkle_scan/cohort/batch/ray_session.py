"""A connection to a Ray cluster, or a cluster on this machine, for the duration of a run."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.interrupts import handlers_restored
from wrinkle_scan.system.quiet import only_python_stderr

STARTS = 3
"""Ray gives the processes of a cluster on this machine 15 seconds to start, which cannot be changed, and a busy machine
may take longer; by the second time they have been read from disk."""


@contextmanager
def ray_session(address: str | None, actors: int | None) -> Iterator[int]:
    """Starts Ray, without output and without telemetry.

    Args:
        address: address of a cluster; None starts one on this machine.
        actors: number of actors wanted; None for one on each core.

    Yields:
        The number of actors to start.

    Raises:
        PathError: Ray is not installed, or the cluster cannot be reached.
    """
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    try:
        import ray
        import ray.data
    except ImportError as error:
        remedy = 'Install it: pip install "wrinkle-scan[ray]".'
        raise PathError("--engine ray", "Ray is not installed", remedy) from error
    here: dict[str, Any] = {"address": "local", "num_cpus": actors, "include_dashboard": False}
    if address is not None:
        _check_reachable(address)
        here = {"address": address}
    with only_python_stderr():  # Ray's native part logs to the descriptor and cannot be stopped
        with handlers_restored():  # Ray's own would end the run at once
            for left in reversed(range(STARTS if address is None else 1)):
                try:
                    ray.init(**here, log_to_driver=False, logging_level=logging.ERROR)
                    break
                except Exception as error:  # a bare one where a start took too long
                    ray.shutdown()
                    if not left:
                        raise _unreachable(address or "Ray", error) from error
        ray.data.DataContext.get_current().enable_progress_bars = False
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        try:
            yield actors or max(int(ray.cluster_resources().get("CPU", 1)), 1)  # type: ignore[no-untyped-call]
        finally:
            ray.shutdown()


def ray_errors() -> tuple[type[Exception], ...]:
    """The exceptions that Ray raises when its processes are gone; empty if Ray is not installed."""
    if find_spec("ray") is None:
        return ()
    from ray.exceptions import RayError

    return (RayError, RuntimeError, ConnectionError)


def _check_reachable(address: str) -> None:
    """Checks that HOST:PORT, with or without ``ray://``, accepts connections: Ray itself would try for minutes."""
    host, _, port = address.rpartition("://")[2].rpartition(":")
    if host and port.isdigit():
        try:
            socket.create_connection((host, int(port)), timeout=10).close()
        except OSError as error:
            raise _unreachable(address, error) from error


def _unreachable(address: str, error: Exception) -> PathError:
    message = str(error).splitlines()[0] if str(error) else type(error).__name__
    remedy = "Check its address and that it runs; a cluster with a token needs RAY_AUTH_MODE=token here."
    return PathError(address, f"the cluster cannot be reached ({message})", remedy)
