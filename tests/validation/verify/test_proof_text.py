"""A verification in words, for the terminal and as Markdown."""

from __future__ import annotations

import pytest
from made_observations import perfect
from made_proof import NASTY, proof

from wrinkle_scan.output.report.verification import render_verification
from wrinkle_scan.validation.verify.claims import CLAIMS, judge_all
from wrinkle_scan.validation.verify.proof import Proof
from wrinkle_scan.validation.verify.proof_text import HOLDS, basis, markdown, summary, table


def test_markdown_stays_one_row_whatever_the_words() -> None:
    text = markdown(proof(words=NASTY))
    (row,) = [line for line in text.splitlines() if line.startswith("| Claim")]
    assert row.replace("\\|", "").count("|") == 6
    assert "\\<img" in row and "\\*a\\*\\`b\\`\\[c\\]" in row
    assert "\\& f <= 5 %" in row  # plain figures stay readable
    assert "<img" not in text.replace("\\<img", "")


def test_how_much_holds_and_on_what() -> None:
    findings = judge_all(perfect())
    assert summary(Proof(perfect(), findings)) == f"{len(CLAIMS)} of {len(CLAIMS)} claims hold."
    assert summary(proof(None)) == "0 of 0 claims hold; 1 could not be tested on these photos."
    assert basis(proof()) == "1 photo of a person measured, about 3 s of one core for each."
    assert "1 series of unchanged skin" in basis(Proof(perfect(), findings))
    assert "Not measured: x: no face was found." in table(proof())


@pytest.mark.parametrize("holds", [True, False, None])
def test_the_answer_is_said_in_words_everywhere(holds: bool | None) -> None:
    made = proof(holds)
    assert HOLDS[holds].upper() in table(made)
    assert f"| {HOLDS[holds]} |" in markdown(made)
    assert HOLDS[holds].capitalize() in render_verification(made)
