"""A library that is not installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from wrinkle_scan.output.exchange import extra
from wrinkle_scan.output.exchange.writing import check_dicom_folder, check_fhir
from wrinkle_scan.system.errors import PathError


def test_a_missing_library_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(extra, "find_spec", lambda _: None)
    with pytest.raises(PathError, match=r"^--fhir: fhir\.resources is not installed\. Install it: pip install"):
        check_fhir()
    with pytest.raises(PathError, match=r'"wrinkle-scan\[exchange\]"\.$'):
        check_dicom_folder(tmp_path / "new", False)
    assert list(tmp_path.iterdir()) == []
