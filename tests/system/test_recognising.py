"""English sentences of a table are the messages again that they were made of, and so said in another language."""

from __future__ import annotations

from pathlib import Path

import pytest

from wrinkle_scan.photo import refusals
from wrinkle_scan.system.languages import codes, language
from wrinkle_scan.system.messages import Day, joined, message, plural
from wrinkle_scan.system.recognising import recognised

PHOTO = Path("a.jpg")
SENTENCES = [
    refusals.truncated(PHOTO).reason,
    refusals.too_small(PHOTO, 90, 120).reason,
    refusals.too_many_bytes(PHOTO, 3_210_000_000).reason,
    refusals.too_many_pixels(PHOTO).reason,
    message("In the {which} photo: {why}.", which=message("after"), why=message("covered by hair")),
    joined([joined([message("covered by hair")], capital=True), "."], ""),
    joined([message("covered by hair")], capital=True),
    joined([message("There are hardly any lines in either photo."), message("Choose another folder.")]),
    message(
        "The face looks like someone else’s than in the photo of {day}. Make sure that it is the right patient.",
        day=Day("2026-03-01"),
    ),
    message(
        "The change lies between {least} and {most} %: the photos are too unlike to distinguish a change from none.",
        least="\u2212100",
        most="+59",
    ),
    message("likeness {found:.2f}", found=0.414),
    plural("{number} photo failed", "{number} photos failed", 1),
    plural("{number} photo failed", "{number} photos failed", 12),
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_is_said_as_the_message_itself_is(sentence: str) -> None:
    found = recognised(str(sentence))
    assert str(found) == str(sentence)
    for code in codes()[1:]:
        assert language(code).say(found) == language(code).say(sentence) != str(sentence)


def test_what_is_no_message_stays_and_what_stands_beside_it_is_said() -> None:
    spanish = language("es")
    assert spanish.say(recognised("Somebody wrote this. And that: too")) == "Somebody wrote this. And that: too"
    assert spanish.say(recognised("")) == ""
    known = message("There are hardly any lines in either photo.")
    mixed = recognised(f"P1/rest.jpg: {known} <b>Really.</b>")
    assert spanish.say(mixed) == f"P1/rest.jpg: {spanish.say(known)} <b>Really.</b>"
