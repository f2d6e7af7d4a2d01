"""What native libraries write to standard error is not shown; what Python writes is, where that is asked for."""

from __future__ import annotations

import subprocess
import sys


def said(block: str) -> str:
    """What reaches standard error from the block and after it."""
    code = f"""
import os, sys, warnings
from wrinkle_scan.system.quiet import only_python_stderr, quiet_stderr
with {block}():
    os.write(2, b"native ")
    sys.stderr.write("python ")
    warnings.warn("warning ")
os.write(2, b"after")
"""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr


def test_all_of_it_is_discarded_and_what_comes_after_is_not() -> None:
    assert said("quiet_stderr") == "after"


def test_pythons_own_words_pass_without_warnings() -> None:
    assert said("only_python_stderr") == "python after"


def test_a_program_without_standard_error_runs_too() -> None:
    code = "import sys, os; os.close(2); sys.stderr = None\n"
    code += "from wrinkle_scan.system.quiet import only_python_stderr, quiet_stderr\n"
    code += "with quiet_stderr(): print('one')\nwith only_python_stderr(): print('two')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["one", "two"]
