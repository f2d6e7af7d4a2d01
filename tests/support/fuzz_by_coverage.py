"""Files that lead the reader's Python code to where no file led before, by atheris: libFuzzer with coverage of Python.

Not a part of the tests, and atheris not a dependency: `pip install atheris`, then

    python tests/support/fuzz_by_coverage.py FOLDER -max_total_time=300 -rss_limit_mb=4000 -timeout=60

It goes on from the files in FOLDER, to which it adds, beginning with one of each kind; a file at fault is written to
the folder it is started in. Pillow's and our own Python code is watched; the decoders in C are only run.
"""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["PIL", "wrinkle_scan.photo"]):  # what is imported before is not watched
    from wrinkle_scan.photo.reading import decode_photo
    from wrinkle_scan.system.errors import PhotoError

from fuzz_files import KINDS, exif, profile


def read(data: bytes) -> None:
    """A photo or a refusal; anything else ends the run."""
    with contextlib.suppress(PhotoError):
        decode_photo(Path("visit.jpg"), data)


if __name__ == "__main__":
    corpus = Path(sys.argv[1])
    corpus.mkdir(exist_ok=True)
    for kind, build in KINDS.items():
        (corpus / kind.replace(" ", "_")).write_bytes(build(exif(), profile()))
    atheris.Setup(sys.argv, read)
    atheris.Fuzz()
