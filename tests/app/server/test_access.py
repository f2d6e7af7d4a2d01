"""A token that is good works once, for one server; the cookie that it gives is the one that is known."""

from __future__ import annotations

import pytest

from wrinkle_scan.app.server.access import ENTRANCE, Access, one_use_address

HOST = "127.0.0.1:8000"


def token(address: str) -> str:
    return address.removeprefix(f"http://{HOST}{ENTRANCE}?token=")


def test_what_a_browser_sends_names_the_server() -> None:
    access = Access(HOST)
    assert (access.origin, access.cookie_name) == ("http://127.0.0.1:8000", "wrinkle_scan_8000")


def test_each_address_lets_one_in_once() -> None:
    access = Access(HOST)
    tokens = [token(one_use_address(HOST, access.secret)) for _ in range(2)]
    assert tokens[0] != tokens[1]
    cookies = [access.redeem(each) for each in tokens]
    assert cookies[0] == cookies[1] and access.knows(cookies[0])
    assert [access.redeem(each) for each in tokens] == [None, None]


def test_another_servers_secret_or_cookie_opens_nothing() -> None:
    access, other = Access(HOST), Access(HOST)
    assert access.redeem(token(one_use_address(HOST, other.secret))) is None
    assert not access.knows(other.redeem(token(one_use_address(HOST, other.secret))))
    assert not access.knows(None) and not access.knows("") and not access.knows("\u00e4")


@pytest.mark.parametrize("made_up", ["", "x", ".", "a.b", "chance." + "0" * 64, "\u00e4.\u00e4"])
def test_what_is_no_token_opens_nothing(made_up: str) -> None:
    assert Access(HOST).redeem(made_up) is None


def test_a_proof_is_of_its_own_chance_alone() -> None:
    access = Access(HOST)
    chance, proof = token(one_use_address(HOST, access.secret)).split(".")
    assert access.redeem(f"{chance[:-1]}.{proof}") is None and access.redeem(f"{chance}.{proof}") is not None
