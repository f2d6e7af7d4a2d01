"""Colour as it is published: primaries, white points, and the transfer function of sRGB."""

from __future__ import annotations

import numpy as np

# CIE xy of red, green, blue: IEC 61966-2-1, SMPTE EG 432-1 (Display P3), Adobe RGB (1998). All have white D65.
PRIMARIES = {
    "sRGB": [(0.640, 0.330), (0.300, 0.600), (0.150, 0.060)],
    "Display P3": [(0.680, 0.320), (0.265, 0.690), (0.150, 0.060)],
    "Adobe RGB": [(0.640, 0.330), (0.210, 0.710), (0.150, 0.060)],
}
D65_XY = (0.3127, 0.3290)
D50_XYZ = np.array([0.9642, 1.0, 0.8249])  # ICC.1:2022, 7.2.16
BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])


def xyz_of(xy: tuple[float, float]) -> np.ndarray:
    return np.array([xy[0] / xy[1], 1.0, (1 - xy[0] - xy[1]) / xy[1]])


def rgb_to_xyz(space: str) -> np.ndarray:
    """Matrix from linear RGB to CIE XYZ under D65."""
    columns = np.stack([xyz_of(xy) for xy in PRIMARIES[space]], axis=1)
    return columns * np.linalg.solve(columns, xyz_of(D65_XY))


def encode_srgb(linear: np.ndarray) -> np.ndarray:
    linear = np.clip(linear, 0, 1)
    return 255 * np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


def decode_srgb(code: np.ndarray) -> np.ndarray:
    value = np.asarray(code) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
