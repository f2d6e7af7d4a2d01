"""The ground floor: a file becomes upright sRGB pixels, with its SHA-256, capture time and description."""

from wrinkle_scan.photo.color import BURNT_OUT, encode_srgb, linear_light, luminance, to_srgb
from wrinkle_scan.photo.cropping import crop_photo
from wrinkle_scan.photo.metadata import Metadata, read_metadata
from wrinkle_scan.photo.reading import Photo, check_photo_file, decode_photo, read_bytes, read_photo
from wrinkle_scan.photo.refusals import MAX_BYTES, too_many_bytes

__all__ = [
    "BURNT_OUT",
    "MAX_BYTES",
    "Metadata",
    "Photo",
    "check_photo_file",
    "crop_photo",
    "decode_photo",
    "encode_srgb",
    "linear_light",
    "luminance",
    "read_bytes",
    "read_metadata",
    "read_photo",
    "to_srgb",
    "too_many_bytes",
]
