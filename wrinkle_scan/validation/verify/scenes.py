"""The scenes of a verification: alterations of a photo whose true change of the skin is known.

Each scene draws its own random numbers from the photo's SHA-256 and the scene's name: the same photo always gives the
same cases, and a new scene leaves the others' as they were.
"""

from __future__ import annotations

import dataclasses
import hashlib

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.validation.phantom.grooves import Groove, draw_grooves
from wrinkle_scan.validation.phantom.perturb import Nuisance, perturb, random_nuisance
from wrinkle_scan.validation.phantom.relighting import relight
from wrinkle_scan.validation.phantom.render_creases import STUDIO, Lamp, render_creases
from wrinkle_scan.validation.phantom.reposing import repose
from wrinkle_scan.validation.phantom.softening import soften

DEPTHS_MM = (0.15, 0.3, 0.45, 0.6)
WIDTH_MM = 1.0
GROOVES = 3
"""Creases rendered into each region."""
STANDARD_MM = 0.3
"""Depth of the rendered creases in all scenes that do not test depth."""
POSE_DEG = 8.0
LIGHT_DEG = (15.0, 30.0, 60.0)
SOFTER = {"softer 20 %": 0.2, "softer 40 %": 0.4}
UNTOUCHED = "untouched"
NUISANCES = ("blur", "jpeg", "half resolution", "exposure", "tint", "framing")
REPETITIONS = 2
"""Cases for each photo of the scenes in which everything differs at random."""

Grooves = dict[str, list[Groove]]


def generator(sha256: str, scene: str) -> np.random.Generator:
    """The random numbers of one scene of one photo."""
    return np.random.default_rng(int(hashlib.sha256(f"{sha256} {scene}".encode()).hexdigest()[:16], 16))


def grooves_for(base: Analysis) -> Grooves:
    """The creases that are rendered into a photo, the same ones at every depth; by region that can be measured."""
    rng = generator(base.photo.sha256, "grooves")
    return {
        name: draw_grooves(region, GROOVES, WIDTH_MM, STANDARD_MM, rng)
        for name, region in base.regions.items()
        if region.measurable
    }


def rendered(base: Analysis, grooves: Grooves, depth_mm: float, lamp: Lamp = STUDIO) -> Photo:
    """The photo with the creases rendered at a depth, mm."""
    deep = {name: [groove.at_depth(depth_mm) for groove in some] for name, some in grooves.items() if some}
    return _photo(base, render_creases(base, deep, lamp))


def softened(base: Analysis, grooves: Grooves, share: float) -> Photo:
    """The photo with the creases rendered, and all creases, its own too, made shallower by a share, 0 to 1."""
    own = {name: share for name, region in base.regions.items() if region.creases}
    softer = dataclasses.replace(base, photo=_photo(base, soften(base, own)))
    return rendered(softer, grooves, STANDARD_MM * (1 - share))


def with_nuisance(photo: Photo, sha256: str, kind: str) -> Photo:
    """The photo taken again with one changed condition."""
    rng = generator(sha256, kind)
    everything = random_nuisance(rng)
    nuisance = {
        "blur": Nuisance(blur_px=float(rng.uniform(0.5, 1.5))),
        "jpeg": Nuisance(jpeg_quality=int(rng.integers(60, 96))),
        "half resolution": Nuisance(size=0.5),
        "exposure": Nuisance(stops=float(rng.choice([-1.0, 1.0]))),
        "tint": Nuisance(tint=everything.tint),
        "framing": Nuisance(everything.roll_deg, everything.nearer, everything.shift_px),
    }[kind]
    return perturb(photo, nuisance)


def turned(base: Analysis, photo: Photo, axis: str) -> Photo:
    """The photo with the head turned by POSE_DEG to one side, or up or down."""
    degrees = POSE_DEG * float(generator(base.photo.sha256, axis).choice([-1.0, 1.0]))
    return repose(photo, base.face, *((degrees, 0.0) if axis == "yaw" else (0.0, degrees)))


def lit(base: Analysis, grooves: Grooves, degrees: float) -> Photo:
    """The photo with its light moved by some degrees to a random side, and the creases rendered with the moved lamp."""
    azimuth = float(generator(base.photo.sha256, f"light {degrees}").uniform(0, 360))
    moved = dataclasses.replace(base, photo=relight(base, degrees, azimuth))
    side = np.radians(azimuth)
    axis = np.cross([0.0, 0.0, 1.0], [np.cos(side), np.sin(side), 0.0])
    x, y, z = Rotation.from_rotvec(np.radians(degrees) * axis).apply(STUDIO.direction)
    return rendered(moved, grooves, STANDARD_MM, Lamp((x, y, z), STUDIO.ambient))


def another_visit(base: Analysis, photo: Photo, scene: str, number: int) -> Photo:
    """The photo taken again with all conditions changed at random, within the limits of a careful photographer.

    Light moved by up to 10 degrees, head turned by up to 5 to a side and up or down, and a `random_nuisance`.
    """
    rng = generator(base.photo.sha256, f"{scene} {number}")
    moved = relight(dataclasses.replace(base, photo=photo), float(rng.uniform(0, 10)), float(rng.uniform(0, 360)))
    yaw, pitch = rng.uniform(-5, 5, 2)
    posed = repose(moved, base.face, float(yaw), float(pitch))
    return perturb(posed, random_nuisance(rng), seed=int(rng.integers(2**31)))


def _photo(base: Analysis, pixels: NDArray[np.uint8]) -> Photo:
    return base.photo.with_pixels(pixels)
