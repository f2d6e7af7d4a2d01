"""What a face's movements are taken from: both sides' signals, and for a blink the wider eye's."""

from __future__ import annotations

import pytest

from wrinkle_scan.face.expression_signals import blink, brow_raise, movements

FACE = {
    "mouthSmileLeft": 0.2, "mouthSmileRight": 0.6, "browDownLeft": 0.1, "browDownRight": 0.3,
    "browOuterUpLeft": 0.4, "browOuterUpRight": 0.6, "browInnerUp": 0.9, "eyeBlinkLeft": 0.8, "eyeBlinkRight": 0.3,
}  # fmt: skip


def test_both_sides_count() -> None:
    assert movements(FACE) == pytest.approx((0.4, 0.2, 0.9))
    assert brow_raise(FACE) == pytest.approx((0.9 + 0.5) / 2)
    assert blink(FACE) == 0.3, "one eye that is open is open"


def test_a_signal_that_is_missing_is_none() -> None:
    assert movements({}) == (0.0, 0.0, 0.0) and brow_raise({}) == blink({}) == 0.0
