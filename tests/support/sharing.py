"""What is worked out once a test run, by the process that needs it first; xdist's others read it from a folder.

The folder is the run's own and goes with it, so that no result of other code is ever taken for one of today's.
"""

from __future__ import annotations

import atexit
import fcntl
import functools
import hashlib
import os
import pickle
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

FOLDER = "WRINKLE_SCAN_TEST_RUN"
Made = TypeVar("Made")


def run_folder() -> Path:
    """The run's folder; made by the process that starts the others, and gone when that one ends."""
    if FOLDER not in os.environ:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="wrinkle-scan-tests-")
        atexit.register(shutil.rmtree, os.environ[FOLDER], ignore_errors=True)
    return Path(os.environ[FOLDER])


def once(make: Callable[..., Made]) -> Callable[..., Made]:
    """Keeps what a function returns, by its arguments and the content of the files among them; nobody may change it."""

    @functools.cache
    @functools.wraps(make)
    def kept(*arguments: Any) -> Made:
        file = run_folder() / f"{make.__name__}-{_digest(make, arguments)}"
        with open(f"{file}.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not file.exists():
                file.write_bytes(pickle.dumps(make(*arguments)))
        return pickle.loads(file.read_bytes())  # type: ignore[no-any-return]

    return kept


def _digest(make: Callable[..., object], arguments: tuple[Any, ...]) -> str:
    contents = [hashlib.sha256(a.read_bytes()).hexdigest() for a in arguments if isinstance(a, Path)]
    return hashlib.sha256(repr((make.__module__, make.__qualname__, arguments, contents)).encode()).hexdigest()[:24]
