"""What lists and folders hold in place of a value that is not known, as programs write it and people type it.

Taken for a name, `nan` would be one patient, whose photos are of all the people that nobody has named.
"""

from __future__ import annotations

_WORDS = """
nan none null <na> n/a n.a. n.a - -- --- – — ? ?? ??? unknown unnamed unassigned unbekannt inconnu inconnue
desconocido desconocida desconhecido desconhecida sconosciuto onbekend nieznany
"""
_NOT_KNOWN = frozenset(_WORDS.split())
_NO_DAY = "NaT"
"""What pandas writes for a day that is not known; Nat is a name, as is Nil."""
AMBIGUOUS = "NA"
"""What R writes for a value that is not known, or a patient's initials."""


def is_not_known(text: str) -> bool:
    """Whether a text stands for a value that is not known; an empty one does."""
    word = text.strip()
    return word in ("", _NO_DAY) or word.casefold() in _NOT_KNOWN
