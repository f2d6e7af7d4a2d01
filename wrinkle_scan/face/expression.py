"""What a photo was taken to show: the expression that was asked for, and the view."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from wrinkle_scan.face.settings import VIEWING
from wrinkle_scan.system.messages import Message, message

Expression = Literal["rest", "frown", "brow_raise", "smile", "other"]
"""``"other"`` is another movement, the same in all photos: a scrunched nose, eyes squeezed shut."""
View = Literal["front", "right", "left"]
"""From the front, or with the face turned so that more of its right or left side is seen (the patient's)."""
VIEWS: tuple[View, ...] = get_args(View)
EXPRESSIONS: tuple[Expression, ...] = get_args(Expression)
_WORDS: dict[Expression | None, Message] = {
    "rest": message("rest"),
    "frown": message("frown"),
    "brow_raise": message("brow raise"),
    "smile": message("smile"),
    "other": message("other"),
    None: message("not declared"),
}


_SPELLINGS: dict[Expression, str] = {
    "rest": "(?:at_)?rest|resting|relaxed|neutral|repose|ruhe|repos|reposo|repouso|riposo",
    "frown": "frown(?:ing|ed)?|scowl(?:ing)?|stirnrunzeln|zornesfalten?|ceno|froncement|sourcils_fronces|franzido",
    "brow_raise": "(?:eye)?brows?_(?:raised?|up)|raised?_(?:eye)?brows?",
    "smile": "smile|smiling|la(?:e)?cheln|sourire|sonrisa|sorriso",
    "other": "other",
}
"""Regular expressions of words in lower case without accents, joined by ``_``."""
_NOT = r"(?:^|_)(?:no|not|non|nao|without|ohne|kein|keine|sans|pas_de|sin|sem|senza)_"
"""What denies the word behind it: ``no frown`` and ``not smiling`` do not say what was asked for."""


def expression_from_name(path: Path) -> Expression | None:
    """The expression that a file's name says, e.g. ``2026-01-05_frown.jpg``, ``before.brow-raise.heic``; else None."""
    words = _joined_words(path.stem)
    if re.search(rf"{_NOT}(?:{'|'.join(_SPELLINGS.values())})(?:$|_)", words):
        return None
    found = [e for e, spelling in _SPELLINGS.items() if re.search(rf"(?:^|_)(?:{spelling})(?:$|_)", words)]
    return found[0] if len(found) == 1 else None


def known_expression(text: str | None) -> Expression | None:
    """The expression that a text spells, e.g. ``Brow-raise`` or ``at rest``; None for any other text."""
    words = _joined_words(text or "").strip("_")
    return next((e for e, spelling in _SPELLINGS.items() if re.fullmatch(spelling, words)), None)


def _joined_words(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z]+", "_", plain)


def expression_words(expression: Expression | None) -> str:
    """An expression's name within a sentence."""
    return _WORDS[expression]


def check_expression(expression: Expression | None) -> None:
    """Raises ValueError where a caller's word is none of EXPRESSIONS: it would be an expression of its own."""
    if expression is not None and expression not in EXPRESSIONS:
        raise ValueError(f"the expression must be one of {', '.join(EXPRESSIONS)} or None, not {expression!r}")


def view_of(yaw_deg: float) -> View:
    """The view of a face turned by so many degrees, positive to its own left: then its right side is seen."""
    return "front" if abs(yaw_deg) < VIEWING.oblique_deg else "right" if yaw_deg > 0 else "left"


def one_view(yaw_deg: float, other_deg: float) -> bool:
    """Whether two photos of one moment, turned by so many degrees, show the face from one side."""
    return abs(yaw_deg - other_deg) <= VIEWING.one_view_deg


class SeriesKey(NamedTuple):
    """What the photos of a series have in common; no expression: it is not known, and they are not compared."""

    expression: Expression | None
    view: View = "front"

    def __str__(self) -> str:
        """A name for files and pages: ``frown``, ``rest_left``, ``not_declared``."""
        return f"{self.expression or 'not_declared'}{'' if self.view == 'front' else f'_{self.view}'}"


SERIES_ORDER = [SeriesKey(expression, view) for expression in (*EXPRESSIONS, None) for view in VIEWS]
"""All there can be, in the order in which they are shown."""
