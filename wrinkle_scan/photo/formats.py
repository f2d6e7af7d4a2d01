"""Recognises a file's picture format; other kinds of files are refused, each with its own message."""

from __future__ import annotations

from pathlib import Path

from wrinkle_scan.photo import refusals
from wrinkle_scan.system.errors import PhotoError
from wrinkle_scan.system.file_kinds import (
    ARCHIVE,
    DOCUMENT,
    ENCRYPTED,
    FORMATS,
    HEAD_BYTES,
    LINK,
    PDF,
    PLACEHOLDER,
    RAW,
    SEQUENCE,
    VIDEO,
    head_of,
    kind_of,
)
from wrinkle_scan.system.messages import message


def photo_format(path: Path, data: bytes) -> str:
    """The picture format of a file, by its bytes and not by its name.

    Args:
        path: the file; where the bytes are unknown, its name selects the error's sentence.
        data: its bytes, or the first `HEAD_BYTES` of them.

    Returns:
        One of `FORMATS`.

    Raises:
        PhotoError: ``empty_file``, ``not_downloaded``, ``not_a_photo``, ``unsupported`` or ``several_frames``.
    """
    kind = kind_of(path.name, data[:HEAD_BYTES])
    if kind in FORMATS:
        return kind
    raise _refusal(path, kind) if data or kind == PLACEHOLDER else refusals.empty_file(path)


def why_not_measured(path: Path) -> PhotoError:
    """The refusal of a file in none of `FORMATS`, by its first bytes and its name."""
    return _refusal(path, kind_of(path.name, head_of(path)))


def _refusal(path: Path, kind: str | None) -> PhotoError:
    if kind is None:
        return refusals.not_a_photo(path)
    if kind == VIDEO:
        return refusals.video(path)
    if kind == PDF:
        return refusals.pdf(path)
    if kind == ARCHIVE:
        return refusals.archive(path)
    if kind == DOCUMENT:
        return refusals.document(path)
    if kind == LINK:
        return refusals.link(path)
    if kind == ENCRYPTED:
        return refusals.encrypted(path)
    if kind == RAW:
        return refusals.camera_raw(path)
    if kind == PLACEHOLDER:
        return refusals.not_downloaded(path)
    if kind == SEQUENCE:
        return refusals.several_frames(path)
    return refusals.unsupported(path, message("the file is {kind}, which cannot be read here", kind=kind))
