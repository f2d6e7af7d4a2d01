"""How far a head may be turned."""

from __future__ import annotations

import pytest
from sample_photos import BEFORE, analyzed

from wrinkle_scan.face.finding import FoundFace
from wrinkle_scan.face.geometry import measure_face
from wrinkle_scan.face.pose import rotation_of
from wrinkle_scan.system.errors import PhotoError


@pytest.mark.parametrize(
    ("yaw", "pitch", "measured"),
    [(50, 0, True), (-50, 0, True), (80, 0, False), (-80, 0, False), (0, 30, True), (0, 50, False), (0, -50, False)],
)
def test_obliques_are_measured_and_profiles_refused(
    yaw: float, pitch: float, measured: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Clinics take obliques at 45 degrees; half of a profile does not show, nor a forehead seen from below."""
    face, photo = analyzed(BEFORE).face, analyzed(BEFORE).photo
    turned = FoundFace(face.landmarks, rotation_of(yaw, pitch, 0.0), face.blendshapes)
    monkeypatch.setattr("wrinkle_scan.face.geometry.find_face", lambda _: turned)
    if measured:
        assert measure_face(photo).yaw_deg == pytest.approx(yaw)
        return
    with pytest.raises(PhotoError, match="is turned away") as refused:
        measure_face(photo)
    assert refused.value.code == "turned_away"
