"""Every term is explained."""

from __future__ import annotations

from wrinkle_scan.output.report import glossary


def test_the_terms_are_explained() -> None:
    terms = dict(glossary.COMPARISON_TERMS)
    assert {"Severity", "Visual grade", "Unchanged", "Cannot tell", "Line by line, or as a whole"} <= set(terms)
    assert "AI models, not clinicians" in terms["Visual grade"] and "one step of the visual grade" in terms["Unchanged"]
