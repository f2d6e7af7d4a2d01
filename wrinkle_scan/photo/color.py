"""Colour: converts any profile and mode to sRGB, and sRGB to linear light, in which contrast is a ratio."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

from wrinkle_scan.photo.settings import PHOTO
from wrinkle_scan.system.messages import message

READABLE_MODES = frozenset({"1", "L", "LA", "La", "P", "PA", "RGB", "RGBA", "RGBa", "CMYK", "YCbCr", "I;16", "I;16B"})
"""The Pillow modes that ``to_srgb`` takes."""


_UNUSABLE_PROFILE = message("The photo's colour profile cannot be used; its colours were read as sRGB.")
_NO_CMYK_PROFILE = message(
    "The photo is in printing colours (CMYK) without a usable profile; its colours are approximate."
)

_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
# A picture's mode and its profile's colour space (ICC.1:2022, 7.2.8) -> the mode in which it meets the profile.
_MODE_FOR_PROFILE = {
    ("L", "GRAY"): "L",
    ("L", "RGB"): "RGB",
    ("RGB", "RGB"): "RGB",
    ("CMYK", "CMYK"): "CMYK",
}

# What HEIC files may declare instead of a profile, in the numbers of ITU-T H.273: Rec. 709, nothing, nearly Rec. 709.
_SRGB_PRIMARIES = {1, 2, 5, 6}

# Rec. ITU-R BT.709-6, section 3: luminance of the primaries that sRGB shares.
_LUMINANCE_WEIGHTS = np.array([0.2126, 0.7152, 0.0722], dtype=np.float32)


def to_srgb(image: Image.Image) -> tuple[Image.Image, tuple[str, ...]]:
    """Convert to 8-bit sRGB, without alpha.

    The embedded ICC profile is applied by Little CMS with relative colorimetric intent. Black point compensation is
    left out: it would stretch the contrast that is to be measured.
    Transparent pixels are blended with mid-grey; 16-bit grey is scaled, not clipped.

    Args:
        image: loaded, in one of ``READABLE_MODES``.

    Returns:
        The image in mode RGB and the same size, and one sentence for each thing about the file that was ignored.
    """
    colors, alpha = _split_alpha(image)
    rgb, notes = _apply_profile(colors)
    if alpha is not None:
        rgb = Image.composite(rgb, Image.new("RGB", rgb.size, PHOTO.behind), alpha)
    return rgb, notes


def linear_light(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Undo the sRGB transfer function.

    Args:
        pixels: sRGB-encoded values, any shape.

    Returns:
        Light in 0..1, proportional to radiance, same shape. IEC 61966-2-1:1999, section 5.2.
    """
    if not pixels.size:
        return np.zeros(pixels.shape, np.float32)
    return np.asarray(cv2.LUT(pixels.reshape(1, pixels.size), _LINEAR_OF_CODE), np.float32).reshape(pixels.shape)


def luminance(linear: NDArray[np.float32]) -> NDArray[np.float32]:
    """Weigh linear RGB to luminance.

    Args:
        linear: linear light, shape (..., 3), in 0..1.

    Returns:
        Relative luminance in 0..1, shape (...). Weights of Rec. ITU-R BT.709-6, section 3.
    """
    return np.asarray(linear @ _LUMINANCE_WEIGHTS, dtype=np.float32)


def encode_srgb(linear: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Apply the sRGB transfer function, the inverse of `linear_light`; light is clipped to 0..1.

    Args:
        linear: linear light, any shape.

    Returns:
        sRGB-encoded values, same shape. IEC 61966-2-1:1999, section 5.2.
    """
    light = np.clip(linear, 0, 1)
    encoded = np.where(light <= 0.0031308, 12.92 * light, 1.055 * np.power(light, 1 / 2.4) - 0.055)
    return np.round(255 * encoded).astype(np.uint8)


def _linear_table() -> NDArray[np.float32]:
    code = np.arange(256) / 255
    return np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4).astype(np.float32)


_LINEAR_OF_CODE = _linear_table()


def _split_alpha(image: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """Bring any readable mode to L, RGB or CMYK, and its transparency, if it has any, to a mask of mode L."""
    if image.mode.startswith("I;16"):
        return _scale_to_8_bit(image), None
    if image.has_transparency_data:
        image = image.convert("LA" if image.mode in ("1", "L", "LA", "La") else "RGBA")
        return image.convert(image.mode[:-1]), image.getchannel("A")
    if image.mode in ("L", "RGB", "CMYK"):
        return image, None
    return image.convert("L" if image.mode == "1" else "RGB"), None


def _scale_to_8_bit(image: Image.Image) -> Image.Image:
    """Scale 16-bit grey by 255/65535, where Pillow's own conversion clips."""
    grey = Image.fromarray(np.rint(np.asarray(image) / 257).astype(np.uint8))
    grey.info = image.info.copy()
    return grey


def _apply_profile(image: Image.Image) -> tuple[Image.Image, tuple[str, ...]]:
    """Convert L, RGB or CMYK to sRGB by the embedded profile; without one, RGB and grey are taken to be sRGB."""
    profile = image.info.get("icc_profile")
    transform = _transform(profile, image.mode) if profile else None
    if transform:
        return transform.apply(image.convert(transform.input_mode)), ()
    if image.mode == "CMYK":
        return image.convert("RGB"), (_NO_CMYK_PROFILE,)
    if not profile and (table := _gamma_table(image.info)) is not None:
        return image.point(list(table) * len(image.getbands())).convert("RGB"), ()
    primaries = image.info.get("nclx_profile", {}).get("color_primaries", 1)
    is_srgb = not profile and primaries in _SRGB_PRIMARIES
    rgb = image if image.mode == "RGB" else image.convert("RGB")
    return rgb, () if is_srgb else (_UNUSABLE_PROFILE,)


def _gamma_table(info: dict[Any, Any]) -> NDArray[np.uint8] | None:
    """The sRGB value of each value of a PNG whose chunk gAMA says another gamma; None where it says none or sRGB's."""
    gamma, (least, most) = info.get("gamma"), PHOTO.srgb_gamma
    if "srgb" in info or not gamma or gamma < 0 or least <= gamma <= most:
        return None
    return encode_srgb(((np.arange(256) / 255) ** (1 / gamma)).astype(np.float32))


@lru_cache(maxsize=8)
def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """Build the transform from an ICC profile to sRGB once for all strips and photos; None where it is unusable."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.ImageCmsTransform(
            source,
            _SRGB,
            _MODE_FOR_PROFILE[mode, source.profile.xcolor_space.strip()],
            "RGB",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None
