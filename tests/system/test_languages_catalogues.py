"""Each language's file has every message that the code and the templates have, with the same values in it."""

from __future__ import annotations

import re
import string
from functools import cache

import pytest
from babel.messages.catalog import Catalog
from update_messages import PACKAGE, extracted

from wrinkle_scan.system.languages import ENGLISH, codes, read_catalog

OTHERS = [code for code in codes() if code != ENGLISH]
_template = cache(extracted)


def texts(message_id: object) -> tuple[str, ...]:
    return tuple(message_id) if isinstance(message_id, (tuple, list)) else (str(message_id),)


def placeholders(text: str) -> set[str]:
    """Those of templates, %(name)s, and those of code, {name}."""
    braces = {name for _, name, _, _ in string.Formatter().parse(text) if name} if "{" in text else set()
    return braces | set(re.findall(r"%\((\w+)\)s", text))


def ids(catalog: Catalog) -> set[tuple[str, ...]]:
    return {texts(message.id) for message in catalog if message.id}


@pytest.mark.parametrize("code", OTHERS)
def test_every_message_is_there_and_none_is_left_over(code: str) -> None:
    assert ids(_template()) - ids(read_catalog(code)) == set(), "run make messages, and translate what is new"
    assert ids(read_catalog(code)) - ids(_template()) == set(), "run make messages"


@pytest.mark.parametrize("code", OTHERS)
def test_every_message_is_translated_with_its_values(code: str) -> None:
    for message in read_catalog(code):
        if not message.id:
            continue
        assert not message.fuzzy, message.id
        said = texts(message.string)
        assert all(said), f"not translated: {message.id}"
        names = set.union(*map(placeholders, texts(message.id)))
        assert set.union(*map(placeholders, said)) == names, message.id
        assert placeholders(said[-1]) == placeholders(texts(message.id)[-1]), message.id


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_fits_where_its_message_stands(code: str) -> None:
    """In attributes and sentences: no straight quotation marks, and it begins and ends as the English does."""
    for message in read_catalog(code):
        for english, other in zip(texts(message.id), texts(message.string) if message.id else (), strict=False):
            assert english.count('"') or '"' not in other, message.id
            assert english[:1].isspace() == other[:1].isspace(), message.id
            assert english[-1:].isspace() == other[-1:].isspace(), message.id
            assert ("<" in english) == ("<" in other), message.id
            assert (english[-1:] in ".?!…") == (other[-1:] in ".?!…"), message.id
            assert english.count("%%") == other.count("%%"), message.id


def test_no_message_names_an_option_of_the_command_line() -> None:
    """The page and programs that import the package say them too; `cli` adds what its commands have."""
    assert [text for message in ids(_template()) for text in message if re.search(r"(^|\s)--[a-z]", text)] == []


def test_a_number_and_its_per_cent_are_two_words() -> None:
    """``73 %``, in every language, and never as Python writes it."""
    said = [text for code in OTHERS for message in read_catalog(code) for text in texts(message.string)]
    english = [text for message in ids(_template()) for text in message]
    assert [text for text in (*english, *said) if re.search(r"[\w}]%(?!\()", text)] == []
    modules = {path.name: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    assert [name for name, code in modules.items() if re.search(r":[0-9.,+<>]*%\}", code)] == []
