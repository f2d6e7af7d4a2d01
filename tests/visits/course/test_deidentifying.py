"""What a course without names does not say, and what its pseudonyms hang on."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_progress import NAME, progress, series, visit

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.files import json_bytes
from wrinkle_scan.visits.catalog.visits import SkippedPhoto
from wrinkle_scan.visits.course.deidentifying import deidentified, key_file_content, new_key, pseudonym, read_key

KEY, OTHER = b"k" * 32, b"o" * 32
IDENTIFYING_ISSUES = (
    Issue("time_order", "The first photo was taken after the second (2026-02-11, 2026-01-12)."),
    Issue("simulated", "This photo is not a real one. Simulated on 2026-02-11 from Zoë Example."),
)


def test_nothing_is_left_of_who_and_when() -> None:
    identifying = dataclasses.replace(series(), visits=(visit(0, None), visit(30, {}, issues=IDENTIFYING_ISSUES)))
    left_out = (SkippedPhoto("Zoë Example 2026.jpg", "It is of 2026-03-04."),)
    text = json_bytes(deidentified(progress(identifying, left_out=left_out), KEY).to_dict()).decode()
    whole = json_bytes(progress(identifying).to_dict()).decode()
    settings_and_models = json.loads(text)["provenance"]
    for private in (NAME, "Zoë", "Dr. Example", "C1234", f"{0:064x}", f"{30:064x}"):
        assert private not in text
        assert private in whole or private == "Zoë", "else the test would prove nothing"
    assert not re.search(r"20\d\d-\d\d-\d\d", text)
    assert settings_and_models == json.loads(whole)["provenance"], "what measured it stays"
    assert "not real" in text, "that a photo is simulated is still said"


def test_doubtful_dates_are_not_quoted() -> None:
    doubts = tuple(Issue("dates", f"Zoë_1980-05-0{n}.jpg: its name's date is taken.") for n in (4, 5))
    doubtful = dataclasses.replace(progress(), issues=(*doubts, Issue("one_visit", "There is one visit only.")))
    said = [(issue.code, issue.message) for issue in deidentified(doubtful, KEY).issues]
    assert said == [
        ("one_visit", "There is one visit only."),
        ("dates", "Dates of photos are doubtful; where the course is not de-identified each is named."),
    ]
    assert "dates" not in [issue.code for issue in deidentified(progress(), KEY).issues]


def test_numbers_and_days_stay() -> None:
    known, hidden = progress(), deidentified(progress(), KEY)
    assert [v.day for v in hidden.series[0].visits] == [v.day for v in known.series[0].visits]
    assert hidden.series[0].visits[1].regions == known.series[0].visits[1].regions
    assert hidden.series[0].courses == known.series[0].courses
    assert hidden.treatments[0].product == "Brand A" and hidden.deidentified


def test_the_same_photo_has_the_same_keyed_hash_and_another_with_another_key() -> None:
    hashes = [deidentified(progress(), key).series[0].visits[1].captures[0].sha256 for key in (KEY, KEY, OTHER)]
    assert hashes[0] == hashes[1] != hashes[2]


@given(st.text(), st.text())
def test_a_pseudonym_hangs_on_name_and_key_alone(one: str, other: str) -> None:
    assert (pseudonym(one, KEY) == pseudonym(other, KEY)) == (one == other)
    assert pseudonym(one, KEY) != pseudonym(one, OTHER)
    assert re.fullmatch(r"[A-Z2-7]{10}", pseudonym(one, KEY))


def test_a_key_is_long_its_own_and_what_its_file_says(tmp_path: Path) -> None:
    file, key = tmp_path / "study.key", new_key()
    file.write_bytes(key_file_content(key))
    assert len(key) == 32 and read_key(file) == key != new_key()


@pytest.mark.parametrize("content", [b"", b"abcd", b"no hexadecimal", b"\xff" * 64])
def test_a_file_that_is_no_key_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "notes.txt"
    file.write_bytes(content)
    with pytest.raises(PathError, match="no key file|key in it is too short"):
        read_key(file)
    assert file.read_bytes() == content
