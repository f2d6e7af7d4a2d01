"""A verification as one self-contained HTML file, which loads nothing else."""

from __future__ import annotations

from wrinkle_scan.comparison.provenance import provenance
from wrinkle_scan.output.report.page import rendered, settings_listed
from wrinkle_scan.validation.verify import proof_text
from wrinkle_scan.validation.verify.proof import Proof


def render_verification(proof: Proof) -> str:
    """The page of a proof: every claim with its target, what was found and whether it holds, said in words."""
    return rendered(
        "verification.html.j2",
        ("report.css",),
        words=proof_text,
        proof=proof,
        provenance=settings_listed(provenance(compared=True)),
    )
