"""What tests of pages in a browser share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1200, "height": 900}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

Open = Callable[..., Page]


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


def axe_findings(page: Page) -> list[tuple[str, list[str]]]:
    """What axe-core finds wrong: rule, and the elements."""
    found: Any = Axe().run(page, options={"runOnly": WCAG})
    return [(v["id"], [node["html"][:120] for node in v["nodes"]]) for v in found.response["violations"]]


def beyond_the_edge(page: Page) -> list[str]:
    """Elements that reach beyond the window's right edge."""
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 0.5)"
        ".map(e => e.tagName + '.' + e.getAttribute('class'))"
    )
    return found
