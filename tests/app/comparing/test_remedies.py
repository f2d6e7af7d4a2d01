"""What to do, for each reason that there is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import compared_pairs
import pytest

import wrinkle_scan
from wrinkle_scan.app.comparing.answers import DOUBTFUL, answer_of
from wrinkle_scan.app.comparing.remedies import EXPRESSION_UNSAID, HIDDEN, UNLIKE
from wrinkle_scan.comparison.check import Check
from wrinkle_scan.comparison.expression_differences import REMEDY
from wrinkle_scan.comparison.verdicts import cannot_tell
from wrinkle_scan.skin.visibility import CAUSES
from wrinkle_scan.system.messages import joined


@pytest.mark.parametrize("code", [*UNLIKE, *DOUBTFUL])
def test_remedies_go_by_codes_that_there_are(code: str) -> None:
    """Checks and issues carry their code as it is written where they are made."""
    rooms = (Path(wrinkle_scan.__file__).parent / room for room in ("analysis", "comparison"))
    assert any(f'"{code}"' in file.read_text(encoding="utf-8") for room in rooms for file in room.glob("*.py"))


def test_what_is_unlike_has_its_remedy() -> None:
    pair = compared_pairs.plain()
    regions = {**pair.regions, "forehead": cannot_tell("The photos are too unlike.", (1.0, 2.0))}
    light = Check("light", "Light from the same side", "0.5", "0.3", False, "The light comes from elsewhere.")
    (obstacle,) = answer_of(replace(pair, regions=regions, checks=[light], issues=[])).obstacles
    assert obstacle.remedies == (UNLIKE["light"],)


def test_the_option_of_the_command_line_is_not_named() -> None:
    pair = compared_pairs.plain()
    reason = joined(["The expression is not declared, and the face smiles in the after photo only.", REMEDY])
    regions = {**pair.regions, "crows_feet_left": cannot_tell(reason, (1.0, 2.0))}
    (obstacle,) = answer_of(replace(pair, regions=regions)).obstacles
    assert "option" not in obstacle.reason and obstacle.remedies == (EXPRESSION_UNSAID,)


def test_every_cause_that_hides_skin_has_its_remedy() -> None:
    assert HIDDEN.keys() == CAUSES.keys()
    assert UNLIKE.keys() >= set(DOUBTFUL)
