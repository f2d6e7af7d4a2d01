"""Text that fits, stays in the picture, and collides with nothing."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from wrinkle_scan.output.report.overlay_lettering import PLATE, Labels, shorten, wrap
from wrinkle_scan.output.report.typesetting import text_width

REASON = "Not measurable: covered by hair: 12 % of its skin can be measured, 40 % are needed"


@given(text=st.text(max_size=80), width=st.integers(0, 600), size=st.integers(10, 30))
@settings(max_examples=60, deadline=None)
def test_shortened_text_fits(text: str, width: int, size: int) -> None:
    short = shorten(text, width, size)
    assert short == "" or text_width(short, size) <= width


def test_shortening_keeps_both_ends() -> None:
    name = "patient-0042-left-side-after-treatment-visit-3.frown.heic"
    short = shorten(name, 200, 16)
    assert short.startswith("patient") and short.endswith(".heic") and "..." in short


@pytest.mark.parametrize("name", ["visit-3.heic", "Zoë – Übung 李雷.jpg", "שלום 3.jpg"])
def test_text_that_fits_is_left_alone(name: str) -> None:
    assert shorten(name, 400, 16) == name


def test_shortening_leaves_marks_on_their_letters() -> None:
    short = shorten("q\u0302" * 40, 200, 16)
    assert short.startswith("q\u0302") and "...q\u0302" in short


@given(text=st.text(alphabet=st.characters(codec="ascii"), max_size=200), width=st.integers(60, 400))
@settings(max_examples=60, deadline=None)
def test_wrapped_lines_fit(text: str, width: int) -> None:
    assert all(text_width(line, 16) <= width for line in wrap(text, width, 16))


def test_wrapping_loses_no_word() -> None:
    assert " ".join(wrap(REASON, 180, 16)) == REASON


def blank(width: int = 800, height: int = 600) -> Image.Image:
    return Image.new("RGB", (width, height), (200, 160, 140))


@given(
    centers=st.lists(st.tuples(st.floats(-500, 1500), st.floats(-500, 1500)), min_size=1, max_size=6),
    words=st.sampled_from(["Forehead", "Crow's feet, right", REASON]),
)
@settings(max_examples=30, deadline=None)
def test_labels_stay_in_the_picture_without_overlap(centers: list[tuple[float, float]], words: str) -> None:
    labels = Labels(blank(), 16)
    for center in centers:
        labels.place(wrap(words, 200, 16), center)
    for left, top, right, bottom in labels.boxes:
        assert 0 <= left < right <= 800 and 0 <= top < bottom <= 600
    for (l1, t1, r1, b1), (l2, t2, r2, b2) in combinations(labels.boxes, 2):
        assert r1 <= l2 or r2 <= l1 or b1 <= t2 or b2 <= t1


def test_a_label_lies_where_it_was_wanted_if_there_is_room() -> None:
    box = Labels(blank(), 16).place(["Forehead"], (400, 300))
    assert box is not None
    assert ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) == pytest.approx((400, 300), abs=1)


def test_the_second_label_at_a_place_moves_aside_but_not_away() -> None:
    labels = Labels(blank(), 16)
    first, second = labels.place(["Forehead"], (400, 300)), labels.place(["Glabella"], (400, 300))
    assert first is not None and second is not None
    assert abs(second[1] - first[1]) <= 2 * (first[3] - first[1])


def test_nothing_is_drawn_where_there_is_no_room() -> None:
    image = blank(60, 30)
    assert Labels(image, 16).place(["A label that is far too wide"], (30, 15)) is None
    assert image.tobytes() == blank(60, 30).tobytes()


def test_letters_stay_on_their_plate() -> None:
    image = blank()
    box = Labels(image, 16).place(["Crow's feet, right", "gjpqy | 12 lines"], (400, 300))
    assert box is not None
    changed = np.argwhere((np.asarray(image) != np.asarray(blank())).any(axis=2))
    (top, left), (bottom, right) = changed.min(axis=0), changed.max(axis=0)
    assert (left, top, right + 1, bottom + 1) == box
    edge = np.asarray(image)[box[1], box[0] : box[2]].astype(int)
    assert np.abs(edge - edge[0]).max() == 0, "letters touch the plate's edge"
    assert np.abs(edge[0] - PLATE).max() < 60
