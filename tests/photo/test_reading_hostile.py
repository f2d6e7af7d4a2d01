"""For any bytes whatever: a photo, or a refusal in one plain sentence. No other exception, no warning, no hang."""

from __future__ import annotations

import pytest
from fuzz_cases import Case, outcome
from fuzz_files import KINDS, exif, profile
from hypothesis import given, settings
from hypothesis import strategies as st

NAMES = ("jpeg", "jpeg progressive", "jpeg cmyk", "png", "png palette", "png 16 bit colour", "webp",
         "webp lossless alpha", "tiff", "tiff lzw", "tiff 16 bit tiles", "heic", "avif", "bmp", "gif")  # fmt: skip
FILES = {name: KINDS[name](exif(), profile()) for name in NAMES}
STARTS = sorted({data[:n] for data in FILES.values() for n in (4, 12, 40)})


def _is_photo(data: bytes) -> bool:
    became = outcome(Case(0, "", "", data, analyzed=False))
    assert became.good, became
    return became.what == "photo"


@given(st.binary(max_size=400))
@settings(max_examples=100, deadline=None)
def test_random_bytes(data):
    assert not _is_photo(data)


@given(st.sampled_from(STARTS), st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_random_bytes_behind_a_known_start(start, data):
    _is_photo(start + data)


@pytest.mark.parametrize("name", FILES)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_changed_bytes(name, data):
    """Half of the changes fall into the first 600 bytes, where the sizes, offsets and tags are."""
    content = bytearray(FILES[name])
    places = st.integers(0, min(600, len(content)) - 1) | st.integers(0, len(content) - 1)
    for place, value in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), min_size=1, max_size=8)):
        content[place] = value
    _is_photo(bytes(content))


@pytest.mark.parametrize("name", FILES)
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_cut_or_spliced(name, data):
    """The beginning of one file, alone or with the end of another behind it; without its end mark a JPEG is whole."""
    content = FILES[name]
    beginning = content[: data.draw(st.integers(0, len(content) - 3))]
    assert not _is_photo(beginning)
    other = FILES[data.draw(st.sampled_from(sorted(FILES)))]
    _is_photo(beginning + other[data.draw(st.integers(0, len(other))) :])
