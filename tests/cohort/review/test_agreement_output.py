"""Estimates in words, and the same numbers as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from made_reviews import made_key, rated, saying, truth

from wrinkle_scan.cohort.review.agreement_output import agreement_bytes, agreement_table, estimate_words, plain
from wrinkle_scan.cohort.review.bootstrap import BootstrapEstimate
from wrinkle_scan.cohort.review.rater_agreement import agreement
from wrinkle_scan.cohort.review.ratings import read_all_ratings

PAGE = "0123456789abcdef"
WHOLE = BootstrapEstimate(0.5, (-0.25, 1.0), 24, 8)


@pytest.mark.parametrize(
    ("number", "how", "said"),
    [
        (WHOLE, {}, "  0.50 (-0.25 to 1.00); 24 items of 8 patients"),
        (WHOLE, {"sign": True}, " +0.50 (-0.25 to +1.00); 24 items of 8 patients"),
        (WHOLE, {"percent": True}, "  50 % (-25 % to 100 %); 24 items of 8 patients"),
        (BootstrapEstimate(1.0, None, 1, 1, "too few"), {}, "  1.00 [too few]; 1 item of 1 patient"),
        (BootstrapEstimate(None, None, 0, 0, "no items"), {}, "[no items]"),
    ],
)
def test_an_estimate_in_words(number: BootstrapEstimate, how: dict[str, bool], said: str) -> None:
    assert estimate_words(number, **how) == said


def test_table_and_json_are_of_the_same_numbers(tmp_path: Path) -> None:
    _, key = made_key(tmp_path)
    paths = [rated(tmp_path, key, "AB", saying(truth)), rated(tmp_path, key, "C\x1bD", saying(lambda _: 1))]
    found = agreement(key, read_all_ratings(paths, key))
    data = json.loads(agreement_bytes(PAGE, found))
    assert (data["page"], data["items"], data["repeats"], data["patients"]) == (PAGE, 36, 4, 8)
    assert [rater["rater"] for rater in data["raters"]] == ["AB", "C\x1bD"]
    assert data["between"][0]["raters"] == ["AB", "C\x1bD"]
    assert data["between"][0]["value"] == found.between["AB", "C\x1bD"].value
    lines = agreement_table(found).splitlines()
    assert lines[0] == "36 items of 8 patients, 4 of them shown a second time."
    assert "C?D: 36 of 36 items rated, 0 of them “cannot judge”" in lines
    assert any(line.startswith("  AB and C?D  ") for line in lines)


def test_a_name_is_shown_without_what_a_terminal_would_obey() -> None:
    assert plain("A\x1b[2JB\n写真") == "A?[2JB?写真"
