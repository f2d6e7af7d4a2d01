"""What photos show, given what the others of their day and of the other visits show: probabilities by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from wrinkle_scan.face.expression import View
from wrinkle_scan.visits.catalog.photos_together import CLASSIFIED, weigh_together
from wrinkle_scan.visits.catalog.settings import FACE_EXPRESSIONS

SHARES = np.array(FACE_EXPRESSIONS.shares)
STILL = (0.0, 0.0, 0.0)
"""`Movements` of a face at rest: smile, lowered and raised brows."""


def weighed(
    chances: Sequence[Sequence[NDArray[np.float64]]],
    moved: Sequence[Sequence[tuple[float, float, float]]],
    views: Sequence[Sequence[View]] | None = None,
) -> NDArray[np.float64]:
    front: list[list[View]] = [["front"] * len(visit) for visit in chances]
    return weigh_together(np.array(chances), np.array(moved), views or front)


def sure(expression: int) -> NDArray[np.float64]:
    return np.where(np.arange(4) == expression, 0.97, 0.01)


def test_the_order_of_the_probabilities_is_that_of_the_shares() -> None:
    assert CLASSIFIED == ("rest", "frown", "brow_raise", "smile")
    assert len(SHARES) == 4 and SHARES.sum() == pytest.approx(1, abs=0.002)


def test_a_photo_alone_keeps_its_probabilities() -> None:
    alone = np.array([0.4, 0.3, 0.2, 0.1])
    found = weighed([[alone]], [[STILL]])
    assert found[0, 0] == pytest.approx(alone, abs=1e-6)


def test_of_two_faces_the_one_that_smiles_far_less_is_rather_not_the_smile() -> None:
    """The one is as likely at rest as smiling by itself; the other smiles, by 0.6 more."""
    half = np.array([0.49, 0.01, 0.01, 0.49])
    together = weighed([[half, sure(3)]], [[(0.3, 0.0, 0.0), (0.9, 0.0, 0.0)]])
    assert together[0, 0, 0] > 0.9 and together[0, 0, 3] < 0.08
    alike = weighed([[half, sure(3)]], [[(0.8, 0.0, 0.0), (0.9, 0.0, 0.0)]])
    assert alike[0, 0, 3] > 0.2, "as much smile contradicts nothing"
    other_view = weighed([[half, sure(3)]], [[(0.3, 0.0, 0.0), (0.9, 0.0, 0.0)]], [["front", "left"]])
    assert other_view[0, 0] == pytest.approx(half, abs=0.01), "nor do faces of different views"


def test_a_day_is_rather_a_series_than_one_expression_twice() -> None:
    even = np.full(4, 0.25)
    (rest, open_one) = weighed([[sure(0), even]], [[STILL, STILL]])[0]
    assert open_one[0] < even[0] and rest[0] > 0.9


def test_an_unsure_photo_is_known_by_its_place_in_the_other_visits_order() -> None:
    unsure = np.array([0.4, 0.4, 0.1, 0.1])
    first, later = [sure(0), sure(1), sure(3)], [sure(0), unsure, sure(3)]
    moved = [STILL, (0.0, 0.6, 0.0), (0.9, 0.0, 0.0)], [STILL, (0.0, 0.2, 0.0), (0.9, 0.0, 0.0)]
    alone, both = weighed([later], [moved[1]])[0, 1, 1], weighed([first, later], moved)[1, 1, 1]
    assert both > max(alone, 0.9)


def test_more_photos_than_can_be_weighed_keep_theirs() -> None:
    many = np.full((1, FACE_EXPRESSIONS.most_together + 1, 4), 0.25)
    assert weigh_together(many, np.zeros((1, many.shape[1], 3)), [["front"] * many.shape[1]]) is many
