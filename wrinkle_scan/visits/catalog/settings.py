"""How undeclared expressions are classified from the faces: every setting of it, with its unit and its source."""

from __future__ import annotations

from dataclasses import dataclass

from wrinkle_scan.face.expression_signals import Movements


@dataclass(frozen=True)
class FaceExpressionSettings:
    """When an undeclared expression is classified; the fitted coefficients are in `face_expressions.json`."""

    certain: float = 0.8
    """Probability from which an expression is classified. Of 219 photos of people who were held out 154 are then
    classified right, 5 wrong, 60 not at all (`benchmarks/fit_expressions.py`)."""
    usual: Movements = Movements(0.0, 0.02, 0.15)
    """Of a face at rest: medians of the clinics' patients and the London set."""


FACE_EXPRESSIONS = FaceExpressionSettings()
