"""What the page says, and above all what it does not."""

from __future__ import annotations

import json
import random
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from shown_pairs import SIZES, showings, subject

from wrinkle_scan.cohort.review.blinding import arrange_items
from wrinkle_scan.output.report.review_page import Showing, Subject, render_review

WHATS = list(SIZES) * 2

PAGE = "0123456789abcdef"


@pytest.fixture(scope="module")
def html() -> str:
    return render_review(PAGE, showings(arrange_items(len(WHATS), 2, random.Random(5)), WHATS))


def data_of(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found[1])


def without_pictures(html: str) -> str:
    """Chance letters of base64 spell anything."""
    return re.sub(r"base64,[A-Za-z0-9+/=]+", "", html)


def test_the_page_hangs_on_left_and_right_alone() -> None:
    """What was before and what after may be exchanged with the sides: not a byte of the page changes."""
    one = subject("glabella", 1)
    other = Subject(one.what, before=one.after, after=one.before)
    pages = [render_review(PAGE, [Showing("aa", one, "before")]), render_review(PAGE, [Showing("aa", other, "after")])]
    assert pages[0] == pages[1]
    assert render_review(PAGE, [Showing("aa", one, "after")]) != pages[0]


@pytest.mark.parametrize(
    "word",
    ["before", "after", "improved", "unchanged", "worsened", "verdict", "follow-up", "crows", "patient", "seed"],
)
def test_no_word_gives_away_sides_or_answers(html: str, word: str) -> None:
    assert re.search(rf"(?<![a-z]){word}(?![a-z])", without_pictures(html).lower()) is None


def test_nothing_but_the_pictures_differs_between_pages_of_one_length(html: str) -> None:
    """But for the random ids and the order."""
    other = render_review(PAGE, showings(arrange_items(len(WHATS), 2, random.Random(6)), WHATS))
    rest = [page.replace(json.dumps(data_of(page)), "") for page in (html, other)]
    assert html != other and rest[0] == rest[1]


def test_an_item_has_nothing_but_what_is_shown(html: str) -> None:
    items = data_of(html)["items"]
    assert len(items) == len(WHATS) + 2
    for item in items:
        assert set(item) == {"id", "title", "shape", "width", "height", "left", "right"}
        assert re.fullmatch("[0-9a-f]{16}", item["id"])
        assert item["title"] in {"Upper face", "Forehead", "Between the brows", "Outer corner of an eye"}


def test_nothing_can_be_loaded(html: str) -> None:
    class Policy(HTMLParser):
        content = ""

        def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
            given = dict(attributes)
            if given.get("http-equiv") == "Content-Security-Policy":
                self.content = given["content"] or ""

    parser = Policy()
    parser.feed(html)
    rules = dict(rule.strip().split(" ", 1) for rule in parser.content.split(";"))
    assert rules["default-src"] == "'none'" and rules["img-src"] == "data:"
    assert "unsafe" not in parser.content and "blob" not in parser.content
    assert "http:" not in without_pictures(html) and "https:" not in without_pictures(html)


@pytest.mark.parametrize(("code", "heading"), [("pt", "Avaliação cega"), ("es", "Evaluación a ciegas")])
def test_in_another_language_no_word_of_the_english_page_is_left(html: str, code: str, heading: str) -> None:
    other = render_review(PAGE, showings(arrange_items(len(WHATS), 2, random.Random(5)), WHATS), code)
    assert f'<html lang="{code}">' in other and f"<h1>{heading}</h1>" in other
    english, said = (sentences(page) for page in (html, other))
    assert len(english) > 30 and english & said == set()
    assert [item["left"] for item in data_of(other)["items"]] == [item["left"] for item in data_of(html)["items"]]


def sentences(html: str) -> set[str]:
    """What a page says in words: its texts, its script's, and the titles of its items."""
    body = re.sub(r"<(style|script)\b.*?</\1>", "", html, flags=re.DOTALL)
    texts = {text.strip() for text in re.findall(r">([^<]+)<", body)}
    found = re.search(r'<script type="application/json" id="words">(.*?)</script>', html, re.DOTALL)
    assert found
    texts |= set(json.loads(found[1]).values()) | {item["title"] for item in data_of(html)["items"]}
    return {text for text in texts if re.search(r"[^\W\d_]{3}", text)}
