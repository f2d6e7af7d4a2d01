"""Makes the simulated follow-up of the samples: `python samples/make_after.py`.

The creases of forehead and glabella in before.frown.heic are softened by 60 %; crow's feet are left alone. Then, as
another visit would: another framing (a part of the frame, turned by 2 degrees, a little smaller), a sixth of a stop
brighter, a little warmer, a little noise, JPEG. What was done stands in the file's EXIF description, where the tool
reads it.
"""

from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from wrinkle_scan.analysis.analyzing import analyze
from wrinkle_scan.photo.color import encode_srgb, linear_light
from wrinkle_scan.validation.phantom.softening import soften

HERE = Path(__file__).parent
SOFTER = 0.6
TAKEN_AT = "2022:12:28 19:05:12"  # four weeks after the photo it is made from
DESCRIPTION = (
    "Simulated follow-up of before.frown.heic: forehead and frown lines made 60 % shallower by computation, "
    "crow's feet untouched, other framing, exposure, colour and compression. No treated face is shown."
)

before = analyze(HERE / "before.frown.heic")
pixels = soften(before, {"forehead": SOFTER, "glabella": SOFTER})
height, width = pixels.shape[:2]
framing = cv2.getRotationMatrix2D((width * 0.48, height * 0.42), 2.0, 0.92)
framing[:, 2] += (-90, 60)
light = cv2.warpAffine(linear_light(pixels), framing, (width - 200, height - 300), flags=cv2.INTER_AREA)
light = light * 2 ** (1 / 6) * np.array([1.03, 1.0, 0.96], np.float32)
light += np.random.default_rng(1).normal(0, 0.002, light.shape).astype(np.float32)
exif = Image.Exif()
exif[0x010E], exif[0x0131] = DESCRIPTION, "wrinkle-scan samples/make_after.py"
exif.get_ifd(0x8769).update({0x9003: TAKEN_AT, 0x9011: "+01:00"})
Image.fromarray(encode_srgb(light)).save(HERE / "after.frown.simulated_60_percent_softer.jpg", quality=90, exif=exif)
