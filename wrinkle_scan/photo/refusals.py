"""Every reason why a file is refused as a photo: a stable code, the cause and the remedy, in words for clinicians."""

from __future__ import annotations

from pathlib import Path

from wrinkle_scan.photo.settings import PHOTO
from wrinkle_scan.system.errors import PhotoError
from wrinkle_scan.system.messages import message

_COPY_AGAIN = message("Copy it again from the camera or phone and use the new copy.")
_EXPORT = message("Export it as an ordinary JPEG, PNG or TIFF photo and use that file.")


def empty_file(path: Path) -> PhotoError:
    """The file has no bytes: typically a copy that failed."""
    return PhotoError(path, "empty_file", message("the file is empty"), _COPY_AGAIN)


def truncated(path: Path) -> PhotoError:
    """The bytes of a known format end too early or do not decode."""
    return PhotoError(path, "truncated", message("the file is incomplete or damaged"), _COPY_AGAIN)


def not_a_photo(path: Path) -> PhotoError:
    """The bytes belong to no picture format."""
    problem = message("the file is not a photo, whatever its name says")
    return PhotoError(
        path, "not_a_photo", problem, message("Choose a photo in JPEG, HEIC, AVIF, PNG, TIFF or WebP format.")
    )


def video(path: Path) -> PhotoError:
    """A video, or that of a live photo."""
    remedy = message("Export one sharp still from it as a JPEG and use that.")
    return PhotoError(path, "not_a_photo", message("the file is a video, not a photo"), remedy)


def pdf(path: Path) -> PhotoError:
    """A document, perhaps with a scanned photo on a page."""
    remedy = message("If there is a photo in it, export that as a JPEG and use it.")
    return PhotoError(path, "not_a_photo", message("the file is a PDF document, not a photo"), remedy)


def archive(path: Path) -> PhotoError:
    """Files packed into one, photos perhaps among them."""
    remedy = message("If there are photos in it, unpack it and put them in its place.")
    return PhotoError(path, "not_a_photo", message("the file is an archive, not a photo"), remedy)


def document(path: Path) -> PhotoError:
    """A text, slides or a mail, perhaps with photos in it."""
    remedy = message("If there is a photo in it, save the photo itself, in its original size, and use it.")
    return PhotoError(path, "not_a_photo", message("the file is a document, not a photo"), remedy)


def unsupported(path: Path, problem: str) -> PhotoError:
    """A picture, but of a kind that cannot be measured faithfully."""
    return PhotoError(path, "unsupported", problem, _EXPORT)


def link(path: Path) -> PhotoError:
    """A shortcut to a file, or to a document on the web."""
    problem = message("this is a link, and the photo lies elsewhere")
    return PhotoError(path, "not_a_photo", problem, message("Copy the photo itself into the folder."))


def encrypted(path: Path) -> PhotoError:
    """A file that a password or a key opens."""
    problem = message("this file is encrypted")
    return PhotoError(path, "not_a_photo", problem, message("Decrypt the photo that is in it."))


def camera_raw(path: Path) -> PhotoError:
    """The sensor's own values, whose conversion to colours only the camera's maker knows."""
    remedy = message("Export it as JPEG or TIFF and use that file.")
    return PhotoError(path, "unsupported", message("the file is a camera raw file, which cannot be read here"), remedy)


def not_downloaded(path: Path) -> PhotoError:
    """What a Mac leaves in a folder of a file that it moved to iCloud."""
    problem = message("the file is not downloaded from iCloud yet")
    return PhotoError(
        path, "not_downloaded", problem, message("Open the folder in Finder, download it, and start again.")
    )


def several_frames(path: Path) -> PhotoError:
    """An animation, a burst or several pages: which one is meant cannot be known."""
    problem = message("the file holds several pictures (an animation, a burst or several pages)")
    return PhotoError(path, "several_frames", problem, message("Export the one to be measured as a JPEG and use that."))


def too_many_bytes(path: Path, size: int) -> PhotoError:
    """The file is larger than any photo this program accepts; ``size`` in bytes."""
    problem = message(
        "the file is {size:.1f} GB large, and at most {most:g} GB can be read",
        size=size / 1e9,
        most=PHOTO.max_bytes / 1e9,
    )
    return PhotoError(path, "too_large", problem, _EXPORT)


def too_many_pixels(path: Path, limit: int = PHOTO.max_pixels) -> PhotoError:
    """The declared width times height is beyond the limit, or beyond this computer's memory."""
    problem = message(
        "the photo is larger than {most:g} megapixels or than this computer's memory can hold", most=limit / 1e6
    )
    return PhotoError(path, "too_large", problem, message("Export it with fewer pixels and use that file."))


def too_small(path: Path, width: int, height: int) -> PhotoError:
    """The shorter side has too few pixels for any face; sizes in px."""
    problem = message(
        "the photo is only {width} x {height} pixels, and at least {min_side} are needed on the shorter side",
        width=width,
        height=height,
        min_side=PHOTO.min_side,
    )
    return PhotoError(path, "too_small", problem, message("Use the original photo, not a thumbnail or preview of it."))


def not_rgb(path: Path, dtype: str, shape: tuple[int, ...]) -> PhotoError:
    """An array of another type or shape than a photo's."""
    problem = message("an array of type {dtype} and shape {shape} is no RGB picture", dtype=dtype, shape=shape)
    return PhotoError(path, "not_a_photo", problem, message("Give uint8 of shape (height, width, 3), sRGB, upright."))
