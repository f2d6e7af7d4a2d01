"""What lines are traced, measured and judged by: every setting of this room, with its unit and its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class RidgeSettings:
    """Where skin is darker along a line than on both its sides."""

    scales_mm: tuple[float, float, float, float] = (0.35, 0.55, 0.85, 1.3)
    """Gaussian sigma; a line of that sigma has 2.4 times the full width at half depth: 0.4 to 3 mm creases, blur
    included. The widest is for frown and forehead lines of phone portraits: with it the agreement of severity with
    blinded grades rises by 0.02 to 0.04 in all regions (`benchmarks/fit_evidence.py`)."""
    directions: int = 12
    """Evenly over half a turn, every 15 degrees: no line is seen more than 7.5 degrees aslant (1.7 % too weak)."""
    along_mm: float = 3.0
    averaged_to: float = 2.5
    """Sigma of the averaging along a line, and how many of them it reaches to either side."""
    step: int = 2
    """The response is kept at every second grid point, 0.3 mm: its finest Gaussian has a sigma of 0.35 mm."""
    edge_mm: float = 1.0
    """No response this close to what is not skin."""
    texture_mm: float = 8.0
    """Sigma of the surroundings against which a line has to stand out."""
    clip: float = 3.0
    """Times the region's spread, above which a response is a line rather than texture. Chosen by hand, as are the
    next two."""
    least_texture: float = 0.5
    """Of the region's spread, that the spread around a point is taken to have at the least."""
    least_weight: float = 1e-3
    """Share of skin around a point, below which its spread fades to nothing."""
    coherence_mm: float = 1.6
    """Sigma of the surroundings whose ridges are asked whether they run in one direction. With 0.8 mm about as good."""
    beyond_sigmas: float = 2.5
    """Of the widest Gaussian, by which a picture is continued beyond the reach of the averaging: what lies farther has
    1 % of its weight, at the averaging's own ends."""


@dataclass(frozen=True)
class TracingSettings:
    """Which ridges are followed as lines."""

    seed_strength: float = 3.0
    high_strength: float = 2.4
    low_strength: float = 1.7
    """Strength, in units of the texture's spread: a line that reaches the first is proposed; one that keeps the second
    on average over `long_mm` is too; down to the third a line is followed. Low: how probable a line is a crease is
    decided by all that is known of it (`evidence`), and what is proposed at the edge of these has next to no
    probability."""
    long_mm: float = 10.0
    shortest_mm: Mapping[str, float] = field(
        default_factory=lambda: {"forehead": 6.0, "glabella": 5.0, "crows_feet_right": 4.0, "crows_feet_left": 4.0}
    )
    smooth_mm: float = 0.6
    """Sigma over which a line's path is smoothed."""
    unusual: float = 0.6
    """A line across the usual direction of its region needs 1 / `unusual` times the strength: evidence, not a wall."""
    procerus_mm: tuple[float, float] = (10.0, 16.0)
    """Above the eyes' corners: up to the first height lines across the nasal root, which the procerus makes, are as
    usual as the upright ones of the corrugators; from the second on they are not. The inner ends of the average head's
    brows lie at 14 mm."""


@dataclass(frozen=True)
class LinkingSettings:
    """How crests are followed from one point of the response to the next."""

    least_ahead: float = 0.6
    """Cosine of the angle between a line's direction and the way to its next point: the neighbours in that direction,
    on a square grid."""
    least_along: float = 0.82
    """The same between its directions at the two points: 35 degrees, as between pieces of a line (`PIECES`)."""
    least_points: int = 3
    """Of a line: fewer have no direction."""


