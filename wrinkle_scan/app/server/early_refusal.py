"""Uploads that are refused by their headers: else the server would take all of them in before anyone is asked.

The application answers such a request as if it had no body, in the words of the page. What is sent of it is read and
dropped: a connection that is closed while the browser still sends is a lost connection to it, and the answer is lost.
"""

from __future__ import annotations

import contextlib
import socket
from http.cookies import CookieError, SimpleCookie
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser

from wrinkle_scan.app.server.access import Access
from wrinkle_scan.app.server.server_limits import MOST_DROPPED_BYTES, MOST_UPLOAD_BYTES


def channel_for(access: Access) -> type[Any]:
    """A connection of waitress that takes no body but from the browser that came in, and none that is too large."""

    class Parser(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
        refused = False
        content_length: int

        def parse_header(self, header_plus: bytes) -> None:
            super().parse_header(header_plus)
            known = access.knows(_cookie(self.headers.get("COOKIE", ""), access.cookie_name))
            has_body = self.content_length > 0 or self.chunked
            if self.chunked or self.content_length > MOST_UPLOAD_BYTES or (has_body and not known):
                self.refused, self.expect_continue = True, False
                self.body_rcv, self.content_length = None, 0
                self.headers["CONNECTION"] = "close"
                if self.chunked:  # waitress hides it from the application
                    self.headers["TRANSFER_ENCODING"] = "chunked"

    class Channel(HTTPChannel):  # type: ignore[misc]
        close_when_flushed: bool
        dropping, answered = False, False
        dropped = 0

        def parser_class(self, settings: Any) -> Any:
            channel = self

            class OfThisChannel(Parser):
                def received(self, data: bytes) -> int:
                    taken: int = super().received(data)
                    channel.dropping = channel.dropping or self.refused or self.error is not None
                    return len(data) if channel.dropping else taken

            return OfThisChannel(settings)

        def received(self, data: bytes) -> bool:
            if not self.dropping:
                return bool(super().received(data))
            self.dropped += len(data)
            if self.dropped > MOST_DROPPED_BYTES:
                self.handle_close()
            return True

        def readable(self) -> bool:
            return self.answered or bool(super().readable())

        def handle_write(self) -> None:
            if self.dropping and self.close_when_flushed and not self.total_outbufs_len:
                self.close_when_flushed, self.answered = False, True
                with contextlib.suppress(OSError):  # who sends may be gone
                    self.socket.shutdown(socket.SHUT_WR)
            else:
                super().handle_write()

    return Channel


def _cookie(header: str, name: str) -> str | None:
    try:
        found = SimpleCookie(header).get(name)
    except CookieError:
        return None
    return found.value if found else None
