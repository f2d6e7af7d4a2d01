"""What counts as measurable skin: every limit of this room, with its unit and its source."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SegmentationSettings:
    """The segmenter's view of the head, and confidences of its classes, 0 to 1."""

    view_side: float = 1.6
    """Side of the square handed to the model over the landmarks' box; measured best at hair lines."""
    view_raised: float = 0.08
    """The square is moved up by this part of its side: hair matters more than the neck."""
    view_size: int = 512
    """The model looks at 256 x 256; its confidences come back at this size, smooth enough to be sampled."""
    skin_above: float = 0.5
    hair_below: float = 0.15
    accessory_above: float = 0.3
    """Confidence above which skin is skin, below which it is free of hair, and above which something is worn."""


@dataclass(frozen=True)
class VisibilitySettings:
    """What of a region is expected to be bare, and what is left out beside what hides it."""

    hair_edge_mm: float = 3.0
    accessory_edge_mm: float = 3.0
    edge_mm: float = 1.5
    """The segmenter finds hair lines to 1 or 2 mm, single strands not at all: skin this close to hair, to what is worn
    and throws a shadow, or to anything else that is not skin, is left out."""
    glare_edge_mm: float = 0.6
    mirror_edge_mm: float = 2.0
    """Left out beside skin that is burnt out, and beside specular highlights much brighter than the skin, whose light
    spreads further. Chosen by hand."""
    lowest_hair_line_mm: tuple[float, float] = (25.0, 5.0)
    """Above the average glabella, whatever the brows do, at the midline and at 60 mm of arc: what of the forehead is
    expected to be bare. Natural hair lines are higher: trichion to glabella averages 55 to 65 mm, and is 27 mm in the
    lowest of 70 patients, seen from below with her brows raised. Hair below this line is a fringe."""
    cut_mm: float = 2.0
    """Skin that comes so near the frame's edge goes on beyond it."""
    half_forehead_mm: float = 60.0
    """From the midline to where the second of `lowest_hair_line_mm` counts, on the average head."""


@dataclass(frozen=True)
class BrowSettings:
    """Brows with their hair, and eyes with their lashes."""

    brow_mm: float = 1.5
    lash_mm: float = 5.0
    reach_mm: float = 9.0
    """Brow hair is looked for this far around the landmarks' brow, which follow its form but not its ends."""
    darker: float = 0.25
    """Natural logarithm: brow hair is at least 22 % darker than the skin around."""
    thick_mm: float = 1.2
    """What is dark but thinner than this near a brow may be a frown line."""
    beyond_mm: float = 3.0
    """The skin around, of which that is darker, is what lies farther than this from the landmarks' brow."""
    smooth_mm: float = 0.4
    """Sigma over which light is smoothed for it."""
    tuft_mm: float = 9.0
    tuft_darker: float = 0.12
    tuft_thick_mm: float = 1.5
    """Brow hair that stands in brighter skin (gloss, for one) is darker than what lies around it within `tuft_mm` by so
    much (natural logarithm), smoothed over `tuft_smooth_mm`: hair stands so densely, a frown line, one and thin, does
    not."""
    tuft_smooth_mm: float = 1.0
    below_brow_mm: float = 3.0
    """Tufts stand beside a brow and above it; what is dark further below is the hollow of the lid."""
    tuft_spacing_mm: float = 1.0
    """Distance from one tuft to the next."""


@dataclass(frozen=True)
class InnerBrowSettings:
    """Hair of the brows' inner ends, beside which lie folds and the shade of the nose's sides."""

    around_mm: float = 9.0
    """Hair on glossy skin is darker than the brightest that lies within half of this."""
    structure_mm: tuple[float, float] = (0.15, 0.6)
    averaged_mm: float = 0.7
    """Fine structure is what varies between these two sigmas, as a root mean square over the third: in natural
    logarithm 0.02 to 0.07 of skin and 0.07 to 0.34 of brows, on 30 photos of 20 patients, 0.06 to 0.18 mm per
    pixel."""
    hair_quantile: float = 0.6
    """Of darkness and structure within the landmarks' brow, which holds skin too."""
    fine_share: float = 0.4
    dark_share: float = 0.2
    least_fine: float = 0.05
    least_dark: float = 0.15
    """Hair is finer and darker than skin by at least these shares of what brow and skin differ by, and has at least
    this structure and darkness (natural logarithm)."""
    red_quantile: float = 0.75
    redder: float = 0.05
    """Natural logarithm of red over green: what exceeds this quantile of the brow, and the skin, by so much is no hair.
    Light in a deep fold has been in the skin more than once and is redder."""
    thick_mm: float = 2.4
    """Hair stands so densely; a deep fold, blurred as above, is thinner."""
    edge_mm: float = 1.0
    edge_dark: float = 0.12
    edge_share: float = 0.7
    """So far beyond dense hair, sparse hair differs from skin by so little darkness, and by this share of the least
    structure. All of these were chosen by hand on the same 30 photos, frowning, at rest and with raised brows."""


