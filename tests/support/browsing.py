"""What tests of pages in a browser share."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright
from processes import PATIENCE_SECONDS

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1200, "height": 900}
SIGHTS: list[tuple[Literal["light", "dark"], dict[str, int]]] = [("dark", PHONE), ("light", DESKTOP)]
"""How a page is looked at: in each colour scheme once, and at each size; the last is that of most users."""
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

FLICKER_MS = 700
"""A picture that flickers is swapped so often: `SWAP_MS` of report.js."""

Open = Callable[..., Page]


@contextmanager
def a_browser(*options: str) -> Iterator[Browser]:
    """A browser of the machine; none is downloaded, and where there is none the test is skipped.

    Everything that is waited for in it has the patience of all tests, and not Playwright's 5 and 30 seconds.
    """
    patience = PATIENCE_SECONDS * 1000
    expect.set_options(timeout=patience)
    names = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=[*QUIET, *options], timeout=patience)
        yield running
        running.close()


def a_context(browser: Browser, **options: Any) -> BrowserContext:
    """A user of the browser, with nothing kept of another."""
    context = browser.new_context(**{"viewport": DESKTOP, "accept_downloads": True, **options})
    context.set_default_timeout(PATIENCE_SECONDS * 1000)
    return context


@contextmanager
def watched(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens files; at the end, nothing may have gone wrong in their pages or been asked from outside them."""
    contexts, troubles = [], []

    def opener(file: Path, script: str | None = None, **options: Any) -> Page:
        context = a_context(browser, **options)
        contexts.append(context)
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.on("console", lambda message: troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        address = file.as_uri()
        page.on("request", lambda asked: None if allowed(asked.url, address) else troubles.append(asked.url))
        page.goto(address)
        return page

    yield opener
    for context in contexts:
        context.close()
    assert troubles == []


def allowed(url: str, address: str) -> bool:
    return url == address or url.startswith("data:image/jpeg;base64,")


def viewer(page: Page, name: str = "face") -> Locator:
    return page.locator(f"#viewer-{name}")


def button(page: Page, do: str, name: str = "face") -> Locator:
    return viewer(page, name).locator(f'[data-do="{do}"]')


def pressed(locator: Locator) -> bool:
    return locator.get_attribute("aria-pressed") == "true"


def style(locator: Locator, prop: str) -> str:
    return str(locator.evaluate("(element, prop) => getComputedStyle(element)[prop]", prop))


def clock_in_hand(page: Page) -> Callable[[int], None]:
    """Stops the page's clock; the function that is returned lets so many milliseconds go by."""
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    return page.clock.run_for


def axe_findings(page: Page) -> list[tuple[str, list[str]]]:
    """What axe-core finds wrong: rule, and the elements."""
    found: Any = Axe().run(page, options={"runOnly": WCAG, "resultTypes": ["violations"]})  # not all that passes, too
    return [(v["id"], [node["html"][:120] for node in v["nodes"]]) for v in found.response["violations"]]


def unfold(page: Page) -> None:
    """Opens all that is folded away; of the list of settings, hundreds of rows of one kind, three stand for all."""
    page.evaluate("document.querySelectorAll('.settings > :nth-child(n + 4)').forEach(row => row.remove())")
    for summary in page.locator("summary").all():
        summary.click()


def beyond_the_edge(page: Page) -> list[str]:
    """Elements that reach beyond the window's right edge."""
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 0.5)"
        ".map(e => e.tagName + '.' + e.getAttribute('class'))"
    )
    return found
