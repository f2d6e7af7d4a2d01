"""Every setting of the measurement of a photo's conditions, with its unit and its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class LightingSettings:
    """Direction and colour of the light on a face."""

    averaged_mm: float = 3.0
    """Side of the square over which the skin's brightness is averaged at each landmark."""
    mirror: float = 2.0
    """Skin this many times as bright as the face's median is a mirror image of the lamp and says nothing of its
    shading."""
    farthest_mm: float = 75.0
    """Of arc from the midline: landmarks beyond it are not used."""
    frame_px: int = 2
    """Landmarks within this distance of the frame's edge are not used either."""
    least_points: int = 60
    """Smallest number of landmarks in sight."""
    rounds: int = 3
    outlier: float = 2.5
    """Number of fits of the shading, each without landmarks whose residual exceeds `outlier` standard deviations."""
    darkest: float = 1e-4
    """Linear light, lower bound that keeps logarithms and ratios finite."""


@dataclass(frozen=True)
class BandPassSettings:
    """Structure between two scales."""

    darkest: float = 3e-3
    """Linear light below which the logarithm would show noise."""


@dataclass(frozen=True)
class SharpnessSettings:
    """How blurred a photo is, from the edges around the eyes."""

    step_mm: float = 0.1
    """The eyes are resampled to this, as the regions are to their grid: a coarse photo's pixels count as the blur they
    are."""
    reblur_mm: tuple[float, float] = (0.2, 0.35)
    """Sigmas of the two blurs, about that of a good photo; with less, lashes and pores have a width, unlike edges."""
    eyes_reach: tuple[float, float, float] = (0.75, 0.45, 0.4)
    """Extent of the evaluated area to either side of the eyes' middle, above and below it, in units of the distance
    between the outer corners of the eyes."""
    strongest: float = 0.10
    """Share of all pixels, those with the steepest slopes, that can be edges."""
    peak_px: int = 5
    """Side of the square in which an edge is the steepest place. Chosen by hand, as are the next two."""
    least_ratio: float = 1.01
    """Lower bound of the squared ratio of the two slopes: noise can bring it to 1, an infinite blur."""
    least_side_px: int = 8
    """Smallest side of the resampled area."""


@dataclass(frozen=True)
class TextureSettings:
    """How much of the skin's fine texture a photo shows."""

    fine_mm: tuple[float, float] = (0.4, 0.8)
    coarse_mm: tuple[float, float] = (0.8, 1.6)
    """Texture between two Gaussian scales."""
    fine_lost_to_blur: float = 2.9
    coarse_lost_to_blur: float = 1.1
    """Of a band's amplitude, natural logarithm for each mm2 of blur variance, measured on 13 photos of the London set
    and a phone's, blurred by 0.2 and 0.4 mm; noise in them counted with the texture, which no blur takes away."""
    usual: Mapping[str, float] = field(
        default_factory=lambda: {
            "forehead": 0.08,
            "glabella": -0.02,
            "crows_feet_right": -0.15,
            "crows_feet_left": -0.15,
        }
    )
    """Fine over coarse amplitude, natural logarithm, without blur: medians over the London set."""
    coarsest_px_mm: float = 0.8
    """A photo whose pixels are wider has no fine texture to lose."""
    edge_mm: float = 1.0
    """Skin within this distance of other things is left out: filter windows would overlap them."""
    least_points: int = 500
    """Grid points of skin that are needed."""
    directions: int = 4
    """Number of directions, evenly over half a turn, in which the slope of fine texture is measured."""


@dataclass(frozen=True)
class SpecularSettings:
    """Share of the skin with small specular highlights."""

    speck_mm: float = 0.2
    around_mm: float = 2.0
    """Gaussian scales of a small highlight and of the skin around it."""
    brighter: float = 0.18
    """Natural logarithm: a small highlight is at least a fifth brighter than the skin around it."""


LIGHTING = LightingSettings()
BAND_PASS = BandPassSettings()
SHARPNESS = SharpnessSettings()
TEXTURE = TextureSettings()
SPECULAR = SpecularSettings()


@dataclass(frozen=True)
class QualitySettings:
    """All settings of the room, by module."""

    lighting: LightingSettings = LIGHTING
    band_pass: BandPassSettings = BAND_PASS
    sharpness: SharpnessSettings = SHARPNESS
    texture: TextureSettings = TEXTURE
    specular: SpecularSettings = SPECULAR


QUALITY = QualitySettings()