@dataclass(frozen=True)
class TailHairSettings:
    """Hair of the brows' outer ends in the regions of the crow's feet."""

    reach_mm: float = 14.0
    """From the landmarks' brow: in the oblique of a smiling patient hair grows 12 mm below it."""
    above_eye_mm: float = 5.0
    """From the eye's outer corner up: further down, folds and lashes are as fine, and no brow grows."""
    structure_mm: tuple[float, float] = (0.15, 0.35)
    averaged_mm: float = 1.2
    finer: float = 2.0
    """Fine structure is what varies between the first two sigmas, as a root mean square over the third; hair has at
    least so many times that of the region's skin, folds up to 1.8 times. Chosen by eye on ten faces, five with such
    hair and five with deep folds."""


@dataclass(frozen=True)
class LashSettings:
    """Lashes that reach over the temple's skin."""

    darker: float = 0.25
    around_mm: float = 9.0
    """Natural logarithm: lashes are at least 22 % darker than the region's skin, and than what lies beside them within
    half of the second: the lids of some are as dark as a whole."""
    less_red: float = 0.03
    """Natural logarithm of red over green. Lashes and mascara are black or brown, less red than skin; light that has
    been in the skin is redder the longer it was, and a shaded valley is redder than its shoulders. From the deep crow's
    feet of the smiling 021, 097, 119, 136 and 172 of the London photos this takes at most 1.7 % of the region."""
    smooth_mm: float = 0.4
    """JPEG keeps colour at half the resolution: 0.6 mm in a photo of 0.3 mm per pixel."""
    root_mm: float = 9.0
    reach_mm: float = 16.0
    """From the eye's outer corner: lashes begin within the first and end within the second."""
    edge_mm: float = 1.5
    """Their tips, single and finer than their colour can be resolved, go on beyond what is found."""


@dataclass(frozen=True)
class FeatureSettings:
    """Spectacle frames and highlights."""

    dark: float = 1.1
    """Natural logarithm: what is a third as bright as the region's skin over more than `object_mm` is a spectacle
    frame, a strap or a hand's shadow; the deepest creases are half as bright, and thin."""
    object_mm: float = 1.5
    gloss: float = 0.9
    """Natural logarithm: a highlight 2.5 times as bright as the region's skin is a mirror image of the lamp, not
    skin."""
    smooth_mm: float = 0.5
    """Sigma over which light is smoothed for either."""
    burnt_out_channels: int = 2
    """Of three, that have to be cut off for light to be: skin's red alone is sooner (`regions.log_luminance`)."""


@dataclass(frozen=True)
class MarkSettings:
    """Ink, blood and white pencil."""

    averaged_mm: float = 0.3
    around_mm: float = 5.0
    """Sigma over which light is averaged, and of the skin around with which its colour is compared."""
    marked: float = 0.5
    part_of_it: float = 0.22
    """Natural logarithms of red over green and of blue over green, less those of the skin around: from the first a spot
    is a mark, and from the second what touches it belongs to it. Of 268 photos of patients and of London faces without
    marks three are found (`benchmarks/marked_skin.py`): an ear in two, a hair line in one."""
    red_in_folds: float = 0.5
    """Light that skin throws back into a deep fold is red, by up to so much of the fold's darkening: 0.50 at the most
    in the creases of `benchmarks/line_labels.csv` that are redder than 0.1."""
    grey: float = 0.6
    """Of how much bluer and how much less red a spot is, added: black, grey and white beside skin are both at once, and
    neither by as much as coloured ink."""
    white_blue: float = 0.75
    """Linear blue, below which skin whose red is burnt out is a highlight: its colour is not known. Of white it is as
    bright as red. The bridge of the nose of the second sample has 0.59. Chosen by hand."""
    least_mm2: float = 0.2
    least_px: int = 4
    margin_mm: float = 1.5
    """Smaller spots, in mm2 or in pixels of the photo, are noise of the compression. A mark's edge fades, and where ink
    lies the skin around is stained."""
    spot_dark: float = 0.9
    spot_part: float = 0.35
    """Natural logarithms of how much darker than the skin around a spot is at its darkest, and at its rim. A brown
    pencil's dot of 1 mm is darker by 0.98, one of 2 mm by 2.2, lighter brown of 1 mm by 0.7. Of 1,072 regions of 64
    photos of the London set and 204 of patients three have such a spot, of 1 % of the region each."""
    spot_sigma_mm: float = 0.8
    spot_oval: float = 2.2
    """Standard deviation of a spot's points along its longer axis, of a disk of 3.2 mm, and most of it to that along
    its shorter: a crease is longer. Chosen by hand."""
    black_part: float = 0.5
    black_percentile: float = 95.0
    black_red: float = 0.05
    """A black pen's stroke: of what is darker than the skin around by the first, the darkest twentieth is darker
    than `spot_dark`, and the median is redder by no more than the third (natural logarithms). Crosses and arrows
    of 0.8 mm, 80 to 95 % opaque, are darker by 0.92 to 1.6 and redder by 0.04 at the most; folds that are as dark
    by 0.07 to 0.57. In 72 photos of patients and of the London set three places count so, of 5 mm2, edges of
    brows and lashes."""
    least_colour: float = 0.1
    """Natural logarithm of red over green of the region's skin, below which a picture has no colour. Chosen by hand."""
    rounds: int = 3
    outlier: float = 2.5
    least_weight: float = 1e-4
    """Share of usual skin around a place, below which the mean of its colour fades to nothing. Chosen by hand."""
    least_spread: float = 1e-3
    """Natural logarithm, added to the skin's spread of colour: pictures without noise have one too. Chosen by hand."""
    noisy: float = 6.0
    """Times the skin's spread of colour in the picture, below which nothing is a mark: coarse, heavily compressed."""


