"""The creases of a region: every line that may be one, each with its probability."""

from __future__ import annotations

from dataclasses import dataclass

from wrinkle_scan.creases.evidence import crease_probabilities
from wrinkle_scan.creases.exclusions import (
    across_root_probability,
    attached_probability,
    deep_fold_probability,
    no_ink_probability,
    shading_probability,
)
from wrinkle_scan.creases.proposals import Line, ProposedLine, Skin, propose_lines
from wrinkle_scan.creases.settings import MEASURING
from wrinkle_scan.regions.rectified import RectifiedRegion


@dataclass(frozen=True, eq=False)
class Crease(Line):
    """One traced line.

    Attributes:
        probability: that a trained eye would call it a crease (`evidence`).
    """

    probability: float

    @property
    def likely(self) -> bool:
        """Whether it is rather a crease than not."""
        return self.probability >= MEASURING.likely

    @property
    def doubtful(self) -> bool:
        """Whether it may well be a crease, though rather not."""
        return MEASURING.doubtful <= self.probability < MEASURING.likely


def find_creases(patch: RectifiedRegion, skin: Skin) -> list[Crease]:
    """The lines of a region that may be creases, longest first, each with its probability.

    Args:
        patch: the region.
        skin: what it shows.
    """
    lines = propose_lines(patch, skin)
    probabilities = crease_probabilities(patch.name, lines) * [skin_fold_probability(line) for line in lines]
    return [
        Crease(line.path, line.length_mm, line.width_mm, line.depth_percent, line.max_depth_percent,
               line.texture_percent, float(probability))
        for line, probability in zip(lines, probabilities, strict=True)
        if probability >= MEASURING.least_probability
    ]  # fmt: skip


def skin_fold_probability(line: ProposedLine) -> float:
    """The probability that a line is no hair, no colour, no ink and no shade of the nose."""
    shade = shading_probability(line.depth_percent, line.width_mm, line.redness)
    across = float(across_root_probability(line.course, line.u_mm, line.v_mm))
    no_nose_side = across + (1 - across) * deep_fold_probability(line.depth_percent, line.width_mm)
    shade *= no_ink_probability(line.depth_percent, line.reddening, line.blueing, line.tint)
    return shade * attached_probability(line.off_usual, line.from_hair_mm) * no_nose_side
