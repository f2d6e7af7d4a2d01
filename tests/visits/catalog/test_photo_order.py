"""Which photos are weighed together: by the order in which a phone numbered them, else by day and view."""

from __future__ import annotations

from wrinkle_scan.face.expression import View
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.photo_order import visits_to_weigh
from wrinkle_scan.visits.catalog.settings import FACE_EXPRESSIONS

FIRST, SECOND = "2026-01-05", "2026-02-05"


def photo(name: str, day: str, view: View | None = None) -> PhotoEntry:
    return PhotoEntry(f"{name}.jpg").with_known("manifest", visit_date=day, view=view)


def groups(*photos: PhotoEntry) -> list[list[list[str]]]:
    return [[[one.path.stem for one in visit] for visit in group] for group in visits_to_weigh(photos)]


def test_visits_of_as_many_numbered_photos_are_one_group_in_the_order_of_the_numbers() -> None:
    photos = photo("IMG_10", FIRST), photo("IMG_9", FIRST), photo("img_101", SECOND), photo("IMG_100", SECOND)
    assert groups(*photos) == [[["IMG_9", "IMG_10"], ["IMG_100", "img_101"]]]


def test_visits_of_another_number_of_photos_have_no_common_order() -> None:
    photos = [*(photo(f"IMG_{n}", FIRST) for n in (1, 2)), *(photo(f"IMG_{n}", SECOND) for n in (3, 4, 5))]
    assert groups(*photos) == [[["IMG_1", "IMG_2"]], [["IMG_3", "IMG_4", "IMG_5"]]]


def test_names_without_numbers_or_with_other_words_are_in_no_order() -> None:
    photos = photo("a", FIRST), photo("b", FIRST), photo("IMG_1", SECOND), photo("photo_2", SECOND)
    assert groups(*photos) == [[["a", "b"]], [["IMG_1", "photo_2"]]]


def test_a_view_is_a_group_of_its_own() -> None:
    photos = [photo("a", FIRST), photo("b", FIRST, "left"), photo("c", FIRST)]
    assert groups(*photos) == [[["a", "c"]], [["b"]]]
    numbered = [photo(f"IMG_{n}", day, view) for day, begin in ((FIRST, 1), (SECOND, 5)) for n, view in
                ((begin, "front"), (begin + 1, "left"), (begin + 2, "front"))]  # fmt: skip
    assert sorted(groups(*numbered)) == [[["IMG_1", "IMG_3"], ["IMG_5", "IMG_7"]], [["IMG_2"], ["IMG_6"]]]


def test_views_of_which_visits_have_unlike_numbers_are_weighed_together_up_to_the_most() -> None:
    def visit(begin: int, day: str, *views: View) -> list[PhotoEntry]:
        return [photo(f"IMG_{begin + n}", day, view) for n, view in enumerate(views)]

    few = [*visit(1, FIRST, "front", "left", "left"), *visit(11, SECOND, "front", "front", "left")]
    assert groups(*few) == [[["IMG_1", "IMG_2", "IMG_3"], ["IMG_11", "IMG_12", "IMG_13"]]]
    many = FACE_EXPRESSIONS.most_together
    first, second = ("front",) * many + ("left",), ("front",) * (many - 1) + ("left",) * 2
    parted = groups(*visit(1, FIRST, *first), *visit(101, SECOND, *second))
    assert [len(group) for group in parted] == [1] * 4, "each view of each visit by itself"
