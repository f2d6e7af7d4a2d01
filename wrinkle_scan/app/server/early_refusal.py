"""A stranger's upload is refused by its headers: else the server would take all of it in before anyone is asked."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError

from wrinkle_scan.app.server.access import Access


def channel_for(access: Access) -> type[Any]:
    """A connection of waitress that takes no body but from the browser that came in."""

    class Parser(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
        def parse_header(self, header_plus: bytes) -> None:
            super().parse_header(header_plus)
            has_body = self.content_length > 0 or self.chunked
            if has_body and not access.knows(_cookie(self.headers.get("COOKIE", ""), access.cookie_name)):
                raise ParsingError("This request does not come from the page itself and is refused.")

    class Channel(HTTPChannel):  # type: ignore[misc]
        parser_class = Parser

    return Channel


def _cookie(header: str, name: str) -> str | None:
    try:
        found = SimpleCookie(header).get(name)
    except CookieError:
        return None
    return found.value if found else None
