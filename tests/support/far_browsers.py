"""A browser without a window that comes in over the socket, as the served page's own script asks."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from contextlib import closing
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit


class Said(NamedTuple):
    """What the server answered: code, text, and the address to which it leads."""

    code: int
    text: str
    leads_to: str

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.text)
        return found


class FarBrowser:
    """It may ask several times at once, each time by a connection of its own."""

    def __init__(self, address: str) -> None:
        """Comes in by the address that the command printed."""
        parts = urlsplit(address)
        self._host = parts.netloc
        with closing(http.client.HTTPConnection(self._host)) as connection:
            connection.request("GET", f"{parts.path}?{parts.query}")
            cookie = str(connection.getresponse().getheader("Set-Cookie")).split(";")[0]
        self._headers = {"Cookie": cookie, "Origin": f"http://{self._host}", "Accept": "application/json"}

    def get(self, path: str) -> Said:
        return self._ask("GET", path, None, "text/plain")

    def send(self, path: str, content: bytes = b"") -> Said:
        return self._ask("POST", path, content, "application/octet-stream")

    def post(self, path: str, values: Mapping[str, Any]) -> Said:
        return self._ask("POST", path, json.dumps(values).encode(), "application/json")

    def submit(self, path: str, form: Mapping[str, Any]) -> Said:
        return self._ask("POST", path, urlencode(form, doseq=True).encode(), "application/x-www-form-urlencoded")

    def _ask(self, method: str, path: str, body: bytes | None, kind: str) -> Said:
        with closing(http.client.HTTPConnection(self._host)) as own:
            own.request(method, quote(path, safe="/?=&%"), body, {**self._headers, "Content-Type": kind})
            response = own.getresponse()
            return Said(response.status, response.read().decode(), response.getheader("Location") or "")
