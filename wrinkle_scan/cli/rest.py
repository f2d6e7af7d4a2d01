"""The options for photos at rest, from which the movement to an expression is measured."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wrinkle_scan.cli.options import A_PATH, Decorator
from wrinkle_scan.face.expression import Expression, expression_from_name
from wrinkle_scan.system.errors import PathError

if TYPE_CHECKING:  # these load what measures, which takes seconds
    from wrinkle_scan.analysis.results import Analysis
    from wrinkle_scan.comparison.movement import Movement, MovementPair
    from wrinkle_scan.comparison.results import Comparison


def rest_option(name: str, whose: str) -> Decorator:
    """A photo at rest to measure a movement from."""
    help_text = f"The same face at rest at the visit of {whose}: also measures how far brows and eyes moved, in mm."
    return click.option(name, type=A_PATH, metavar="PHOTO", help=help_text)


def check_rest(option: str, rest: Path | None, moved: Path, expression: Expression | None) -> None:
    """Checks the photo at rest before anything is measured.

    Raises:
        PathError: it is declared as another expression, or the photo it is for shows no movement.
    """
    if rest is None:
        return
    named = expression_from_name(rest)
    if named not in (None, "rest"):
        says = f"its name says {str(named).replace('_', ' ')}, but {option} takes a photo at rest"
        raise PathError(rest, says, "Name a photo of the face at rest.")
    declared = expression or expression_from_name(moved)
    if declared in (None, "rest"):
        shows = "shows the face at rest" if declared else "does not say which it shows"
        problem = f"{option} measures a movement, and this photo {shows}"
        raise PathError(moved, problem, "Say it with --expression frown, brow_raise or smile.")


def movement_from(rest: Path | None, moved: Analysis) -> Movement | None:
    """From a photo at rest to an analysed one; None where there is no photo at rest."""
    if rest is None:
        return None
    from wrinkle_scan.analysis.isolated import analyze_in_subprocess
    from wrinkle_scan.comparison.movement import measure_movement

    return measure_movement(analyze_in_subprocess(rest, "rest"), moved)


def movements_from(rest_before: Path | None, rest_after: Path | None, pair: Comparison) -> MovementPair | None:
    """The movements of both visits; None if neither has a photo at rest."""
    if rest_before is None and rest_after is None:
        return None
    from wrinkle_scan.comparison.movement import MovementPair

    return MovementPair(movement_from(rest_before, pair.before), movement_from(rest_after, pair.after))
