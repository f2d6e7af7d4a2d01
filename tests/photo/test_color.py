"""Profiles against matrices worked out from the published primaries."""

from __future__ import annotations

import struct

import numpy as np
import pytest
from PIL import Image, ImageCms
from published_colours import BRADFORD, D50_XYZ, D65_XY, decode_srgb, encode_srgb, rgb_to_xyz, xyz_of

from wrinkle_scan.photo.color import to_srgb
from wrinkle_scan.photo.reading import read_photo
from wrinkle_scan.system.languages import language

# --- ICC profiles, as bytes


def _fixed(*values: float) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _profile(device_class: bytes, space: bytes, connection: bytes, tags: dict[bytes, bytes]) -> bytes:
    """An ICC profile of version 2.4: header, tag table, tags."""
    tags = {b"wtpt": b"XYZ \0\0\0\0" + _fixed(*D50_XYZ), **tags}
    table, body = b"", b""
    for name, content in tags.items():
        table += name + struct.pack(">II", 132 + 12 * len(tags) + len(body), len(content))
        body += content + b"\0" * (-len(content) % 4)
    rest = struct.pack(">I", len(tags)) + table + body
    header = struct.pack(">I4s4s4s4s4s", 128 + len(rest), b"\0" * 4, b"\x02\x40\0\0", device_class, space, connection)
    return header + b"\0" * 12 + b"acsp" + b"\0" * 28 + _fixed(*D50_XYZ) + b"\0" * 48 + rest


SRGB_CURVE = b"para\0\0\0\0\0\x03\0\0" + _fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def _gamma_curve(gamma: float) -> bytes:
    return b"curv\0\0\0\0\0\0\0\x01" + struct.pack(">H", round(gamma * 256))


def _rgb_profile(space: str, curve: bytes, **more: bytes) -> bytes:
    cone = np.diag(BRADFORD @ D50_XYZ / (BRADFORD @ xyz_of(D65_XY)))
    matrix = np.linalg.inv(BRADFORD) @ cone @ BRADFORD @ rgb_to_xyz(space)
    tags = {name: b"XYZ \0\0\0\0" + _fixed(*matrix[:, i]) for i, name in enumerate([b"rXYZ", b"gXYZ", b"bXYZ"])}
    tags |= dict.fromkeys([b"rTRC", b"gTRC", b"bTRC"], curve) | {name.encode(): tag for name, tag in more.items()}
    return _profile(b"mntr", b"RGB ", b"XYZ ", tags)


def _grey_profile(gamma: float) -> bytes:
    return _profile(b"mntr", b"GRAY", b"XYZ ", {b"kTRC": _gamma_curve(gamma)})


LAB_OF_INK = {"paper": (100, 0, 0), "cyan": (60, -30, -40), "magenta": (50, 60, -5), "black": (0, 0, 0)}


def _cmyk_profile() -> bytes:
    """A table of the 16 corners of CMYK (lut8, ICC.1:2001, 6.5.7): black wins, else cyan, magenta, else paper."""
    corners = b""
    for corner in range(16):
        cyan, magenta, _, black = (corner >> bit & 1 for bit in (3, 2, 1, 0))
        lightness, a, b = LAB_OF_INK["black" if black else "cyan" if cyan else "magenta" if magenta else "paper"]
        corners += bytes([round(lightness * 2.55), a + 128, b + 128])
    identity = bytes(range(256))
    lut = b"mft1\0\0\0\0\x04\x03\x02\0" + _fixed(1, 0, 0, 0, 1, 0, 0, 0, 1) + 4 * identity + corners + 3 * identity
    return _profile(b"prtr", b"CMYK", b"Lab ", {b"A2B0": lut})


def _patch(color: tuple[int, ...] | int, mode: str = "RGB", profile: bytes | None = None) -> Image.Image:
    image = Image.new(mode, (64, 64), color)
    if profile:
        image.info["icc_profile"] = profile
    return image


def _one_color(image: Image.Image) -> np.ndarray:
    pixels = np.asarray(image).reshape(-1, 3)
    assert np.ptp(pixels, axis=0).max() == 0
    return pixels[0].astype(int)


# --- profiles


@pytest.mark.parametrize("color", [(220, 90, 80), (200, 160, 140), (80, 60, 50), (128, 128, 128), (255, 0, 0)])
def test_display_p3(color):
    """Reds and skin colours from an iPhone; pure P3 red lies outside sRGB and is clipped."""
    rgb, notes = to_srgb(_patch(color, profile=_rgb_profile("Display P3", SRGB_CURVE)))
    to_linear_srgb = np.linalg.solve(rgb_to_xyz("sRGB"), rgb_to_xyz("Display P3"))
    expected = encode_srgb(to_linear_srgb @ decode_srgb(np.array(color)))
    assert np.abs(_one_color(rgb) - expected).max() <= 2
    assert notes == ()


