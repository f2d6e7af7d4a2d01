"""What worker processes are given to do in the tests: importable by name, as a spawned process needs it."""

from __future__ import annotations

import os
import signal
import sys
import time


def do(job: str) -> tuple[str, int]:
    """The job's name, or what it asks for, and the process that did it; or the end of that."""
    what, _, value = job.partition(" ")
    if what == "abort":  # as a native library does
        os.abort()
    if what == "killed":  # as by a system out of memory
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "environment":
        return os.environ.get(value, ""), os.getpid()
    if what == "loaded":
        return str(value in sys.modules), os.getpid()
    if what == "raise":
        raise ValueError(value)
    if what == "sleep":
        time.sleep(float(value))
    return job, os.getpid()
