"""Uploads that are refused by their headers, before they are sent; who sends one all the same reads the refusal."""

from __future__ import annotations

import http.client
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from local_pages import a_served_page, asked, cookie_of
from processes import PATIENCE_SECONDS

from wrinkle_scan.app.server.server_limits import MOST_UPLOAD_BYTES

MANY_ZEROS = bytes(8_000_000)


def upload(address: str, cookie: str = "", **headers: str) -> http.client.HTTPConnection:
    """The headers of an upload, without its body."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE_SECONDS)
    connection.putrequest("POST", "/compare/")
    for name, value in {"Cookie": cookie, "Origin": address.split("/enter")[0], **headers}.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    return connection


def test_a_strangers_upload_is_refused_before_it_is_sent() -> None:
    with a_served_page() as address, closing(upload(address, Content_Length="3000000")) as connection:
        response = connection.getresponse()
        assert (response.status, b"opens only by the address" in response.read()) == (403, True)


TOO_LARGE = {"Content_Length": str(MOST_UPLOAD_BYTES + 1)}, 413, "This file is larger than 400 MB."
UNSAID = {"Transfer_Encoding": "chunked"}, 411, "What is sent has to say how large it is."


@pytest.mark.parametrize(("size", "code", "sentence"), [TOO_LARGE, UNSAID])
def test_an_upload_of_too_large_or_unsaid_size_is_refused_before_it_is_sent(
    size: dict[str, str], code: int, sentence: str
) -> None:
    with (
        a_served_page() as address,
        closing(upload(address, cookie_of(address), Accept="application/json", **size)) as connection,
    ):
        response = connection.getresponse()
        assert (response.status, sentence in response.read().decode()) == (code, True)


@pytest.mark.parametrize(("size", "code", "sentence"), [TOO_LARGE, UNSAID])
def test_who_sends_it_whole_reads_the_refusal_and_the_page_goes_on(
    size: dict[str, str], code: int, sentence: str
) -> None:
    """Fails where the connection is closed in the middle: to a browser the program then seems to have ended."""
    with a_served_page() as address:
        cookie = cookie_of(address)
        with closing(upload(address, cookie, Accept="application/json", **size)) as connection:
            for _ in range(MOST_UPLOAD_BYTES // len(MANY_ZEROS) + 1):
                connection.send(MANY_ZEROS)
            response = connection.getresponse()
            assert (response.status, sentence in response.read().decode()) == (code, True)
        assert asked(address.split("/enter")[0] + "/compare/", Cookie=cookie).status == 200
