"""What a run counts, what it knows already, and what it keeps."""

from __future__ import annotations

from collections import Counter

from wrinkle_scan.cohort.batch.running import MISSING, Counts


def test_what_is_only_named_as_missing_is_no_pair() -> None:
    """Else neither the command nor the page says why a folder has no pair."""
    assert Counts(done=3, failed=Counter({MISSING: 3})).tried == 0
    assert Counts(done=3, failed=Counter({MISSING: 1, "not_measurable": 1})).tried == 2