@pytest.mark.parametrize("color", [(180, 120, 100), (90, 140, 90), (240, 240, 240)])
def test_adobe_rgb(color):
    rgb, notes = to_srgb(_patch(color, profile=_rgb_profile("Adobe RGB", _gamma_curve(563 / 256))))
    to_linear_srgb = np.linalg.solve(rgb_to_xyz("sRGB"), rgb_to_xyz("Adobe RGB"))
    expected = encode_srgb(to_linear_srgb @ (np.array(color) / 255) ** (563 / 256))
    assert np.abs(_one_color(rgb) - expected).max() <= 2
    assert notes == ()


def test_srgb_profile_changes_nothing():
    noise = Image.fromarray(np.random.default_rng(2).integers(0, 256, (64, 64, 3), np.uint8))
    noise.info["icc_profile"] = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert np.abs(np.asarray(to_srgb(noise)[0]).astype(int) - np.asarray(noise)).max() <= 1


def test_white_stays_white():
    """Relative colorimetric: a scanner's yellowish white is not carried over as a tint."""
    yellowish = b"XYZ \0\0\0\0" + _fixed(0.90, 0.93, 0.60)
    scanner = _rgb_profile("sRGB", SRGB_CURVE, wtpt=yellowish).replace(b"mntr", b"scnr")
    rgb, _ = to_srgb(_patch((255, 255, 255), profile=scanner))
    assert list(_one_color(rgb)) == [255, 255, 255]


@pytest.mark.parametrize("mode", ["L", "I;16"])
@pytest.mark.parametrize("gamma", [1.0, 1.75])
def test_grey_profile(mode, gamma):
    image = _patch(100 if mode == "L" else 100 * 257, mode, _grey_profile(gamma))
    rgb, notes = to_srgb(image)
    assert np.abs(_one_color(rgb) - encode_srgb(np.array((100 / 255) ** gamma))).max() <= 2
    assert notes == ()


def test_grey_picture_with_colour_profile():
    """As scanners write it: the profile's curve applies and grey stays neutral."""
    rgb, notes = to_srgb(_patch(100, "L", _rgb_profile("Display P3", _gamma_curve(1.0))))
    assert np.abs(_one_color(rgb) - encode_srgb(np.array(100 / 255))).max() <= 2
    assert notes == ()


@pytest.mark.parametrize(
    ("ink", "color"),
    [("paper", (0, 0, 0, 0)), ("cyan", (255, 0, 0, 0)), ("magenta", (0, 255, 0, 0)), ("black", (0, 0, 0, 255))],
)
def test_cmyk_profile(ink, color):
    """CIE Lab under D50 -> XYZ -> D65 by Bradford -> sRGB, within 3 codes: the table itself is rounded to 8 bits."""
    lightness, a, b = LAB_OF_INK[ink]
    f = np.array([a / 500, 0, -b / 200]) + (lightness + 16) / 116
    xyz = D50_XYZ * np.where(f > 6 / 29, f**3, (f - 4 / 29) * 3 * (6 / 29) ** 2)
    cone = np.diag(BRADFORD @ xyz_of(D65_XY) / (BRADFORD @ D50_XYZ))
    expected = encode_srgb(np.linalg.solve(rgb_to_xyz("sRGB"), np.linalg.inv(BRADFORD) @ cone @ BRADFORD @ xyz))
    rgb, notes = to_srgb(_patch(color, "CMYK", _cmyk_profile()))
    assert np.abs(_one_color(rgb) - expected).max() <= 3
    assert notes == ()


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.tif", "a.webp", "a.heic", "a.avif"])
def test_profile_is_found_in_the_file(save, name):
    options = {"quality": 100} if name != "a.webp" else {"lossless": True}
    path = save(_patch((220, 90, 80)), name, icc_profile=_rgb_profile("Display P3", SRGB_CURVE), **options)
    photo = read_photo(path)
    direct, _ = to_srgb(_patch((220, 90, 80), profile=_rgb_profile("Display P3", SRGB_CURVE)))
    assert np.abs(photo.pixels.reshape(-1, 3) - _one_color(direct)).max() <= 4
    assert _one_color(direct)[0] > 225  # the colour did change: 220 in P3 is redder than in sRGB
    assert photo.notes == ()


