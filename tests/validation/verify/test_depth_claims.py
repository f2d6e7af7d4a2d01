"""Claims on creases of known depth and on skin tone: who counts for them."""

from __future__ import annotations

import dataclasses

from made_observations import found, perfect


def test_the_old_say_nothing_about_smooth_skin_or_skin_tone() -> None:
    seen = perfect()
    for name, person in seen.people.items():
        seen.people[name] = dataclasses.replace(person, age=30)
    assert [found(seen, i).holds for i in ("spurious", "tone_severity", "tone_slope")] == [None] * 3


def test_without_ages_everybody_counts_as_smooth() -> None:
    seen = perfect()
    seen.people.clear()
    assert found(seen, "spurious").holds is True
    assert "people.csv" in found(seen, "tone_severity").words


def test_a_group_of_two_is_no_group() -> None:
    seen = perfect()
    seen.people["b2"] = dataclasses.replace(seen.people["b2"], age=40)
    assert found(seen, "tone_severity").holds is None
