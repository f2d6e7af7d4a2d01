"""The local page in Chromium: the command itself serves it, and nothing may go wrong on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from browsing import SIGHTS, a_browser, a_context, axe_findings
from local_pages import a_served_page
from playwright.sync_api import APIResponse, BrowserContext, Page, Route
from processes import waited_for

OWN = ("http://127.0.0.1:", "blob:http://127.0.0.1:", "data:image/")
BEYOND = """clipped => [...document.querySelectorAll("body *")]
    .filter(e => !(clipped && e.parentElement.closest(clipped)))
    .filter(e => e.getBoundingClientRect().right > innerWidth + 0.5)
    .map(e => e.outerHTML.slice(0, 100))"""


@contextmanager
def a_browser_inside(*arguments: str | Path, options: tuple[str, ...] = ()) -> Iterator[BrowserContext]:
    """A browser that has come in by the address that the command printed.

    Args:
        arguments: of the command.
        options: of Chromium.
    """
    with a_served_page(*arguments) as address, a_browser(*options) as browser:
        context = a_context(browser, base_url=address.split("/enter")[0])
        context.new_page().goto(address)
        yield context


@contextmanager
def a_watched_page(context: BrowserContext, but: str | None = None) -> Iterator[Page]:
    """A page on which nothing may go wrong, nor be asked from elsewhere.

    Args:
        context: in which it opens.
        but: what the browser itself may say of an answer that refuses.
    """
    page, troubles = context.new_page(), list[str]()
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith(OWN) else troubles.append(asked.url))
    yield page
    page.close()
    assert [trouble for trouble in troubles if not (but and but in trouble)] == []


@contextmanager
def next_page(page: Page) -> Iterator[None]:
    """What is pressed in the block leads to another page; after the block that page is there, and its scripts run.

    A click ends as soon as the other page begins to come: what is chosen on it then is heard by no script yet.
    """
    with page.expect_event("load"):
        yield


def look_at(page: Page, clipped: str | None = None) -> None:
    """Everyone can use it, on a desk in light and on a phone in the dark, and it is no wider than the window.

    What axe finds wrong with colours it finds at any size, and what is too small in any colours.

    Args:
        page: as it is shown.
        clipped: selects what may hold wider things, since it clips or scrolls them.
    """
    for scheme, size in SIGHTS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert axe_findings(page) == []
        assert page.evaluate(BEYOND, clipped) == []


def answers_held(page: Page, address: re.Pattern[str], number: int) -> list[tuple[Route, APIResponse]]:
    """Holds the first answers to GET of an address back; each is appended as soon as the server has given it."""
    held: list[tuple[Route, APIResponse]] = []

    def hold(route: Route) -> None:
        if route.request.method == "GET" and len(held) < number:
            held.append((route, route.fetch()))
        else:
            route.continue_()

    page.route(address, hold)
    return held


def wait_for_held(page: Page, held: Sequence[tuple[Route, APIResponse]], number: int) -> None:
    """Waits until so many answers are held."""

    def are_held() -> bool:
        page.wait_for_timeout(10)  # in which the browser's requests are handled
        return len(held) >= number

    waited_for(are_held, "the page did not ask")