@dataclass(frozen=True)
class PieceSettings:
    """Which pieces of lines go on in each other."""

    largest_turn_deg: float = 35.0
    """Two pieces that meet within this angle are one crease; a line that turns by more within `heading_mm` to either
    side is two: the fold of a lid and a crow's foot that starts at it."""
    heading_mm: float = 2.0
    bridge_mm: float = 1.5
    """A gap up to this long between pieces in line is part of the crease. With 3 mm what was joined changed when
    regions were shifted by 0.03 mm, severities of crow's feet by 0.11 grades (root mean square; 0.07 with 1.5 mm), and
    they agreed less with the eye (rank correlation 0.62 and 0.72 before any new fit, 104 photos of the London set and
    the clinics'); with 1 mm wide lines fall into pieces."""
    touching_steps: float = 1.5
    """Steps of the response over which a gap's direction says nothing: neighbouring pixels. Chosen by hand."""


@dataclass(frozen=True)
class ProfileSettings:
    """Depth and width, from the brightness of the skin across a line."""

    reach_mm: float = 4.0
    """Profiles reach this far to either side: the widest crease, 3 mm, and its shoulders."""
    across_mm: float = 0.1
    along_mm: float = 0.3
    shoulder_mm: tuple[float, float] = (0.5, 3.2)
    """Where the shoulders, the brightest skin on either side, are looked for."""
    nearly: float = 0.2
    nearly_least: float = 1e-3
    """What is darker than the brightest place by this share of the valley's depth counts 1 / e as much as it; and a
    least depth, natural logarithm. With 0, 0.1 and 0.2 severity goes back by 8.0, 3.2 and 3.0 points at the most where
    lines are rendered ever deeper on 16 people of the London set."""
    averaged_mm: float = 1.0
    """Sigma of the averaging of profiles along the crease."""
    wander_mm: float = 0.45
    """The path may be off the valley's floor by so much; half a photo pixel and the tracing's grid."""
    wander_across: float = 1.5
    wander_along_mm: float = 2.0
    """Sigmas, columns across and mm along, over which the valley's floor is looked for and its place is smoothed."""
    deepest_mm: float = 3.0
    """Length over which a line's deepest place is averaged."""
    beyond: int = 2
    """Columns beyond each shoulder that still show how bright the skin beside the valley is."""


@dataclass(frozen=True)
class LineTextureSettings:
    """How much of a line's depth is the skin's own texture."""

    beside_mm: tuple[float, float] = (2.0, 8.0)
    """Skin is looked at so far to either side of a line, along the line's own course."""
    seen: float = 0.99
    """Of the mask of skin, interpolated between its grid points, where it counts as skin."""
    skin_share: float = 0.4
    """Of a course that has to lie on skin."""
    least_mm: float = 1.0
    """Of courses beside a line, in all; with less, the region's other lines are used."""
    selected: float = 0.94
    """Texture's part of a traced line's depth, in standard deviations of what it makes of the skin beside it: 0.94 over
    1,035 lines rendered into the 32 people of the London set, where the skin without them is known, 0.7 to 1.1 by
    region; the faintest lines owe it more (2.6 at 0.15 mm, 1.5 at 0.3), the deepest less (0.5 at 0.6). Made by
    `benchmarks/texture_part.py`."""


@dataclass(frozen=True)
class EndSettings:
    """Where a traced line ends."""

    faded: float = 1 / 3
    faint_percent: float = 4.0
    """Creases fade out: what has less than this share of a line's own darkness is no longer part of it; but what is
    darker than `faint_percent` would be a line on its own."""
    longest_share: float = 0.3
    """Of a line that either end may lose at once; the rest shows how dark the line is."""


@dataclass(frozen=True)
class RedLineSettings:
    """Stretches of colour within a line."""

    averaged_mm: float = 3.0
    """Length over which redness and darkening are averaged where a part of a line is asked about. In 64 photos of the
    London set no line is then red for more than 7.5 mm on end, on the darkest skin; the shortest lines: 8 mm."""


