"""Where the regions lie and how they are looked at: every setting of this room, with its unit and its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class GridSettings:
    """The grid onto which a region is resampled."""

    step_mm: float = 0.15
    """Half the pixel of a 0.3 mm photo: the finest crease of interest, 0.4 mm, is near three grid steps wide."""
    margin_mm: float = 4.0
    """The grid reaches beyond the outline by this, so that filters near the outline see what is there."""
    steepest: float = 0.3
    """Skin seen at a cosine below this (more than 73 degrees off) is too foreshortened to be measured."""
    reduced_from_px: float = 4.0
    """Sigma, grid steps: wider Gaussian means are taken of a picture that is reduced, to no less than this sigma in its
    own pixels."""
    sampled_beyond_px: int = 4
    """Photo pixels around a region that are read with it: bicubic interpolation needs two."""
    enough_points: int = 2000
    """Of a sample for a median: it is off by less than 3 % of the spread (1.25 over the root of their number)."""


@dataclass(frozen=True)
class OutlineSettings:
    """Where the regions lie on the unrolled average face."""

    forehead_mm: float = 66.0
    """Height of the forehead above the glabella, at most: trichion to glabella averages 55 to 65 mm, and the skin mask
    finds the hair line below this where there is one. A fixed height, since the lower face may be out of the frame."""
    above_brow_mm: float = 3.0
    glabella_half_width_mm: float = 18.0
    glabella_above_mm: tuple[float, ...] = (14.0, 7.0, -2.0)
    """Above the glabella's middle, with the brows as far raised as `brows_raised` says: the horizontal lines above and
    between raised brows are the frontal muscle's, and belong to the forehead."""
    root_half_width_mm: float = 6.0
    below_root_mm: float = 9.0
    narrowing_mm: tuple[float, float] = (2.0, 7.0)
    """The glabella narrows from the first to the second height below its middle, the lower edge of the brows' inner
    ends, to this half width, and ends so far below the landmark of the nasal root, 3 mm below the eyes' corners in the
    average head: the procerus makes lines across there. Beyond lie the nose's sides and the eyes' hollows."""
    crows_feet_mm: tuple[tuple[float, float], ...] = (
        (7.0, 5.0), (14.0, 11.0), (30.0, 16.0), (32.0, -4.0), (27.0, -20.0), (14.0, -16.0), (7.0, -9.0),
    )  # fmt: skip
    """Corners of the fan: outwards of the lateral canthus, and above it."""
    brows_raised: tuple[float, ...] = (0.4, 0.75, 0.85)
    """Of `UpperFace.brow_raise`: where raising begins to count, where it is clear and where it is full. Ten of 13
    people of the London set, neutral or smiling: 0 to 0.3; brow raises of 12 patients: 0.52 to 0.99. Lines between 2 mm
    below the glabella's middle and 7 mm above it, of 268 photos of the London set and of clinics: across (within 30
    degrees) in 5 of 13 photos of 0.85 and more and in 3 of 253 below 0.75; upright in none of 15 and in 62 of 253."""


@dataclass(frozen=True)
class ChartSettings:
    """The surface that is unrolled."""

    half_breadth_mm: float = 72.6
    half_depth_mm: float = 86.2
    front_mm: float = 19.1
    """Semi-axes of the section across and along the line of sight, and how far its front lies before the eyes'
    corners."""
    lean_per_mm: float = 0.0076
    lean_from_mm: float = 16.6
    """Above the second height the surface falls back by the first times the square of the height over it. All five:
    least squares over 49 landmarks of the average head's forehead, temples and orbital rims; root mean square error 1.3
    mm."""

    edge: float = 0.999
    """Of `half_breadth_mm`: what lies farther out is taken to lie here, since the surface turns out of sight there."""
    arc_steps: int = 2000
    """Of the section from side to side, whose arc is added up: an even number, so that the middle is the midline. With
    ten times as many no landmark moves by more than 0.0001 mm."""
    depth_rounds: int = 6
    """The depth depends on the place and the place on the depth; each round gains a digit."""


@dataclass(frozen=True)
class LuminanceSettings:
    """The logarithm of luminance, and how it is continued over what is not skin."""

    darkest: float = 1e-3
    """Linear light below which there is no signal left to take the logarithm of."""
    fill_mm: tuple[float, ...] = (12.0, 3.0, 0.75)
    """Sigmas of the means of the known that stand in for the unknown: wide first."""
    fill_trusted: float = 0.1
    """Share of a mean's weight that has to be known for it to be trusted altogether."""


@dataclass(frozen=True)
class ExcursionSettings:
    """How far brows and eyes move."""

    repeatability_mm: Mapping[str, float] = field(
        default_factory=lambda: {
            "brow_lift_mm": 1.7,
            "brow_approach_mm": 0.2,
            "eye_narrowing_mm": 0.8,
            "canthus_lift_mm": 0.8,
            "canthus_outward_mm": 0.3,
        }
    )
    """What the mean of both sides shows where nothing moves, one standard deviation: the worst group above, rounded
    up."""


GRID = GridSettings()
OUTLINES = OutlineSettings()
CHART = ChartSettings()
LUMINANCE = LuminanceSettings()
EXCURSIONS = ExcursionSettings()


@dataclass(frozen=True)
class RegionSettings:
    """All settings of the room, by module."""

    grid: GridSettings = GRID
    outlines: OutlineSettings = OUTLINES
    chart: ChartSettings = CHART
    luminance: LuminanceSettings = LUMINANCE
    excursions: ExcursionSettings = EXCURSIONS


REGIONS = RegionSettings()
