"""A verification as JSON: its claims and the cases that they rest on."""

from __future__ import annotations

import json

from made_observations import perfect
from made_proof import check_schema

from wrinkle_scan.system.files import json_bytes
from wrinkle_scan.validation.verify.claims import judge_all
from wrinkle_scan.validation.verify.proof import Proof, proof_json


def test_the_json_holds_claims_and_cases() -> None:
    seen = perfect()
    data = json.loads(json_bytes(proof_json(Proof(seen, judge_all(seen)))))
    check_schema(data)
    assert all(claim["holds"] for claim in data["claims"])
    rows = data["observations"]
    assert len(rows["compared"]) == len(seen.compared)
    assert rows["rendered"][4]["depth_mm"] == 0.6
    assert rows["compared"][0]["interval_percent"] == [-10, 10]
    assert data["seconds_per_photo"] is None
