"""Every setting of reading a photo and converting its pixels, with its unit and its source."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PhotoSettings:
    """All settings of the room."""

    max_bytes: int = 1_000_000_000
    max_pixels: int = 200_000_000
    """Width times height, as declared."""
    max_avif_pixels: int = 100_000_000
    """Pillow takes twice the memory for an AVIF, and libavif enlarges what is stored to any size that the header
    says."""
    min_side: int = 64
    """Pixels: with fewer there is room for no face."""
    max_scans: int = 100
    """Passes over the picture: cameras and editors write 1 to about 10, each costs the decoder time, a hostile file may
    have thousands. The same limit as libtiff's for JPEG in TIFF (LIBTIFF_JPEG_MAX_ALLOWED_SCAN_NUMBER)."""
    behind: tuple[int, int, int] = (128, 128, 128)
    """Transparent pixels are not skin: a neutral grey gives them neither creases nor a skin colour."""
    srgb_gamma: tuple[float, float] = (0.44, 0.47)
    """Least and most of a PNG's own gamma (chunk gAMA) that mean sRGB: programs write 1/2.2, the PNG specification
    recommends it for sRGB."""
    burnt_out: float = 0.92
    """Linear light from which a channel may be cut off at the top: 247 of 255, compression and resampling allowed
    for."""
    first_buddhist_year: int = 2543
    last_buddhist_year: int = 2593
    """Years of Thailand's calendar: those of the 21st century's first half, as 2543 is the year 2000."""
    first_persian_year: int = 1379
    last_persian_year: int = 1420
    """Of Iran's, in which 1379 is the year 2000. Chosen by hand; the Islamic year 1421, which began in 2000, is the
    first that would be another."""


PHOTO = PhotoSettings()
