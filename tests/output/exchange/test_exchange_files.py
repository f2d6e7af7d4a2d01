"""Files of an exchange: names, places that are refused before any work, and the sentence where a library is missing."""

from __future__ import annotations

import subprocess
import sys

WITHOUT_LIBRARIES = """
import sys
sys.modules["pydicom"] = sys.modules["fhir"] = None
from pathlib import Path
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.output.exchange.writing import check_dicom_folder, check_fhir
for check in (check_fhir, lambda: check_dicom_folder(Path("somewhere"), False)):
    try:
        check()
    except PathError as error:
        print(error, error.exit_code)
"""


def test_the_rooms_can_be_entered_without_the_libraries() -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT_LIBRARIES], capture_output=True, text=True)
    assert done.stderr == ""
    assert [line[:9] for line in done.stdout.splitlines()] == ["--fhir: f", "--dicom: "]
    assert all(line.endswith("2") for line in done.stdout.splitlines())
