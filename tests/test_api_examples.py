"""The examples of docs/API.md, run in their order; what they print is compared with what the page says they print."""

from __future__ import annotations

import contextlib
import io
import re
import tempfile
from pathlib import Path

import pytest
from sample_photos import CHECKOUT

import wrinkle_scan as ws

PAGE = (CHECKOUT / "docs" / "API.md").read_text(encoding="utf-8")
FENCED = re.compile(r"^```(python|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.slow
def test_the_examples_print_what_the_page_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(CHECKOUT)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    names: dict[str, object] = {}
    printed = ""
    for kind, text in FENCED.findall(PAGE):
        if kind == "text":
            assert printed == text
            continue
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(compile(text, "docs/API.md", "exec"), names)
        printed = said.getvalue()


@pytest.mark.parametrize("name", [name for name in ws.__all__ if not name.startswith("_")])
def test_every_public_name_is_on_the_page(name: str) -> None:
    assert re.search(rf"`{name}\b", PAGE)


def test_every_code_of_a_refused_photo_is_on_the_page() -> None:
    """As the package's source has them, whatever photo it would take to see them."""
    said = set(re.findall(r"PhotoError\(\s*[^,()]+(?:\([^()]*\))?,\s*\"([a-z_]+)\"", everything()))
    assert {"no_face", "too_coarse", "truncated"} <= said
    assert {code for code in said if f"`{code}`" not in PAGE} == set()


def everything() -> str:
    package = CHECKOUT / "wrinkle_scan"
    modules = [path for path in package.rglob("*.py") if package / "validation" not in path.parents]
    return "\n".join(path.read_text(encoding="utf-8") for path in modules)