@dataclass(frozen=True)
class ExclusionSettings:
    """What is no fold of skin: hairs, scars, veins."""

    darkest_at_1_mm: float = 85.0
    darkest_power: float = 1.5
    darkest_spread: float = 5.0
    """Darkening, %, over width, mm, to this power, at which a line is as likely a hair. Of 535 lines that two viewers
    called creases (clinics' pairs and the London set) all but two have 71 at the most, while the darkest of those that
    they did not reach 160; hairs drawn between the brows of eight London faces have 104 to 164. In proportion to width
    (60 % per mm, the limit before) the deepest frown lines counted by two thirds, as if they were hairs."""
    darkest_percent: float = 99.0
    """Darkening beyond which the logarithm would be without end."""
    reddest: float = 0.22
    reddest_per_darkening: float = 0.9
    reddest_spread: float = 0.015
    """Redness (`skin.redness`) at which a line is as likely a scar, a vein or a scratch: both by itself and over the
    line's darkening in natural logarithm. Fresh scars as dark as a deep line, drawn on eight people of the London set,
    have 0.33 and 1.1 to 1.2. Of 535 lines that two viewers called creases two are rather colour (0.27 and 0.9, 0.28
    and 1.1); the limit before, 0.2 and 0.8, took six, deep ones of five clinics' patients, and none that was not a
    crease. Blood in skin that is in no shade has 1.0 (`tests/skin/test_redness.py`)."""
    bluest: float = 0.06
    bluest_per_darkening: float = 0.25
    least_red: float = 0.05
    least_red_per_darkening: float = 0.15
    ink_spread: float = 0.006
    """How much bluer, and how much less red, than the skin close beside it (`PROPOSALS.reddening_mm`) a line is as
    likely ink: both by itself and over the line's darkening, all in natural logarithm. Light that has been in the skin
    is the redder and the less blue the deeper a fold: none of 522 lines that were called creases reaches a limit (bluer
    by 0.062 and 0.20 of their darkening at the most, less red by 0.041), of 1,832 others seven. Strokes of 0.5 to
    1.2 mm, which leave 50 to 10 % of the skin's light, drawn on eight people of the London set and traced: of 488
    violet, blue and green ones 99 % do; of grey ones half, of black, red and brown ones next to none."""
    colour_per_darkening: float = 0.3
    colour_margin: float = 0.09
    most_colour_expected: float = 0.05
    full_tint: float = 0.6
    """A dark line is as likely black or grey ink where it is not redder by so much more than it is bluer: over its
    darkening, less the second, no more than the third; less on skin that is less red over blue than the fourth (natural
    logarithm; 0.4 to 1.3 in 90 % of photos), none in a grey photo. Of the lines and strokes above, two of 522 creases
    and 16 of 1,832 others do not reach it, nor do 47, 80 and 81 % of black strokes that leave 50, 30 and 10 % of the
    light, and 54, 95 and 94 % of grey ones. Brown ones have a crease's colour."""
    aslant_deg: float = 12.0
    aslant_deg_per_mm: float = 2.5
    aslant_spread_deg: float = 3.0
    """A line beside the hair is as likely a loose strand where it runs so much off its region's usual direction, and so
    much more for each mm away from it. Where creases reach the hair line, at the temples, they bend by less."""
    root_mm: tuple[float, float] = (10.0, 14.0)
    root_half_width_mm: float = 17.0
    upright_deg: float = 45.0
    upright_spread_deg: float = 6.0
    """Between the eyes' inner corners, up to the first height above them, a line is as likely the shade on a side of
    the nose where it stands so upright; from the second on, where the brows' inner ends lie, it may be a frown line.
    Leaving such lines out raises the rank correlation of severity with blinded grades from 0.65 to 0.73, from 0.34 to
    0.57 on the London faces (118 and 64 regions, evidence fitted without the person)."""
    shade_width_mm: float = 1.5
    shade_width_spread: float = 0.1
    shade_percent: float = 12.0
    shade_percent_spread: float = 0.15
    least_percent: float = 0.1
    """Width below which, and darkening above which, such a line is as likely a frown line that goes on there (spreads
    in natural logarithms; a darkening below the last is as good as it). Of 21 labelled lines that stand so, the three
    that both viewers called creases are 0.9 to 1.2 mm wide, two of them 16 and 17 % dark; the seven of the others that
    are darker than 12 % are 1.7 mm wide and more. It makes a difference in ten of 740 pictures, mostly frowns."""


