"""What one photo's figures depend on, as it is reported."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from wrinkle_scan.analysis.provenance import ANALYSIS_ROOMS, analysis_provenance, collected, libraries, program
from wrinkle_scan.analysis.settings import ANALYSIS
from wrinkle_scan.creases.evidence import evidence_sha256
from wrinkle_scan.system.version import VERSION


@dataclass(frozen=True)
class Inner:
    band_mm: tuple[float, float] = (0.5, 2.0)


@dataclass(frozen=True)
class Room:
    limit: float = 0.25
    inner: Inner = field(default_factory=Inner)


def test_settings_are_collected_by_room_and_name_as_json_has_them() -> None:
    assert collected({"room": Room()}) == {"room": {"limit": 0.25, "inner": {"band_mm": [0.5, 2.0]}}}


def test_coefficients_are_reported_by_their_hash_and_nothing_of_the_settings_is_lost() -> None:
    settings = analysis_provenance()["settings"]
    assert set(settings) == set(ANALYSIS_ROOMS)
    assert settings["creases"]["evidence"]["coefficients_sha256"] == evidence_sha256()
    assert settings["analysis"] == asdict(ANALYSIS)


def test_the_program_is_named_with_what_it_was_built_of_and_ran_on() -> None:
    facts = {"version": "1.2", "libraries": {"numpy": "2.0", "avif": None, "pillow": "11"}, "machine": "x86_64"}
    assert program(facts) == "wrinkle-scan 1.2 with numpy 2.0, pillow 11, on x86_64"
    begin = f"wrinkle-scan {VERSION} with mediapipe {libraries()['mediapipe']}"
    assert program(analysis_provenance()).startswith(begin)
