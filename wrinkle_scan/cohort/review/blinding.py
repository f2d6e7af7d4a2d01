"""Randomises the order of the items, which picture is on the left, and which items are shown twice.

Raters who know which picture is the later one overestimate improvement, even in untreated faces (Machado 2021).
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal

Side = Literal["before", "after"]
REPEAT_EVERY = 10
"""One item in this many is shown twice ..."""
MIN_PAIRS_FOR_REPEATS = 5
"""... if there are at least this many pairs of visits: among fewer, a rater recognises the repeated ones."""
ID_BITS = 64


@dataclass(frozen=True)
class Item:
    """One showing of two pictures.

    Attributes:
        id: random, 16 hexadecimal digits, without information.
        subject: index of the subject shown.
        left: which picture is on the left.
        repeats: the id of the item that is repeated here with its sides swapped, else None.
    """

    id: str
    subject: int
    left: Side
    repeats: str | None = None


def random_source(seed: int | None = None) -> random.Random:
    """The system's random generator; with a seed, a reproducible one, whose order anyone with the seed can compute."""
    return random.SystemRandom() if seed is None else random.Random(seed)


def random_id(rng: random.Random) -> str:
    """16 hexadecimal digits."""
    return f"{rng.getrandbits(ID_BITS):0{ID_BITS // 4}x}"


def number_of_repeats(subjects: int, pairs: int) -> int:
    """Number of subjects that are shown twice: one in ten and at least one, none where there are few pairs."""
    return max(1, round(subjects / REPEAT_EVERY)) if pairs >= MIN_PAIRS_FOR_REPEATS else 0


def arrange_items(subjects: int, repeats: int, rng: random.Random) -> list[Item]:
    """Every subject once and some of them twice, in random order and on random sides.

    Repeated items are taken from the first third and shown again in the last, so that they are seldom recognised.

    Args:
        subjects: number of subjects.
        repeats: number of subjects shown twice, at most a third of them.
        rng: random generator.
    """
    order = list(range(subjects))
    rng.shuffle(order)
    items = [Item(random_id(rng), subject, rng.choice(("before", "after"))) for subject in order]
    third = max(subjects // 3, 1)
    for item in rng.sample(items[:third], min(repeats, third)):
        other: Side = "after" if item.left == "before" else "before"
        place = rng.randint(max(subjects - third, items.index(item) + 1), len(items))
        items.insert(place, Item(random_id(rng), item.subject, other, repeats=item.id))
    return items
