"""A verification as one self-contained HTML file, which loads nothing else."""

from __future__ import annotations

from markupsafe import Markup

from wrinkle_scan.comparison.provenance import provenance
from wrinkle_scan.output.report.page import inlined, policy, settings_listed, templates
from wrinkle_scan.validation.verify import proof_text
from wrinkle_scan.validation.verify.proof import Proof


def render_verification(proof: Proof) -> str:
    """The page of a proof: every claim with its target, what was found and whether it holds, said in words."""
    style = inlined("report.css")
    return (
        templates()
        .get_template("verification.html.j2")
        .render(
            style=Markup(style),
            policy=policy(style),
            words=proof_text,
            proof=proof,
            provenance=settings_listed(provenance(compared=True)),
        )
    )
