"""Errors bring their parts."""

from __future__ import annotations

import pickle

from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import message, translated


class Backwards:
    """A language in which every message is said backwards; placeholders stay."""

    decimal_sign = ","

    def gettext(self, english: str) -> str:
        return " ".join(reversed(english.split()))

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self.gettext(one if number == 1 else many)

    def day(self, iso: str) -> str:
        return f"<{iso}>"


def test_an_error_brings_its_parts_to_the_reader() -> None:
    error = PathError(message("the photo"), message("it is gone"), message("Drop it again."))
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == "the photo: it is gone. Drop it again."
    assert translated(again.about, Backwards()) == "photo the"
    assert translated(again.reason, Backwards()) == "Gone is it. again. it Drop"
