"""Decides which photos of a patient are weighed together: those of a day and view, and visits taken in one order.

A phone numbers its photos, so that visits of as many photos may show the same in the same order.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from wrinkle_scan.face.expression import View
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.settings import FACE_EXPRESSIONS


def visits_to_weigh(entries: Iterable[PhotoEntry]) -> Iterable[list[list[PhotoEntry]]]:
    """Groups of visits whose photos take one another's place in their order; a visit in no known order is a group.

    A view of which all these visits have as many photos is a group, whatever was taken between them. The photos of all
    other views are one: of a face that is turned by about as much as divides two views, any may be of either.

    Args:
        entries: one patient's photos, with date and view.
    """
    days: dict[str | None, list[PhotoEntry]] = defaultdict(list)
    for entry in entries:
        days[entry.visit_date].append(entry)
    in_order: dict[int, list[list[PhotoEntry]]] = defaultdict(list)
    for photos in days.values():
        if len(photos) > 1 and _are_numbered(photos):
            in_order[len(photos)].append(sorted(photos, key=_numbers))
        else:
            yield from _each_view(photos)
    for visits in in_order.values():
        numbers = [Counter(photo.series.view for photo in visit) for visit in visits]
        views = set().union(*numbers)
        unlike = {view for view in views if len({number[view] for number in numbers}) > 1}
        for together in filter(None, (unlike, *({view} for view in views - unlike))):
            group = [[photo for photo in visit if photo.series.view in together] for visit in visits]
            if len(together) == 1 or len(group[0]) <= FACE_EXPRESSIONS.most_together:
                yield group
            else:
                for visit in group:
                    yield from _each_view(visit)


def _each_view(photos: Sequence[PhotoEntry]) -> Iterable[list[list[PhotoEntry]]]:
    by_view: dict[View, list[PhotoEntry]] = defaultdict(list)
    for photo in photos:
        by_view[photo.series.view].append(photo)
    return ([some] for some in by_view.values())


def _are_numbered(photos: Sequence[PhotoEntry]) -> bool:
    """Whether their names differ in nothing but numbers."""
    return all(map(_numbers, photos)) and len({re.sub(r"\d+", "0", p.path.stem.lower()) for p in photos}) == 1


def _numbers(photo: PhotoEntry) -> list[int]:
    """The numbers in a photo's name: those of ``IMG_1219`` and ``2026-01-05_3`` count up."""
    return [int(number) for number in re.findall(r"\d+", photo.path.stem)]
