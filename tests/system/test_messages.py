"""Texts with values: said in any language, and whole in another process."""

from __future__ import annotations

import copy
import json
import pickle

import pytest

from wrinkle_scan.output.report.wording import GRADE_MEANS
from wrinkle_scan.system.languages import codes, language
from wrinkle_scan.system.messages import Day, Text, joined, message, percentage, plural, restored, translated


class Backwards:
    """A language in which every message is said backwards; placeholders stay."""

    decimal_sign = ","

    def gettext(self, english: str) -> str:
        return " ".join(reversed(english.split()))

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self.gettext(one if number == 1 else many)

    def day(self, iso: str) -> str:
        return f"<{iso}>"


def test_english_is_what_stands_in_the_code() -> None:
    text = plural("{number} photo of {size:.1f} mm", "{number} photos of {size:.1f} mm", 2, size=2.5)
    assert text == "2 photos of 2.5 mm"
    assert language("en").say(text) == text


@pytest.mark.parametrize("code", codes())
def test_no_line_ends_between_a_number_and_its_per_cent(code: str) -> None:
    text = joined([message("{percent}\u00a0% less", percent=12), GRADE_MEANS, percentage(0.732)])
    assert text.endswith("with its 80 % interval. 73 %"), "plain for a terminal"
    assert " %" not in language(code).say(text) and language(code).say(text).count("\u00a0%") == 3
    assert language(code).gettext("%(number)s of %(of)s") == "%(number)s of %(of)s"


@pytest.mark.parametrize("code", codes())
def test_what_is_rounded_to_zero_has_no_sign(code: str) -> None:
    near, far = (message("{found:.2f}", found=found) for found in (-0.004, -0.006))
    assert [str(near), str(far)] == ["0.00", "-0.01"]
    assert [language(code).say(text)[-1] for text in (near, far)] == ["0", "1"]
    assert not language(code).say(near).startswith("-")


def test_values_are_said_too_and_numbers_have_the_languages_decimal_sign() -> None:
    text = message("taken {day} with {what}", day=Day("2022-11-30T19:37:00"), what=message("{mm:.1f} mm", mm=1.25))
    assert text == "taken 30 November 2022 with 1.2 mm"
    assert translated({"a": [text, 3]}, Backwards()) == {"a": ["mm 1,2 with <2022-11-30> taken", 3]}


def test_a_text_survives_another_process_a_copy_and_a_file() -> None:
    text: Text = joined([message("one {name}", name="two. three"), plural("{number} a", "{number} b", 3)], ", ", True)
    for again in (
        pickle.loads(pickle.dumps(text)),
        copy.deepcopy(text),
        restored(json.loads(json.dumps(text.plain()))),
    ):
        assert again == text == "One two. three, 3 b"
        assert again.translated(Backwards()) == "Two. three one, b 3"