@dataclass(frozen=True)
class NoseSideSettings:
    """Where a line goes on as the shade on a side of the nose."""

    averaged_mm: float = 1.0
    """Sigma over which its course is averaged. Chosen by hand."""
    least_across: float = 0.5
    """Probability that it is not that shade (`across_root_probability`), below which it rather is."""


@dataclass(frozen=True)
class ProposalSettings:
    """Which traced lines are measured."""

    least_left: float = 0.5
    """Of `TRACING.shortest_mm`, the length a line was traced over; what a spot leaves between its ends is shorter."""
    weak_quantile: float = 0.25
    """Of the strength along a line, that is its weak strength. This and what follows describes a line for `evidence`,
    whose coefficients are fitted to it; all chosen by hand before the fit."""
    near_quantile: float = 0.2
    """Of the distances along a line from hair, or from skin that cannot be measured: a line is as near as its nearest
    fifth."""
    reddening_mm: tuple[tuple[float, float], tuple[float, float]] = ((0.0, 0.3), (1.0, 2.2))
    shading_mm: tuple[float, float] = (4.5, 8.0)
    band_step_mm: float = 0.1
    """Distances from a line that are on it and beside it, for its redness, and beyond its bulges, for the brightness of
    its two sides; sampled so finely."""
    even_share: float = 0.4
    """Of a line's median darkening, that a point needs to count for its evenness."""
    least_strength: float = 0.1
    least_signal_percent: float = 0.5
    least_depth_percent: float = 0.3
    least_chord_mm: float = 0.5
    """Strengths, darkenings with and without texture, and distances of a line's ends below these are as good as these:
    ratios and logarithms stay finite."""


@dataclass(frozen=True)
class EvidenceSettings:
    """What the probability of a line looks at; the coefficients are fitted to it, so that another needs another fit."""

    near_hair_mm: float = 4.0
    loose_hair_mm: float = 8.0
    near_edge_mm: float = 3.0
    end_at_edge_mm: float = 2.0
    """Distances from hair (of any line, and of one off its region's usual direction), from skin that cannot be measured
    and of a line's end from it, over which nearness falls to 1 / e. Chosen by hand, as are the next eight."""
    most_uneven: float = 3.0
    least_step: float = 0.1
    least_facing: float = 0.3
    least_shading: float = 0.05
    """Unevenness beyond the first is as good as it; the others, added before the logarithm, keep it finite."""
    across_mm: float = 40.0
    up_mm: float = 30.0
    parallel_from_strength: float = 2.0
    parallel_unit_mm: float = 20.0
    """Units of place on the chart, and of length times strength beyond the third that runs parallel."""
    near_midline_mm: float = 3.0
    """Distance from the midline over which falling outward comes to count in full. Chosen by hand."""
    least_depth_percent: float = 0.3
    """Depths below this, one grey level in 8 bits, are as good as this."""
    most_spreads: float = 3.0
    """Standard deviations from the mean beyond which a feature counts no more in products with others."""
    parallel_mm: float = 15.0
    parallel_deg: float = 25.0
    """Lines within this distance and angle of each other support each other: a muscle makes several."""
    along_pixels_px: float = 0.6
    """Spread of a line's points across one row or column of pixels, over which lying along it falls to 1 / e. Of the
    London set's traced lines 31 % beside the eyes are spread by less; 7 % of these are creases to the viewers, of the
    others 12 %."""


