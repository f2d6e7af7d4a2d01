"""A verification of one claim, by what was found and in what words."""

from __future__ import annotations

from typing import Any

from wrinkle_scan.validation.verify.claim_statistics import ClaimResult
from wrinkle_scan.validation.verify.claims import CLAIMS, Claim, Finding
from wrinkle_scan.validation.verify.observed_cases import Observations
from wrinkle_scan.validation.verify.proof import Proof

NASTY = "<img src=x>|*a*`b`[c](d)\n| e & f <= 5 %"


def proof(holds: bool | None = True, words: str = "x") -> Proof:
    claim = Claim("c", f"Claim {words}", f"target {words}", lambda _seen: ClaimResult(words, 3, holds))
    seen = Observations(measured=["a.jpg"], unmeasured=[f"{words}: no face was found."], seconds=[1.0, 3.0, 8.0])
    return Proof(seen, [Finding(claim, claim.judge(seen))])


def check_schema(data: dict[str, Any]) -> None:
    assert data["schema"] == "wrinkle-scan/verification/1"
    assert [claim["id"] for claim in data["claims"]] == [claim.id for claim in CLAIMS]
    assert all(set(claim) == {"id", "claim", "target", "found", "cases", "holds"} for claim in data["claims"])
    assert set(data["photos"]) == {"measured", "not_measured"}
    assert set(data["observations"]) == {"compared", "rendered", "repeated"}
    assert {"version", "settings", "model_sha256", "scenes"} <= set(data["provenance"])
