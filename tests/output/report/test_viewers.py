"""The two pictures of a region with their lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.output.report.html import render_comparison
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


def test_lines_are_drawn_in_both_pictures_and_dashed_where_not_traced(comparison: Comparison) -> None:
    regions = dict(comparison.regions)
    glabella = regions["glabella"].aligned
    assert glabella is not None and glabella.creases
    only_before = replace(glabella, creases=[replace(glabella.creases[0], traced_in="before")])
    regions = {"glabella": replace(regions["glabella"], aligned=only_before)}
    html = render_comparison(replace(comparison, regions=regions))
    shots = html[html.index('id="viewer-glabella"') :].split('class="shot ')[1:3]
    assert ['class="line"' in shot for shot in shots] == [True, False]
    assert ['class="line faint"' in shot for shot in shots] == [False, True]


def test_depth_below_nothing_is_shown_as_nothing(comparison: Comparison) -> None:
    glabella = comparison.regions["glabella"]
    assert glabella.aligned is not None
    gone = replace(glabella.aligned.creases[0], before_percent=8.0, after_percent=-0.6, traced_in="before")
    regions = {"glabella": replace(glabella, aligned=replace(glabella.aligned, creases=[gone]))}
    text = Page(render_comparison(replace(comparison, regions=regions))).text
    assert "1 line: 1 vanished" in text
    assert "8.0 % 0.0 % vanished" in text
