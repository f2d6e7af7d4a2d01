"""What counts as captures of one visit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageOps
from sample_photos import AFTER, BEFORE, a_third, analyzed, compared

from wrinkle_scan.analysis.analyzing import analyze_photo
from wrinkle_scan.comparison.captures import compare_chosen, compare_visits
from wrinkle_scan.comparison.choosing import Chosen, choose_captures, without_photographs_of


def test_a_front_and_an_oblique_are_no_captures_of_one_visit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Declared or not: the mean of a front and a side view is of neither, though each pair has its answer."""
    monkeypatch.setattr("wrinkle_scan.comparison.captures.compare", lambda *_: compared(BEFORE, AFTER))
    front = analyzed(BEFORE)
    oblique = replace(front, face=replace(front.face, yaw_deg=front.face.yaw_deg + 40))
    found = compare_chosen(Chosen((front, oblique)), Chosen((analyzed(AFTER),)))
    assert not found.comparable
    assert found.issues[0].code == "inconsistent_captures" and "from the side" in found.issues[0].message
    assert {region.verdict for region in found.regions.values()} == {"cannot_tell"}


def test_a_photo_of_the_first_visit_that_lies_beside_the_follow_ups_is_no_capture_of_it() -> None:
    """The mean with a copy's change, which is none, would be half of what changed."""
    before, after = analyzed(BEFORE), analyzed(AFTER)
    found = compare_visits([before], [before, after])
    alone = compare_visits([before], [after])
    assert found.captures is None or [one.photo.path for one in found.captures[1]] == [after.photo.path]
    assert {name: r.change for name, r in found.regions.items()} == {n: r.change for n, r in alone.regions.items()}
    assert "a copy of a photo of the earlier visit" in next(i.message for i in found.issues if i.code == "left_out")
    only = Chosen((before,))
    assert without_photographs_of(only, only) is only, "where there is no other photo, the comparison says why"


def test_a_mirrored_photo_among_the_others_is_no_capture() -> None:
    """Left would be averaged with right."""
    photo = a_third()
    other, turned = (analyzed(photo).photo, Image.fromarray(analyzed(a_third(1.0, 1)).photo.pixels))
    mirror = analyze_photo(other.with_pixels(np.ascontiguousarray(ImageOps.mirror(turned))))
    captures = [analyzed(photo), analyzed(a_third(1.0, 2)), mirror]
    for order in (captures, captures[::-1]):
        chosen = choose_captures(order)
        assert set(map(id, chosen.captures)) == set(map(id, captures[:2]))
        ((left_out, why),) = chosen.left_out
        assert left_out is mirror and "mirror image" in why
