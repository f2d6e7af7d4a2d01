"""Photos that are not on this machine's disk, from a store in memory: what is fetched, and each refusal's remedy."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from wrinkle_scan.cohort.batch.uris import fetch
from wrinkle_scan.photo.settings import PHOTO
from wrinkle_scan.system.errors import PathError, PhotoError
from wrinkle_scan.visits.catalog.entries import PhotoEntry

fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed: pip install wrinkle-scan[ray]")


def stored(name: str, content: bytes) -> PhotoEntry:
    with fsspec.open(f"memory://faces/{name}", "wb") as file:
        file.write(content)
    return PhotoEntry(f"memory://faces/{name}")


def test_a_file_of_this_machine_and_one_of_a_store(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"here")
    assert fetch(PhotoEntry(str(tmp_path / "a.jpg"))) == b"here"
    assert fetch(stored("a.jpg", b"there")) == b"there"


def test_one_byte_more_than_a_photo_may_have_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wrinkle_scan.cohort.batch.uris.PHOTO", replace(PHOTO, max_bytes=10))
    assert fetch(stored("most.jpg", bytes(10))) == bytes(10)
    with pytest.raises(PhotoError) as refused:
        fetch(stored("more.jpg", bytes(11)))
    assert refused.value.code == "too_large"


@pytest.mark.parametrize(
    ("uri", "said"),
    [
        ("memory://faces/gone.jpg", "there is no such object. Check the name and the bucket."),
        ("nowhere://faces/1.jpg", "Use s3://, gs:// or az://."),
        ("az://faces/1.jpg", "Install adlfs on every machine that measures."),
    ],
)
def test_each_refusal_has_its_remedy(monkeypatch: pytest.MonkeyPatch, uri: str, said: str) -> None:
    monkeypatch.setitem(sys.modules, "adlfs", None)
    with pytest.raises(PathError) as refused:
        fetch(PhotoEntry(uri))
    assert str(refused.value).startswith(f"{uri}: ") and str(refused.value).endswith(said)
