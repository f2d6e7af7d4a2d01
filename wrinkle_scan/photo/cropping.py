"""A part of a photo as a photo of its own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from wrinkle_scan.photo.crop import Crop, crop_box
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import message


def crop_photo(photo: Photo, crop: Crop) -> Photo:
    """The part of a photo that a crop names, of the same file.

    Raises:
        PathError: the box is not within the photo.
    """
    x, y, width, height = crop_box(crop, photo.width, photo.height)
    if min(x, y) < 0 or min(width, height) < 1 or x + width > photo.width or y + height > photo.height:
        problem = message(
            "the box {x},{y},{width},{height} is not within the photo, which is {width2} x {height2} pixels",
            x=x,
            y=y,
            width=width,
            height=height,
            width2=photo.width,
            height2=photo.height,
        )
        raise PathError(
            photo.path, problem, message("Name its left and upper edge, its width and its height, in pixels.")
        )
    pixels = np.ascontiguousarray(photo.pixels[y : y + height, x : x + width])
    pixels.setflags(write=False)
    return replace(photo, pixels=pixels, crop=(x, y, width, height))
