"""The page of a verification."""

from __future__ import annotations

from made_proof import NASTY, proof

from wrinkle_scan.output.report.verification import render_verification


def test_the_page_escapes_and_needs_nothing_else() -> None:
    page = render_verification(proof(words=NASTY))
    assert "<img" not in page and "&lt;img src=x&gt;" in page
    assert "<script" not in page and "http://" not in page and "https://" not in page
    assert "script-src &#39;none&#39;" in page and "default-src &#39;none&#39;" in page
