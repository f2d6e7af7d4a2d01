"""Simulated conditions under which the tool must answer correctly, or with *cannot tell*, by name."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.validation.phantom import capture_effects, occluders, simulated_marks

Condition = Callable[[Analysis, np.random.Generator], Photo]

CONDITIONS: dict[str, Condition] = {
    "glasses, plastic": lambda base, rng: occluders.glasses(base, 4.0, occluders.BLACK_PLASTIC),
    "glasses, wire": lambda base, rng: occluders.glasses(base, 1.0, occluders.GOLD),
    "glasses that mirror a window": lambda base, rng: occluders.glasses(base, 2.5, occluders.BLACK_PLASTIC, 0.6),
    "headband": lambda base, rng: occluders.headband(base),
    "fringe": lambda base, rng: occluders.fringe(base, 250, rng),
    "single strands": lambda base, rng: occluders.fringe(base, 12, rng),
    "stubble": lambda base, rng: occluders.beard(base, 1.0, rng),
    "beard": lambda base, rng: occluders.beard(base, 12.0, rng),
    "freckles": lambda base, rng: simulated_marks.freckles(base, 250, rng),
    "acne": lambda base, rng: simulated_marks.acne(base, 25, rng),
    "scar, pale": lambda base, rng: simulated_marks.scar(base, fresh=False),
    "scar, fresh": lambda base, rng: simulated_marks.scar(base, fresh=True),
    "make-up": lambda base, rng: simulated_marks.make_up(base),
    "wet skin": simulated_marks.wet,
    "side light": lambda base, rng: capture_effects.side_light(base),
    "flash": lambda base, rng: capture_effects.flash(base),
    "ring light": lambda base, rng: capture_effects.ring_light(base),
    "hand moved sideways, 1 mm": lambda base, rng: capture_effects.motion_blurred(base, 1.0, 0.0),
    "hand moved up, 1 mm": lambda base, rng: capture_effects.motion_blurred(base, 1.0, 90.0),
    "hand moved aslant, 2 mm": lambda base, rng: capture_effects.motion_blurred(base, 2.0, 45.0),
    "beauty filter, edges kept, half": lambda base, rng: capture_effects.beautified(base, 0.5, keeps_edges=True),
    "beauty filter, edges kept, full": lambda base, rng: capture_effects.beautified(base, 1.0, keeps_edges=True),
    "beauty filter, grain kept, half": lambda base, rng: capture_effects.beautified(base, 0.5, keeps_edges=False),
    "beauty filter, grain kept, full": lambda base, rng: capture_effects.beautified(base, 1.0, keeps_edges=False),
    "screenshot": lambda base, rng: capture_effects.screenshot(base),
    "photo of a screen": capture_effects.photo_of_a_screen,
    "same photo, half the size": lambda base, rng: capture_effects.at_another_size(base, 0.5),
    "same photo, three quarters of the size": lambda base, rng: capture_effects.at_another_size(base, 0.75),
    "same photo, twice the size": lambda base, rng: capture_effects.at_another_size(base, 2.0),
}


def apply_condition(base: Analysis, condition: str, seed: int = 0) -> Photo:
    """The photo of the same skin under a condition, a key of CONDITIONS; the same for the same seed."""
    return CONDITIONS[condition](base, np.random.default_rng(seed))
