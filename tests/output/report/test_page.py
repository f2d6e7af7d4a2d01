"""What every page has in its head and foot."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from wrinkle_scan.analysis.provenance import program
from wrinkle_scan.comparison.provenance import provenance
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.output.report.page import settings_listed
from wrinkle_scan.output.report.wording import (
    NBSP,
)


class Page(HTMLParser):
    """A page's elements in order, its words without style and script, and what stands in these."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.code: dict[str, list[str]] = {"style": [], "script": [], "title": []}
        self._words: list[str] = []
        self._inside: str | None = None
        self.feed(html)
        self.text = " ".join(" ".join(self._words).replace(NBSP, " ").split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = tag if tag in self.code else None

    def handle_endtag(self, tag: str) -> None:
        self._inside = None

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.code[self._inside].append(data)
        else:
            self._words.append(data)

    def all(self, tag: str) -> Iterator[dict[str, str | None]]:
        return (attributes for name, attributes in self.elements if name == tag)


@pytest.fixture(scope="module")
def html(pages: dict[str, str]) -> str:
    return pages["plain"]


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_provenance_is_complete(comparison: Comparison, page: Page) -> None:
    facts = provenance(compared=True)
    assert program(facts) in page.text
    for digest in (*facts["model_sha256"].values(), comparison.before.photo.sha256, comparison.after.photo.sha256):
        assert digest in page.text
    assert all(name in page.text for name in facts["model_sha256"])
    listed = settings_listed(facts)["settings"]
    assert {name.partition(".")[0] for name, _ in listed} == set(facts["settings"])
    assert all(name in page.text and value.strip('"') in page.text for name, value in listed)
