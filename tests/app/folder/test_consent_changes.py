"""Consent is entered once, and what was withdrawn stays on record."""

from __future__ import annotations

from pathlib import Path

import pytest
from patients_folders import give_consent, made_patients

from wrinkle_scan.app.folder.changes import undo
from wrinkle_scan.app.folder.consent_changes import change_consents
from wrinkle_scan.app.folder.consents import Purpose, allowed, read_consents
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.visits.catalog.visits import SkippedPhoto

REST, FROWN, SMILE = "P1/2026-01-05_rest.jpg", "P1/2026-01-05_frown.jpg", "Zoë Ä/2026-01-06_smile.jpg"
DAY = "2026-01-06"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return made_patients(tmp_path / "clinic")


def give(root: Path, *photos: str, purpose: Purpose = "teaching") -> None:
    give_consent(root, [*photos], purpose, DAY)


def test_withdrawn_consent_stays_on_record_and_does_not_hold(root: Path) -> None:
    give(root, REST, FROWN)
    change_consents(root, read_consents(root).revision, [], [(REST, "teaching")], "2026-02-01")
    found = allowed(root, [REST, FROWN], "teaching")
    assert found.photos == (FROWN,)
    assert found.left_out == (SkippedPhoto(REST, "Consent to teaching was withdrawn on 2026-02-01."),)
    assert len(read_consents(root).written) == 2
    give(root, REST)
    assert allowed(root, [REST, FROWN], "teaching").photos == (REST, FROWN) and len(read_consents(root).written) == 3
    undo(root)
    undo(root)
    assert allowed(root, [REST, FROWN], "teaching").photos == (REST, FROWN)


def test_what_holds_already_is_entered_once(root: Path) -> None:
    give(root, REST)
    give(root, REST)
    assert len(read_consents(root).written) == 1


def test_two_tabs_cannot_both_change_the_consents(root: Path) -> None:
    former = read_consents(root).revision
    give(root, REST)
    with pytest.raises(PathError, match="changed in another page"):
        change_consents(root, former, [(FROWN, "teaching")], [], DAY)
    assert allowed(root, [FROWN], "teaching").photos == ()


@pytest.mark.parametrize(("purposes", "day"), [([], DAY), (["advertising"], DAY), (["teaching"], "yesterday")])
def test_consent_needs_a_purpose_and_a_day(root: Path, purposes: list[Purpose], day: str) -> None:
    uses = [(REST, purpose) for purpose in purposes]
    for given, withdrawn in ((uses, []), ([], uses)):
        with pytest.raises(PathError, match="purpose|is not a date"):
            change_consents(root, "", given, withdrawn, day)
    with pytest.raises(PathError, match="no such photo"):
        change_consents(root, "", [("P1/gone.jpg", "teaching")], [], DAY)
    assert not (root / "consents.csv").exists()
