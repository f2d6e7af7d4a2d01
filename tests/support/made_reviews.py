"""A made-up review: its key, ratings files, and raters who follow a rule."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

from wrinkle_scan.cohort.review.blinding import arrange_items, random_id
from wrinkle_scan.cohort.review.key import FACE, Key, KeyItem, key_json, read_key

REGIONS = ("forehead", "glabella", "crows_feet_right", "crows_feet_left")
VERDICTS = {"forehead": "improved", "glabella": "unchanged", "crows_feet_right": "worsened"}

Rule = Callable[[KeyItem], int]
"""What a rater who knows all of an item answers."""


def made_key(folder: Path, patients: int = 8, repeats: int = 4, seed: int = 1) -> tuple[Path, Key]:
    """A face and three regions of each patient, one improved, one unchanged, one worsened; read back from its file."""
    rng = random.Random(seed)
    subjects = [(n, what) for n in range(patients) for what in (FACE, *VERDICTS)]
    items = [
        KeyItem(item.id, subjects[item.subject][0], what, item.left, item.repeats, VERDICTS.get(what), None)  # type: ignore[arg-type]
        for item in arrange_items(len(subjects), repeats, rng)
        for what in [subjects[item.subject][1]]
    ]
    pairs = [{"patient": f"P{n}"} for n in range(patients)]
    path = folder / "page.key.json"
    path.write_text(json.dumps(key_json(random_id(rng), items, pairs, seed, {})), encoding="utf-8")
    return path, read_key(path)


def rated(folder: Path, key: Key, rater: str, rule: Rule) -> Path:
    """A ratings file as the page saves it."""
    grades = {item.id: rule(item) for item in key.items}
    return written(folder / f"ratings-{rater}.json", key.page, rater, grades)


def written(path: Path, page: object, rater: object, grades: object) -> Path:
    data = {"schema": "wrinkle-scan/ratings/1", "page": page, "rater": rater, "ratings": grades}
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def saying(improvement: Callable[[KeyItem], int]) -> Rule:
    """A rater who sees so much improvement from before to after, -2 to +2, whatever side it is on.

    The sides are worked out here anew: less visible lines on the left are the grades 1 and 2.
    """

    def grade(item: KeyItem) -> int:
        better = improvement(item)
        on_the_left = better if item.left == "after" else -better
        return {2: 1, 1: 2, 0: 3, -1: 4, -2: 5}[on_the_left]

    return grade


def truth(item: KeyItem) -> int:
    """What the tool says, and of the face that it improved."""
    return {"improved": 2, "unchanged": 0, "worsened": -2, None: 2}[item.verdict]
