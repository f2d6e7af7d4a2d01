"""What a region's answer says of its numbers."""

from __future__ import annotations

from dataclasses import replace

from made_answers import answered

from wrinkle_scan.comparison.verdicts import cannot_tell


def test_a_regions_numbers_are_its_changes_and_stand_beside_no_cannot_tell() -> None:
    found = answered("improved", (40.0, 20.0), -50.0, (-60.0, -35.0), 9.0)
    assert (found.before, found.after, found.change_percent) == (40.0, 20.0, -50.0)
    assert (found.ci95_percent, found.detectable_change_percent, found.level) == ((-60.0, -35.0), 9.0, "line")
    unsure = replace(found, verdict="cannot_tell", reason="Too unlike.")
    assert unsure.reported is unsure.change_percent is unsure.ci95_percent is unsure.detectable_change_percent is None
    assert (unsure.before, unsure.after, unsure.level) == (40.0, 20.0, "line")
    hidden = cannot_tell("Hidden.", (None, 8.4))
    assert (hidden.before, hidden.after, hidden.change_percent, hidden.level) == (None, 8.4, None, None)