@dataclass(frozen=True)
class MeasuringSettings:
    """Which lines are kept, drawn and named."""

    least_probability: float = 0.02
    """Lines below it are not kept: next to nothing of them would count."""
    likely: float = 0.5
    """Lines at least so probable are drawn and named; all count by their probability."""
    doubtful: float = 0.2
    """Lines at least so probable, and less than `likely`, are drawn as doubtful: they explain a severity."""


@dataclass(frozen=True)
class SeveritySettings:
    """From lines to one figure, and to the grade that a viewer would give."""

    load_scale: float = 3.6
    """Load, %, at which severity reaches 63. Loads met with run from 0.05 (a young forehead at rest) to 8 (deep crow's
    feet on smiling): nearly in proportion over most of them, so that half the load is about half the severity. Raised
    with the loads of graded regions when lines began to be followed through what they cross, and when the evidence came
    to trust deep lines more, to keep their level."""
    wide_mm: float = 1.5
    """Width at which a crease counts by half of what it would if width went on counting (`counted_width_mm`). Of 1, 1.5
    and 2 mm, sharp or gradual, and powers of width, on 340 graded regions with people held out; they differ little."""
    hidden_share: float = 0.5
    """What a region's hidden part is taken to have of the lines of its visible part. With 1 two short lines in a region
    of which half is hidden would count as much as four in a whole one."""
    usual_cm2: Mapping[str, float] = field(
        default_factory=lambda: {"forehead": 44.0, "glabella": 8.3, "crows_feet": 7.0}
    )
    """Bare skin of a region, median of the London set and the clinics' pairs."""
    most_severity: float = 99.999
    most_share: float = 0.999
    """A severity, and a grade over the worst, beyond which the load that goes with it would be without end."""
    worst_grade: float = 3.0
    graded_regions: int = 340
    graded_people: int = 95
    grade_load: Mapping[str, float] = field(
        default_factory=lambda: {"forehead": 0.52, "glabella": 0.78, "crows_feet": 0.78}
    )
    grade_power: Mapping[str, float] = field(
        default_factory=lambda: {"forehead": 1.30, "glabella": 1.31, "crows_feet": 0.95}
    )
    """How the blinded viewers' mean grade follows load: see `visual_grade`. Fitted to `graded_regions` of
    `graded_people` by `benchmarks/fit_evidence.py`."""
    grade_error: Mapping[str, float] = field(
        default_factory=lambda: {"forehead": 0.33, "glabella": 0.33, "crows_feet": 0.30}
    )
    """Standard deviation of that grade about the fit, people held out, same command."""


RIDGES = RidgeSettings()
TRACING = TracingSettings()
LINKING = LinkingSettings()
PIECES = PieceSettings()
PROFILES = ProfileSettings()
LINE_TEXTURE = LineTextureSettings()
ENDS = EndSettings()
RED_LINES = RedLineSettings()
EXCLUSIONS = ExclusionSettings()
NOSE_SIDES = NoseSideSettings()
PROPOSALS = ProposalSettings()
EVIDENCE = EvidenceSettings()
MEASURING = MeasuringSettings()
SEVERITY = SeveritySettings()


@dataclass(frozen=True)
class CreaseSettings:
    """All settings of the room, by module; the fitted coefficients stand in `evidence.json`."""

    ridges: RidgeSettings = RIDGES
    tracing: TracingSettings = TRACING
    linking: LinkingSettings = LINKING
    pieces: PieceSettings = PIECES
    profiles: ProfileSettings = PROFILES
    texture: LineTextureSettings = LINE_TEXTURE
    ends: EndSettings = ENDS
    red_lines: RedLineSettings = RED_LINES
    exclusions: ExclusionSettings = EXCLUSIONS
    nose_sides: NoseSideSettings = NOSE_SIDES
    proposals: ProposalSettings = PROPOSALS
    evidence: EvidenceSettings = EVIDENCE
    measuring: MeasuringSettings = MEASURING
    severity: SeveritySettings = SEVERITY


CREASES = CreaseSettings()
