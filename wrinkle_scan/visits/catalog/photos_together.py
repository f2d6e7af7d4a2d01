"""Weighs what undeclared photos show together: those of one day, and those that take one place in the visits' order.

One face says too little: many mouths smile at rest, and a frown that a treatment suppresses looks as at rest. But of
two photos of a day the one that smiles much less is not the smile, and whoever photographs a series takes it in the
same order at each visit, which the photos that are recognized for certain confirm or refute.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from wrinkle_scan.comparison.settings import EXPRESSION_LIMITS
from wrinkle_scan.face.expression import Expression, View
from wrinkle_scan.visits.catalog.settings import FACE_EXPRESSIONS

CLASSIFIED: tuple[Expression, ...] = ("rest", "frown", "brow_raise", "smile")
_REST, _FROWN, _RAISE, _SMILE = range(4)
_SUPPRESSIBLE = np.array([False, True, True, False])
_LIMITS = (
    EXPRESSION_LIMITS.smile_difference,
    EXPRESSION_LIMITS.brows_down_difference,
    EXPRESSION_LIMITS.brows_up_difference,
)
"""Differences of `Movements` from which on two faces do not do the same."""
_MOVEMENT = {_SMILE: 0, _FROWN: 1, _RAISE: 2}
_MOVES_LESS = {_SMILE: (_REST, _FROWN, _RAISE), _FROWN: (_REST, _RAISE), _RAISE: (_REST, _FROWN, _SMILE)}
"""The expressions that have less of each one's movement: of lowered brows a smile has not, since it lowers them too."""


def weigh_together(
    chances: NDArray[np.float64], moved: NDArray[np.float64], views: Sequence[Sequence[View]]
) -> NDArray[np.float64]:
    """Probabilities of what each photo shows, given what the others show.

    All that the photos of a visit can show (4 to the power of their number) is weighed by each photo's own probability
    and by whether faces of the same expression move alike. Once the visits are independent, and once they show the same
    in the same order, of which a treatment may have suppressed frown or raised brows in all but one; either counts as
    much as the photos are likely by it.

    A face that misleads at one visit misleads at the next too, so that several say less than as many independent ones.

    Args:
        chances: probabilities of CLASSIFIED for each photo by itself (visits, photos, 4), the photos in their order; 1
            for what is declared. Of visits in no known order, one at a time.
        moved: their `Movements`, (visits, photos, 3).
        views: the view of each photo; those of different views do not contradict each other.

    Returns:
        (visits, photos, 4); `chances` unchanged if there are too many photos to weigh.
    """
    visits, photos, _ = chances.shape
    if photos > FACE_EXPRESSIONS.most_together:
        return chances
    usual = np.array(FACE_EXPRESSIONS.shares)
    shown = np.array(list(itertools.product(range(4), repeat=photos)))  # (possibilities, photos)
    expected = np.array([_expected(usual, shown, of) for of in views])  # (visits, possibilities)
    consistent = np.array([_consistency(*visit, shown) for visit in zip(moved, views, strict=True)])
    seen = chances / usual
    places = np.arange(photos)
    alone = expected * consistent * seen[:, places, shown].prod(axis=2)
    weights = alone / alone.sum(axis=1, keepdims=True)
    if visits > 1:
        seen = seen ** (1 / (1 + FACE_EXPRESSIONS.misleads_again * (visits - 1)))
        independent = (expected * consistent * seen[:, places, shown].prod(axis=2)).sum(axis=1)
        suppressed = np.where(_SUPPRESSIBLE, FACE_EXPRESSIONS.suppressed, 0.0)
        as_at_rest = np.broadcast_to(suppressed * seen[..., :1], seen.shape)
        somewhere = ((1 - suppressed) * seen + as_at_rest).prod(axis=0) - as_at_rest.prod(axis=0)
        in_order = expected.mean(axis=0) * consistent.prod(axis=0) * somewhere[places, shown].prod(axis=1)
        if in_order.sum() > 0:  # of very many visits it is too small for a number
            evidence = np.log(in_order.sum()) - np.log(independent).sum()
            share = expit(evidence + np.log(FACE_EXPRESSIONS.in_order / (1 - FACE_EXPRESSIONS.in_order)))
            weights = share * in_order / in_order.sum() + (1 - share) * weights
    return np.stack([weights @ (shown == expression) for expression in range(4)], axis=-1)


def _expected(usual: NDArray[np.float64], shown: NDArray[np.int_], views: Sequence[View]) -> NDArray[np.float64]:
    """How likely each of the possibilities (N, photos) is before the faces are seen, (N,): by chance or as a series.

    A series has each expression once in each view.
    """
    expected = np.ones(len(shown))
    for view in set(views):
        of_view = shown[:, [one == view for one in views]]
        once = (np.diff(np.sort(of_view, axis=1), axis=1) > 0).all(axis=1)
        all_once = sum(map(math.prod, itertools.permutations(usual, of_view.shape[1])))  # 0 of more than four photos
        series = FACE_EXPRESSIONS.series if all_once else 0.0
        expected *= usual[of_view].prod(axis=1) * (1 - series + series * once / (all_once or 1))
    return expected


def _consistency(faces: NDArray[np.float64], views: Sequence[View], shown: NDArray[np.int_]) -> NDArray[np.float64]:
    """How consistent each of the possibilities (N, photos) is with a visit's movements (photos, 3): (N,), at most 1.

    Two photos of a view contradict one where they would show the same and move unlike, or where one would show a
    movement and the other, which has more of it, would not.
    """
    consistent = np.ones(len(shown))
    for one, other in itertools.combinations(range(len(faces)), 2):
        if views[one] != views[other]:
            continue
        more = (faces[one] - faces[other]) / _LIMITS  # in units of what is unlike
        a, b = shown[:, one], shown[:, other]
        contradicted = (a == _REST) & (b == _REST) & bool((np.abs(more) > 1).any())
        for expression, movement in _MOVEMENT.items():
            contradicted |= (a == expression) & (b == expression) & bool(abs(more[movement]) > 1)
            contradicted |= (a == expression) & np.isin(b, _MOVES_LESS[expression]) & bool(more[movement] < -1)
            contradicted |= (b == expression) & np.isin(a, _MOVES_LESS[expression]) & bool(more[movement] > 1)
        consistent[contradicted] *= FACE_EXPRESSIONS.contradicted
    return consistent
