"""What was observed of several photos is put together without losing any of it."""

from __future__ import annotations

import dataclasses

import pytest
from made_observations import case, perfect

from wrinkle_scan.validation.verify.observed_cases import Observations, Person


@pytest.mark.parametrize(
    ("verdict", "called"), [("improved", True), ("worsened", True), ("unchanged", False), ("cannot_tell", False)]
)
def test_a_change_is_called_either_way(verdict: str, called: bool) -> None:
    changed = dataclasses.replace(case("untouched", "a", "glabella", 0.0), verdict=verdict)  # type: ignore[arg-type]
    assert changed.called is called


def test_every_list_is_appended_to() -> None:
    one, other = perfect(), perfect()
    other.people.clear()
    other.people["new"] = Person(40, "b")
    for seen in (one, other):
        seen.unmeasured.append("a: no face.")
        seen.seconds.append(2.0)
    together = Observations()
    together.add(one)
    together.add(other)
    assert together.people == {**one.people, **other.people}
    for field in dataclasses.fields(Observations):
        if field.name != "people":
            parts = getattr(one, field.name), getattr(other, field.name)
            assert getattr(together, field.name) == [*parts[0], *parts[1]] and parts[0], field.name