@dataclass(frozen=True)
class WhiteMarkSettings:
    """White pencil.

    Of 1,001 bare regions of 64 London photos and 204 of patients ten count as drawn on, one of them by lettering, the
    others by glossy skin; of 3,003 with drawn strokes, dots, crosses and dashes of 0.5 to 1.5 mm at 40, 60 and 80 %
    opacity 82, 95 and 98 %.
    """

    part_of_it: float = 0.12
    """Natural logarithm of blue over red, less that of the skin around: what exceeds it is of one spot."""
    certain: float = 0.3
    faint: float = 0.2
    beside_mm: float = 15.0
    white_percentile: float = 90.0
    """The fourth's percentile of it over a spot: of a mark, and of one that is a mark within the third of another."""
    sharp: float = 0.7
    slope_percentile: float = 75.0
    top_percentile: float = 95.0
    """Its slope over its height, 1/mm: the former's percentile over the latter's. Of 172 highlights as white: 0.38 in
    the median, 0.79 at the 95th percentile; of strokes 0.94 in the median."""
    together: float = 0.6
    """Its correlation with brightness over a spot: paint is the brighter the more it covers. Of strokes 0.71 at the 5th
    percentile, of highlights 0.61 in the median."""
    least_mm2: float = 0.3
    """Area of a spot below which it is noise."""
    certain_mm2: float = 4.0
    """Area of a region's certain marks together, beyond which there are any: less is a pore's glint."""


@dataclass(frozen=True)
class LetteringSettings:
    """Lettering over the skin: a watermark, a logo, a date stamp."""

    least_px_mm: float = 0.25
    """What a pixel of the photo is taken to be at the least: finer photos show grain on letters."""
    averaged_px: float = 0.5
    """Sigma over which light (square root of luminance, 0 to 1) is averaged, in such pixels, as are the next."""
    along_px: tuple[float, float, float, float] = (-3.0, -1.0, 1.0, 3.0)
    """Where light is looked at across a step, from its foot to its top."""
    height: float = 0.04
    """Least height of a step: skin of 0.7 under white of 27 % opacity is brighter by 0.08."""
    sharp: float = 0.85
    level: float = 0.25
    """Shares of a step's height: at least the first is climbed between the middle two places, and at most the second on
    either side of them."""
    before_px: tuple[float, float] = (-5.0, -2.0)
    furrow: float = 0.13
    """Of a step's height: where light falls by more than this between these two places, the step is a furrow's far
    side. 16 such edges of two raised brows: 0.14 to 0.49 but for two; 26 of letters on temples: 0.10 at the most but
    for three."""
    edge_mm: float = 4.0
    uneven: float = 0.35
    """Steps make an edge over more than so much length, where their heights' standard deviation is less than this share
    of their mean."""
    least_mm: float = 16.0
    """Length of all such edges of a region, from which there is lettering. 64 London photos and 204 of patients, raised
    brows among them: 9 mm at the most; a name or a proof's stamp across a forehead 60 and more, a letter of 20 mm on a
    temple 10 to 16. 36 texts over six London faces were all found from 12 on."""
    beside_mm: float = 4.0
    """So much beside the skin is looked at too, where an edge's foot or top may lie."""
    thickest_mm: float = 5.0
    """A stroke that is burnt out is no thicker: a wider spot is glare, whose edge may be as sharp."""


