"""Fetches photos that are not on this machine's disk, with fsspec, which supports s3, gs, az and more."""

from __future__ import annotations

from wrinkle_scan.photo.reading import read_bytes
from wrinkle_scan.photo.refusals import too_many_bytes
from wrinkle_scan.photo.settings import PHOTO
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.visits.catalog.entries import PhotoEntry

PACKAGES = {"s3": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "az": "adlfs", "abfs": "adlfs", "abfss": "adlfs"}
"""The package that fsspec needs for each protocol."""


def fetch(entry: PhotoEntry) -> bytes:
    """A photo file's bytes, from this machine's disk or from its URI.

    Raises:
        PathError: it does not exist, or cannot be reached or read.
        PhotoError: ``too_large``.
    """
    if not entry.remote:
        return read_bytes(entry.path)
    protocol = entry.source.partition("://")[0].lower()
    try:
        import fsspec

        with fsspec.open(entry.source, "rb") as file:
            data: bytes = file.read(PHOTO.max_bytes + 1)
    except (ImportError, ValueError) as error:  # fsspec raises the latter for protocols that it has never heard of
        package = PACKAGES.get(protocol)
        remedy = f"Install {package} on every machine that measures." if package else "Use s3://, gs:// or az://."
        raise PathError(entry.source, f"{protocol}:// cannot be read here ({error})", remedy) from error
    except FileNotFoundError as error:
        raise PathError(entry.source, "there is no such object", "Check the name and the bucket.") from error
    except Exception as error:  # each store has its own
        problem = f"it cannot be fetched ({type(error).__name__}: {error})"
        raise PathError(entry.source, problem, "Check the address, the access rights and the network.") from error
    if len(data) > PHOTO.max_bytes:
        raise too_many_bytes(entry.path, len(data))
    return data
