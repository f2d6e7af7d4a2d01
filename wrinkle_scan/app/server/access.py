"""Who may come in: an address that works once gives a browser the cookie that every other request must bring.

An address is made from a secret and chance, so that a second start of the program, which reads the secret from a file
that only its owner may read, can make another one without asking the server.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading

ENTRANCE = "/enter"


class Access:
    """The one server's keys.

    Attributes:
        host: what the Host header of every request must say, name and port.
        secret: whoever knows it can make an address that works once.
    """

    def __init__(self, host: str) -> None:
        """Makes new secrets.

        Args:
            host: e.g. ``127.0.0.1:8000``.
        """
        self.host, self.secret = host, secrets.token_urlsafe(32)
        self._cookie = secrets.token_urlsafe(32)
        self._used: set[str] = set()
        self._lock = threading.Lock()

    @property
    def origin(self) -> str:
        """What the Origin header of every POST must say."""
        return f"http://{self.host}"

    @property
    def cookie_name(self) -> str:
        """With the port: a browser sends cookies to every port of a machine."""
        return f"wrinkle_scan_{self.host.rpartition(':')[2]}"

    def redeem(self, token: str) -> str | None:
        """The cookie's value for a token that is good and was not used before."""
        chance, _, proof = token.partition(".")
        if not hmac.compare_digest(_proof(self.secret, chance), proof.encode()):
            return None
        with self._lock:
            if chance in self._used:
                return None
            self._used.add(chance)
        return self._cookie

    def knows(self, cookie: str | None) -> bool:
        """Whether a request's cookie is the one that was given."""
        return cookie is not None and hmac.compare_digest(cookie.encode(), self._cookie.encode())


def one_use_address(host: str, secret: str) -> str:
    """An address that lets one browser in, once."""
    chance = secrets.token_urlsafe(16)
    return f"http://{host}{ENTRANCE}?token={chance}.{_proof(secret, chance).decode()}"


def _proof(secret: str, chance: str) -> bytes:
    return hmac.new(secret.encode(), chance.encode(), hashlib.sha256).hexdigest().encode()