@dataclass(frozen=True)
class RednessSettings:
    """Redness against the skin around."""

    averaged_mm: float = 0.4
    around_mm: float = 6.0
    """Sigma over which light is averaged, so that noise in dark skin is no colour, and of the skin around."""
    burnt_out_sigmas: float = 2.0
    """Within so many of the first from where red is burnt out, colour is not known."""


@dataclass(frozen=True)
class CoveringSettings:
    """Sunglasses and masks."""

    covered: float = 0.5
    """Median confidence over the landmarks. Some 35 bare faces, with beards, closed eyes and lettering over the face
    among them: 0.1 at the most; dark glasses and masks drawn on two: 0.95."""
    one_colour: float = 3.0
    """Standard deviation of pixels, of 255, below which a bar covers an eye: 92 eyes of patients and of public faces
    have 7 at the least, black bars 0.5 at the most."""


@dataclass(frozen=True)
class LivenessSettings:
    """What a living person's face has, and a drawing's or a statue's has not."""

    least_skin: float = 0.7
    """Photos of 32 people, and the same with a surgical mask or one half in the dark: 0.90 at the least; drawings: 0.50
    at the most."""
    one_colour: float = 0.15
    """People: 0.36 at the least in the London set, 0.23 in 203 clinics' photos of 70 patients; stone and bronze: 0.04
    at the most, 0.08 between a warm lamp and a cool one."""
    least_eyes_without_colour: float = 2.4
    """Mean of the eyes in sight. People: 2.9 at the least; statues, carved irises included: 2.0 at the most."""
    eyes_closed: float = 0.7
    """Blink signal of both eyes, beyond which a missing iris proves nothing; stone's blank eyes: 0.62 at the most."""
    eye_in_frame: float = 0.95
    """Of an eye's opening: with less of it in the frame it proves nothing either."""
    skin_percentile: float = 75.0
    """Of the landmarks' confidences in skin: a quarter of a face may be all that hair, a surgical mask and shadows
    leave in sight."""
    colour_percentiles: tuple[float, float] = (5.0, 95.0)
    """Between which the spread of colour is taken."""
    pupil_percentile: float = 10.0
    """Of the light in the pupil, which may hold the lamp's mirror image. Chosen by hand, as are the next five."""
    reach_radii: float = 2.0
    """How far to either side of the iris its white is looked for, at most."""
    eye_columns: int = 66
    eye_rows: int = 14
    between_lids: tuple[float, float] = (0.2, 0.85)
    """Points of an opening, and between which shares of it from the upper lid down their rows lie: without the lids'
    edges, their lashes and shadow."""
    more_than_columns: int = 3
    """A row counts in which iris and white have more points than this each."""
    pupil_radii: float = 0.6
    iris_radii: float = 0.8
    white_radii: float = 1.2
    """From the iris's middle, in its radii: the pupil lies within the first, the iris without its rim within the
    second, the white beyond the third."""
    averaged_mm: float = 3.0
    eye_mm: float = 0.25
    """Light is averaged over this much of a face, and of an eye."""
    darkest: float = 3e-3
    """Linear light below which the logarithm would show noise."""


SEGMENTATION = SegmentationSettings()
VISIBILITY = VisibilitySettings()
BROWS = BrowSettings()
TAIL_HAIR = TailHairSettings()
INNER_BROWS = InnerBrowSettings()
LASHES = LashSettings()
FEATURES = FeatureSettings()
MARKS = MarkSettings()
WHITE_MARKS = WhiteMarkSettings()
LETTERING = LetteringSettings()
REDNESS = RednessSettings()
COVERING = CoveringSettings()
LIVENESS = LivenessSettings()


@dataclass(frozen=True)
class SkinSettings:
    """All settings of the room, by module."""

    segmentation: SegmentationSettings = SEGMENTATION
    visibility: VisibilitySettings = VISIBILITY
    brows: BrowSettings = BROWS
    inner_brows: InnerBrowSettings = INNER_BROWS
    tail_hair: TailHairSettings = TAIL_HAIR
    lashes: LashSettings = LASHES
    features: FeatureSettings = FEATURES
    marks: MarkSettings = MARKS
    white_marks: WhiteMarkSettings = WHITE_MARKS
    lettering: LetteringSettings = LETTERING
    redness: RednessSettings = REDNESS
    covering: CoveringSettings = COVERING
    liveness: LivenessSettings = LIVENESS


SKIN = SkinSettings()
