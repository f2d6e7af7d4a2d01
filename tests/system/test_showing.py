"""Rows and pictures for other programs."""

from __future__ import annotations

import base64

from wrinkle_scan.system.showing import html_table, jpeg_uri


def test_every_cell_is_text_whatever_it_holds() -> None:
    table = html_table("a < b", ["<h>"], [["<script>", 1.5], ["&", None]])
    assert table == (
        "<table><caption>a &lt; b</caption><tr><th>&lt;h&gt;</th></tr>"
        "<tr><td>&lt;script&gt;</td><td>1.5</td></tr><tr><td>&amp;</td><td>None</td></tr></table>"
    )


def test_a_picture_is_its_own_bytes() -> None:
    scheme, _, content = jpeg_uri(b"\xff\xd8\xff").partition(",")
    assert scheme == "data:image/jpeg;base64"
    assert base64.b64decode(content) == b"\xff\xd8\xff"
