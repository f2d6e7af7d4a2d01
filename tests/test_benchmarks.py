"""Every benchmark can still be started: what it imports from the package and from its neighbours is there."""

from __future__ import annotations

import subprocess
import sys

from sample_photos import CHECKOUT

BENCHMARKS = CHECKOUT / "benchmarks"
EACH = """
import runpy, sys
sys.path.insert(0, sys.argv[1])
for file in sys.argv[2:]:
    runpy.run_path(file)
    print(file)
"""


def test_every_benchmark_imports() -> None:
    files = sorted(str(file) for file in BENCHMARKS.glob("*.py"))
    done = subprocess.run([sys.executable, "-c", EACH, BENCHMARKS, *files], capture_output=True, text=True)
    assert files and done.stdout.split() == files, done.stderr
