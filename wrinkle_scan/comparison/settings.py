"""What two photos are compared by: every setting of this room, with its unit and its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class SearchSettings:
    """How two pictures are registered by their enhanced correlation. Chosen by hand."""

    smooth_px: int = 1
    """Side of the filter that smooths both pictures first, odd."""
    rounds: int = 60
    """No more than so many steps."""
    least_gain: float = 1e-5
    """Of the correlation in a step, to go on."""


@dataclass(frozen=True)
class AlignmentSettings:
    """How the skin of two photos is registered, and what proves it."""

    step: int = 2
    """Alignment uses every second grid point, 0.3 mm. Chosen by hand."""
    bands_mm: tuple[tuple[float, float], tuple[float, float]] = ((1.2, 6.0), (0.6, 4.0))
    """Structure between these two Gaussian scales is matched: folds and moles first, then creases and pores. Coarser
    structure is light, finer is noise."""
    far_mm: float = 8.0
    """The landmarks are right to 2 or 3 mm and the brows move; a match farther away is not the same skin. Chosen by
    hand."""
    search: SearchSettings = SearchSettings()
    flow_clip: float = 3.0
    flow_grey: float = 100.0
    """The optical flow is found in pictures of 256 grey levels: so many standard deviations of their structure are so
    many levels, to either side of the middle one. Chosen by hand, as are the other settings of the flow."""
    flow_structure_steps: float = 3.0
    flow_least_weight: float = 1e-3
    """Flow counts by the strength of structure, averaged over this sigma, steps of the alignment; and fades to nothing
    below this share of its largest weight."""
    flow_smooth_mm: float = 6.0
    flow_most_mm: float = 1.5
    """Sigma over which the flow is smoothed, and how far it may go."""
    inverse_rounds: int = 5
    """By which the after photo's lines are laid on the before photo's grid; see `Alignment.to_before`. Chosen by
    hand."""
    proof_mm: tuple[float, float] = (0.8, 1.6)
    """Texture between these two scales, away from lines, proves that skin lies on itself: pores, freckles and fine
    relief, which no treatment of a muscle changes."""
    least_correlation: Mapping[str, float] = field(
        default_factory=lambda: {"forehead": 0.15, "glabella": 0.45, "crows_feet_right": 0.5, "crows_feet_left": 0.5}
    )
    """Of that texture. Skin of two strangers laid on each other the same way: 0.11, 0.42, 0.50 (95th percentile of 60
    regions of clinics' photos); of one person's photos of two visits, median 0.48, 0.78, 0.59."""
    beside_line_mm: float = 1.5
    """Skin this near a line is part of it: it shows the treatment, not the photos. Chosen by hand."""
    least_points: int = 300
    """Points of skin for a registration. Chosen by hand."""
    least_proof_points: int = 100
    """With fewer nothing is proved: a correlation of 0. Chosen by hand."""


@dataclass(frozen=True)
class BlurSettings:
    """How differently blurred two photos are."""

    bands: tuple[tuple[tuple[float, float], float], tuple[tuple[float, float], float]] = (
        ((0.2, 0.4), 8.7),
        ((0.4, 0.8), 3.4),
    )
    """Texture between two Gaussian scales, mm, and the loss of its amplitude, natural logarithm for each mm2 of blur
    variance: measured on 11 photos of the London set blurred by 0.15 to 0.45 mm. Coarser texture hardly feels it."""
    finest_px: float = 0.5
    """A band is used where its finer scale is at least this many pixels of the coarser photo. Chosen by hand."""
    least_correlation: float = 0.7
    """Of a band in the two photos; what is not the same texture in both says nothing. In pictures made from one photo
    it is 0.8 to 1, in two photos of one sitting 0.1 to 0.4 in the finer and 0.3 to 0.7 in the coarser band."""
    most_mm2: float = 0.5
    """Variance of blur, the most that is believed either way: 0.7 mm of defocus. Chosen by hand."""


@dataclass(frozen=True)
class RegionPairSettings:
    """What of a region both photos show."""

    least_alike: float = 0.5
    most_unlike: float = 0.3
    """Share of a region's skin that both photos must show, and by which they may differ, to compare all of it. Chosen
    by hand."""
    searched_again_mm: float = 0.3
    """A photo that is blurred by this sigma or more to suit the other is searched for lines again. The ridge filters'
    own smallest sigma is 0.35 mm: less blur than that changes how deep lines are, and hardly which they are."""
    least_blur_steps: float = 0.25
    """Steps of the grid: a blur with less sigma changes nothing. Chosen by hand."""
    near_common_mm: float = 1.5
    """The landmarks place skin to a millimetre or two: a line so near what both photos show counts as seen in both."""


@dataclass(frozen=True)
class PairingSettings:
    """Which lines of two photos are one."""

    same_mm: float = 1.2
    """Two paths this close are one crease: alignment is right to about 0.5 mm, creases have a distance of 3 mm."""
    same_share: float = 0.5
    """A line is the same as another that is so close along more than this share of it. Chosen by hand."""
    least_points: int = 3
    """Of a stretch of a line: fewer have no direction."""
    block_mm: float = 3.0
    """Length of the pieces of a crease that are measured one by one. Chosen by hand."""
    doubtful_times: float = 2.0
    """What a line of one photo is deeper than so many times its depth in the other is doubtful. Chosen by hand."""
    doubtful_percent: float = 6.0
    """Depth of what one photo alone may show as a line though the skin has none: a shadow, an edge of colour, a trace
    of compression. Unchanged pairs of 16 people of the London set had such lines of up to 6 points, one of 14."""


@dataclass(frozen=True)
class LevelSettings:
    """A region's change, on the scale of the visual grade."""

    least_regions: int = 2
    """So many registered regions are needed to say how much fine texture one of the photos has lost: what
    one alone has lost went with the relief of its lines. Chosen by hand."""
    step_load: float = 0.01
    """Load, %, over which the slope of the visual grade is taken. Chosen by hand."""


@dataclass(frozen=True)
class UncertaintySettings:
    """How far two photos of unchanged skin differ, one standard deviation, grades for a leverage of 1.

    Chosen by hand, guided by the fit of `benchmarks/fit_uncertainty.py` to pairs without change, real ones first.
    """

    sigma_floor: float = 0.2
    sigma_line_floor: float = 0.05
    """Grades; the fit says less and calls more controls: skin without lines varies little, with a few it does. Line by
    line, of skin that lies on itself exactly, the second."""
    sigma_repeatability: Mapping[str, float] = field(
        default_factory=lambda: {"forehead": 0.22, "glabella": 0.24, "crows_feet": 0.4}
    )
    """The fit says 0.06, 0.07 and 0.32: on forehead and glabella more is assumed, since the evidence was fitted to most
    of these pairs."""
    sigma_light: float = 0.2
    sigma_light_line: float = 1.0
    most_light: float = 1.0
    """For light that moved by 1, from even light to a hard lamp; beyond, it could not be measured. The first region by
    region: the real pairs (moved by 0.2 in the median, 0.67 at the most) say 0.03 to 0.25. The second line by line: of
    127 regions of the London set relit by 30 degrees (0.24 in the median) 15 % are called with the first, 2 % with the
    second; by 60 degrees (0.42) 33 and 17 %. Set on that set, not held out; on the real pairs it costs no right answer
    (`docs/REAL_PHOTOS.md`). With 2 times the square of how far the light moved, region by region, 8 % were called by
    60 degrees, but of 36 treated regions that are called improved (expressions not declared) 28 were left. Which of the
    two photos has the more grazing light does not say whether an untreated region seems to rise or fall (152
    regions)."""
    sigma_resolution: float = 0.05
    sigma_texture: float = 1.0
    usual_texture: float = 0.1
    """For fine texture that differs by 1 (natural logarithm) more than usual: by 0.12 in the median of 244 unchanged
    regions, 0.79 at the most (`benchmarks/unchanged_pairs.csv`). Drawn on ten people of the London set, beauty filters
    make 0.4 to 1.3, make-up 0.15 to 0.3, a hand that moved by 1 mm 0.35 to 0.56 between directions
    (`benchmarks/skin_texture.py`). Of 128 foreheads and glabellas of 16 people, neutral against smiling behind a
    filter, none is called with 1, of 32 behind make-up one; with 0.7 two and one. The real pairs say 0.08."""
    sigma_pose_per_deg: float = 0.004
    sigma_hidden: float = 0.3
    sigma_scale_assumed: float = 0.1
    """Of 23 photos cut at the brows the scale was off by 10 % at the most, of one frown cut at the lids by 18 %."""
    sigma_registration: float = 0.7
    sigma_registration_floor: float = 0.35
    """For skin whose texture does not correlate at all after registration; it does by 0.79 in the median of 200
    registered regions that did not change, 0.41 to 0.94 in nine of ten (`benchmarks/unchanged_pairs.csv`)."""
    autocorrelation_inflation: float = 1.5
    """Widens the error read off the pieces of a crease: noise, misalignment, highlights reach over several. Chosen by
    hand."""
    levels_correlation: float = 0.5
    """Of the errors of the two levels, which are measured on the same two photos. Chosen by hand."""


@dataclass(frozen=True)
class VerdictSettings:
    """From a change to an answer."""

    smooth: float = 2.0
    """Severity below which skin counts as free of lines: changes are given in % of the before photo's severity, but of
    no less than this, since a percentage of nothing means nothing. Chosen by hand."""
    matters_grades: float = 1.0
    """A change that matters, in grades: one step of the 0 to 3 scale is clinically meaningful (PMC9632938)."""


@dataclass(frozen=True)
class CheckSettings:
    """What should be alike in two photos."""

    pose_limit_deg: float = 12.0
    coarse_limit_mm_per_px: float = 0.65
    """Half the resolution of the London set is 0.6 mm: `wrinkle-scan verify` says what that does to severity. Beyond,
    the deep lines of 1 mm and more go too."""
    light_limit: float = 0.3
    unknown_light: float = 1.0
    """How far the light may move: between two photos of a person under one studio light 0.05 to 0.23 (32 people of
    the London set, neutral and smiling), a lamp moved by 30 degrees makes 0.09 to 0.42. Made by
    `benchmarks/pair_checks.py`."""
    colour_limit: float = 0.5
    """Natural logarithm of red over green and blue over green: beyond any white balance: a coloured lamp, a filter.
    Chosen by hand."""
    texture_limit: float = 0.3
    uneven_limit: float = 0.25
    """Of `TextureDifference`. Ten people of the London set, neutral against smiling: 0.05 and 0.13 at the most; filters
    drawn on them make 0.42 or more of the one, a hand that moved by 1 mm 0.35 or more of the other. Made by
    `benchmarks/skin_texture.py`, as are those of the next."""
    specular_limit: float = 1.0
    """Points of `glitter_percent`, in a region: water drawn on ten people made 1.2 or more in the wettest, a smile 0.4
    in the median."""


@dataclass(frozen=True)
class PersonSettings:
    """How alike two faces are."""

    likeness_limit: float = 0.5
    """See `likeness`. Pairs of one person: clinics' controls 0.63 at the 2nd percentile, 0.85 in the median; frowns and
    raised brows against the relaxed face after treatment 0.48 at the 10th, 0.66 in the median; 32 people of the London
    set, neutral against smiling, 0.83 at the least. Strangers of one studio: 0.59 in the median
    (`benchmarks/pair_checks.py`): who the patient is, the user knows better."""
    form_weight: float = 2.0
    """Of the distance of the faces' forms, taken off the correlation. Chosen by hand."""
    search: SearchSettings = SearchSettings(smooth_px=5, rounds=30, least_gain=1e-4)
    eye_band_mm: tuple[float, float, float, float] = (-55.0, 55.0, -12.0, 32.0)
    eye_grid_mm: float = 0.5
    face_band_mm: tuple[float, float] = (0.8, 6.0)
    """Gaussian scales between which eyes, brows and the face are compared: without its broad light and shade."""


@dataclass(frozen=True)
class MirrorSettings:
    """Which photo is a mirror image."""

    face_mm: tuple[float, float, float, float] = (-55.0, 55.0, -60.0, 60.0)
    """Eyes, nose and mouth; see `face_band`."""
    mirrored_from: float = 0.05
    """How much better a face has to fit the other's mirror image than the other. In 44 pairs of one person (London set,
    webmorphR) the mirror image fitted at most 0.016 better, and in 33 of them 0.05 worse or more: of mirrored photos
    three in four are found. Of 96 pairs of clinics one is called mirrored that is not known to be. Made by
    `benchmarks/mirrored.py`."""
    most_yaw_difference_deg: float = 12.0
    """A head turned to one side resembles the mirror image of one turned to the other. As `pose_limit_deg`."""


@dataclass(frozen=True)
class PhotographSettings:
    """Which two files were made from one photograph."""

    distance_limit_mm: float = 0.1
    alike_limit: float = 0.7
    """Copies of 32 people's photos, of other sizes, turned, recoloured, retouched: 0.04 mm off at the most, skin
    alike by 0.76 at the least. Two photographs of each, neutral and smiling, and one person taken four times in a
    minute: 0.23 mm at the least, 0.71 at the most. Made by `benchmarks/one_photograph.py`."""
    least_regions: int = 2
    every: int = 20
    """One in so many points of the skin is asked where it lies. Both chosen by hand."""


@dataclass(frozen=True)
class ChoosingSettings:
    """Which photos of a visit are captures of it."""

    most_captures: int = 3
    """Each capture of a visit is compared with each of the other. A fourth would narrow the interval by a quarter of
    what the second does, at the most (`captures`): the visit's lamp stays."""
    near_mm: float = 0.6
    """Copies of 5 people's photos, to 0.4 of their size, cropped, turned, tinted, at JPEG quality 35, have their
    landmarks within 0.06 to 0.27 mm of the original's; the same people's smiling photos are 0.58 to 2.1 mm off. Only
    what is nearer is compared pore by pore."""


@dataclass(frozen=True)
class ExpressionSettings:
    """Whether two faces do the same."""

    smile_difference: float = 0.45
    brows_down_difference: float = 0.25
    brows_up_difference: float = 0.5
    """Differences of MediaPipe's blendshapes, 0 to 1, mean of both sides, at which two faces do not do the same. Of 76
    pairs of photos at rest of the clinics' patients 1 % lie beyond any of them; rest against a frown or raised brows,
    and these against each other, in all 18 pairs of one person each; rest against a smile in 14 of 16."""
    smiling: float = 0.5
    """Blendshape of a smile, 0 to 1, from which on brows may be low for it. Chosen by hand."""
    most_in_a_day: float = 0.5
    """Visual grades by which no region changes within a day; what changes by more was made by the face. With 1.0 faint
    frown lines that are drawn on one of two photos of a day (0.75) were called a change."""


@dataclass(frozen=True)
class EffortSettings:
    """Whether the face tried as hard."""

    sure: float = 2.0
    """Times what the measure shows where nothing moves (`EXCURSIONS.repeatability_mm`): beyond 95 % of it."""


@dataclass(frozen=True)
class MovementSettings:
    """From a face at rest to an expression."""

    shown: float = 2.0
    """Times what the measure shows where nothing moves (`EXCURSIONS.repeatability_mm`), beyond 95 % of it: less has no
    change in %."""


@dataclass(frozen=True)
class CreaseChangeSettings:
    """What became of each crease."""

    same_share: float = 0.2
    """Two depths count as the same where they differ by less than this share of the deeper one ..."""
    same_points: float = 1.0
    """... or by less than this, in points of darkening (%): below it a line is not called a crease at all."""
    gone_share: float = 1 / 3
    """A crease traced in one photo alone is new or vanished where its depth in the other is below this share.
    Chosen by hand, as are the others of creases."""
    step_mm: float = 2.0
    """Distance of the points of a path, mm, as it goes into results."""


ALIGNMENT = AlignmentSettings()
BLUR = BlurSettings()
REGION_PAIRS = RegionPairSettings()
PAIRING = PairingSettings()
LEVELS = LevelSettings()
UNCERTAINTY = UncertaintySettings()
VERDICTS = VerdictSettings()
CHECKS = CheckSettings()
PERSON = PersonSettings()
MIRRORED = MirrorSettings()
PHOTOGRAPHS = PhotographSettings()
CHOOSING = ChoosingSettings()
EXPRESSION_LIMITS = ExpressionSettings()
EFFORT = EffortSettings()
MOVEMENT = MovementSettings()
CHANGES = CreaseChangeSettings()


@dataclass(frozen=True)
class ComparisonSettings:
    """All settings of the room, by module."""

    alignment: AlignmentSettings = ALIGNMENT
    blur: BlurSettings = BLUR
    regions: RegionPairSettings = REGION_PAIRS
    pairing: PairingSettings = PAIRING
    levels: LevelSettings = LEVELS
    uncertainty: UncertaintySettings = UNCERTAINTY
    verdicts: VerdictSettings = VERDICTS
    checks: CheckSettings = CHECKS
    same_person: PersonSettings = PERSON
    mirrored: MirrorSettings = MIRRORED
    one_photograph: PhotographSettings = PHOTOGRAPHS
    choosing: ChoosingSettings = CHOOSING
    expressions: ExpressionSettings = EXPRESSION_LIMITS
    effort: EffortSettings = EFFORT
    movement: MovementSettings = MOVEMENT
    crease_changes: CreaseChangeSettings = CHANGES


COMPARISON = ComparisonSettings()
