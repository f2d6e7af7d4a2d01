"""A library that is not to be used is as if it were not installed, for as long as is asked."""

from __future__ import annotations

import subprocess
import sys

import pytest

from wrinkle_scan.system.offline import blocked_import


def test_an_import_fails_in_the_block_and_not_after_it() -> None:
    code = "from wrinkle_scan.system.offline import blocked_import\n"
    code += "with blocked_import('wave'):\n  try:\n    import wave\n  except ImportError: print('blocked')\n"
    code += "import wave; print(wave.__name__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["blocked", "wave"]


def test_what_is_imported_already_stays() -> None:
    with blocked_import("pytest"):
        import pytest as again
    assert again is pytest and sys.modules["pytest"] is pytest


def test_pydicom_comes_without_the_library_that_opens_a_socket() -> None:
    code = "import sys; from wrinkle_scan.system.offline import load_pydicom; load_pydicom()\n"
    code += "print('pydicom' in sys.modules, 'requests' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False"]