@pytest.mark.parametrize(
    ("mode", "profile"),
    [
        ("RGB", b"not a profile"),
        ("L", b"\0" * 200),
        ("RGB", _grey_profile(1.0)),
        ("RGB", _cmyk_profile()),
        ("L", _cmyk_profile()),
        ("RGB", _rgb_profile("sRGB", SRGB_CURVE)[:160]),
    ],
)
def test_unusable_profile_is_said_and_read_as_srgb(mode, profile):
    rgb, notes = to_srgb(_patch("#646464", mode, profile))
    assert list(_one_color(rgb)) == [100, 100, 100]
    assert len(notes) == 1
    assert "profile cannot be used" in notes[0]
    assert (
        notes[0].translated(language("es"))
        == "No se puede usar el perfil de color de la foto; sus colores se leyeron como sRGB."
    )


def test_note_reaches_the_photo(save, gradient):
    photo = read_photo(save(gradient, "a.png", icc_profile=b"not a profile"))
    assert np.array_equal(photo.pixels, np.asarray(gradient))
    assert len(photo.notes) == 1


@pytest.mark.parametrize(("primaries", "n_notes"), [(1, 0), (12, 1)])
def test_heic_without_profile_may_name_its_primaries(save, gradient, primaries, n_notes):
    photo = read_photo(save(gradient, "a.heic", color_primaries=primaries, transfer_characteristics=13))
    assert len(photo.notes) == n_notes


@pytest.mark.parametrize(("primaries", "n_notes"), [(1, 0), (12, 1)])
def test_avif_without_profile_names_its_primaries(save, gradient, primaries, n_notes):
    """Pillow neither writes nor reads them."""
    data = save(gradient, "a.avif").read_bytes()
    photo = read_photo(save(data.replace(b"colrnclx\0\1", b"colrnclx\0" + bytes([primaries])), "a.avif"))
    assert len(photo.notes) == n_notes


@pytest.mark.parametrize("profile", [None, b"not a profile", _grey_profile(1.0)])
def test_cmyk_without_profile_is_said(profile):
    rgb, notes = to_srgb(_patch((0, 128, 128, 0), "CMYK", profile))
    assert _one_color(rgb)[0] == 255
    assert np.abs(_one_color(rgb)[1:] - 127).max() <= 1
    assert len(notes) == 1


# --- transparency


@pytest.mark.parametrize(
    ("mode", "color", "expected"),
    [
        ("RGBA", (200, 100, 50, 255), (200, 100, 50)),
        ("RGBA", (200, 100, 50, 0), (128, 128, 128)),
        ("RGBA", (200, 100, 50, 128), (164, 114, 89)),
        ("LA", (200, 255), (200, 200, 200)),
        ("LA", (200, 0), (128, 128, 128)),
        ("PA", (200, 100, 50, 0), (128, 128, 128)),
        ("RGBa", (100, 50, 25, 128), (164, 114, 89)),
        ("La", (100, 128), (164, 164, 164)),
    ],
)
def test_transparent_pixels_become_grey(mode, color, expected):
    image = Image.new("RGBA", (64, 64), color).convert("PA") if mode == "PA" else Image.new(mode, (64, 64), color)
    assert np.abs(_one_color(to_srgb(image)[0]) - expected).max() <= 1


@pytest.mark.parametrize(("mode", "key"), [("RGB", (9, 9, 9)), ("L", 9), ("P", 0), ("1", 255)])
def test_transparent_colour_key(save, mode, key):
    image = Image.new("RGB", (64, 64), (255, 255, 255) if mode == "1" else (9, 9, 9)).convert(mode, palette=1)
    assert (read_photo(save(image, "a.png", transparency=key)).pixels == 128).all()
    assert (read_photo(save(image, "b.png")).pixels != 128).all()


def test_transparency_does_not_keep_the_profile_from_working():
    profile = _rgb_profile("Display P3", SRGB_CURVE)
    opaque, _ = to_srgb(_patch((220, 90, 80), profile=profile))
    rgb, notes = to_srgb(_patch((220, 90, 80, 255), "RGBA", profile))
    assert np.array_equal(_one_color(rgb), _one_color(opaque))
    clear, _ = to_srgb(_patch((220, 90, 80, 0), "RGBA", profile))
    assert list(_one_color(clear)) == [128, 128, 128]
    assert notes == ()


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_png_that_says_another_gamma_is_read_by_it(mode):
    """Light of a quarter is 64 of 255 where values are proportional to light, and 137 in sRGB (IEC 61966-2-1)."""
    image = Image.new("RGB", (2, 2), (64, 64, 64)).convert(mode)
    image.info["gamma"] = 1.0
    assert to_srgb(image)[0].getpixel((0, 0)) == (137, 137, 137) and to_srgb(image)[1] == ()
    for info in ({"gamma": 0.45455}, {"gamma": 1.0, "srgb": 0}, {"gamma": 0.0}):
        image.info = dict(info)
        assert to_srgb(image)[0].getpixel((0, 0)) == (64, 64, 64)
