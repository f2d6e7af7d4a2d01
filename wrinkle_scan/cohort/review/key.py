"""The key of a review page: which picture was on which side, and the tool's verdicts. Raters must not see it.

JSON, schema ``wrinkle-scan/review-key/1``; every field is described in docs/REVIEW.md.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from wrinkle_scan.cohort.review.blinding import Side
from wrinkle_scan.cohort.review.json_object import read_object
from wrinkle_scan.system.errors import PathError

SCHEMA = "wrinkle-scan/review-key/1"
FACE = "face"
"""Subject of an item that shows the upper face, on which the tool has no verdict as a whole, and not a region."""
ToolVerdict = Literal["improved", "unchanged", "worsened"]


@dataclass(frozen=True)
class KeyItem:
    """One item of a page, unblinded.

    Attributes:
        id: as on the page.
        pair: index of its pair of visits.
        what: a region's name, or FACE.
        left: which picture is on the left.
        repeats: id of the item that it repeats, else None.
        verdict: the tool's, None for FACE.
        change_percent: of severity, None for FACE; negative is an improvement.
    """

    id: str
    pair: int
    what: str
    left: Side
    repeats: str | None
    verdict: ToolVerdict | None
    change_percent: float | None


@dataclass(frozen=True)
class Key:
    """A page's key: its random id, its items in the order shown, and the patient of each pair of visits."""

    page: str
    items: tuple[KeyItem, ...]
    patients: tuple[str, ...]

    @property
    def by_id(self) -> dict[str, KeyItem]:
        """The items by their ids."""
        return {item.id: item for item in self.items}

    def patient(self, item: KeyItem) -> str:
        """The patient whom an item shows."""
        return self.patients[item.pair]


def key_json(
    page: str, items: list[KeyItem], pairs: list[dict[str, Any]], seed: int | None, provenance: dict[str, Any]
) -> dict[str, Any]:
    """The key file's content; `pairs` hold at least the ``patient`` of each pair of visits."""
    return {
        "schema": SCHEMA,
        "page": page,
        "seed": seed,
        "pairs": pairs,
        "items": [asdict(item) for item in items],
        "provenance": provenance,
    }


def read_key(path: Path) -> Key:
    """Reads a key file.

    Raises:
        PathError: it cannot be read, or is no key of a review page.
    """
    data = read_object(path, SCHEMA, "this is not the key of a review page", "Name the .key.json that `review` wrote.")
    try:
        items = tuple(KeyItem(**item) for item in data["items"])
        patients = tuple(str(pair["patient"]) for pair in data["pairs"])
        sound = all(_is_sound(item, len(patients)) for item in items) and isinstance(data["page"], str)
        known = {item.id for item in items}
        sound = sound and len(known) == len(items) and all(i.repeats in known for i in items if i.repeats is not None)
    except (KeyError, TypeError):
        sound = False
    if not sound:
        raise PathError(path, "this key is damaged", "Use the file as `review` wrote it, or make the page again.")
    return Key(data["page"], items, patients)


def _is_sound(item: KeyItem, pairs: int) -> bool:
    return (
        isinstance(item.id, str)
        and type(item.pair) is int
        and 0 <= item.pair < pairs
        and isinstance(item.what, str)
        and item.left in get_args(Side)
        and (item.verdict is None or item.verdict in get_args(ToolVerdict))
    )
