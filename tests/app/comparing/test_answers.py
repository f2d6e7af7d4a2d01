"""A comparison in the page's own words: what keeps it from an answer, and what to do about it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import compared_pairs
import pytest

import wrinkle_scan
from wrinkle_scan.analysis.results import Issue
from wrinkle_scan.app.comparing.answers import DOUBTFUL, answer_of
from wrinkle_scan.app.comparing.remedies import EXPRESSION_UNSAID, HIDDEN, UNLIKE
from wrinkle_scan.comparison.expression_differences import REMEDY
from wrinkle_scan.comparison.results import Check
from wrinkle_scan.comparison.verdicts import cannot_tell
from wrinkle_scan.skin.visibility import CAUSES
from wrinkle_scan.system.messages import joined

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("code", [*UNLIKE, *DOUBTFUL])
def test_remedies_go_by_codes_that_there_are(code: str) -> None:
    """Checks and issues carry their code as it is written where they are made."""
    rooms = (Path(wrinkle_scan.__file__).parent / room for room in ("analysis", "comparison"))
    assert any(f'"{code}"' in file.read_text(encoding="utf-8") for room in rooms for file in room.glob("*.py"))


def test_every_region_has_its_sentence_and_its_sign() -> None:
    answer = answer_of(compared_pairs.every_verdict())
    assert [(region.verdict, region.sign) for region in answer.regions] == [
        ("improved", "\u2193"),
        ("unchanged", "="),
        ("worsened", "\u2191"),
        ("cannot_tell", "?"),
    ]
    assert answer.regions[0].sentence.startswith("Lines about 40")
    assert [obstacle.reason for obstacle in answer.obstacles] == ["Hidden by a plaster."]
    assert answer.obstacles[0].regions == ("Crow's feet, left",) and answer.obstacles[0].remedies


def test_what_forbids_an_answer_is_said_once_for_all_regions() -> None:
    answer = answer_of(compared_pairs.refused())
    (obstacle,) = answer.obstacles
    assert answer.refused and obstacle.regions == ()
    assert "different series" in obstacle.reason and obstacle.remedies == (UNLIKE["expression"],)


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
    assert "--" not in obstacle.reason and obstacle.remedies == (EXPRESSION_UNSAID,)


def test_a_doubt_about_the_whole_answer() -> None:
    pair = compared_pairs.plain()
    issues = [Issue("person", "The patient seems to be someone else: make sure."), Issue("light", "Elsewhere.")]
    made, doubt = answer_of(replace(pair, issues=issues)).doubts
    assert made.reason == "The photo after is not a real one: it was made by a computer."
    assert (doubt.reason, doubt.remedies) == (issues[0].message, (UNLIKE["person"],))


def test_every_cause_that_hides_skin_has_its_remedy() -> None:
    assert HIDDEN.keys() == CAUSES.keys()
    assert UNLIKE.keys() >= set(DOUBTFUL)
