"""What a face is found and measured by: every setting of this room, with its unit and its source."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class InferenceSettings:
    """How MediaPipe's models are asked."""

    least_confidence: float = 0.1
    ordinary_confidence: float = 0.5
    max_faces: int = 8
    """The models' confidences, 0 to 1, from which they report a face: the first where faces are hardly seen and other
    checks follow, the second, MediaPipe's own, elsewhere. The most faces that the landmark model reports. Chosen by
    hand."""


@dataclass(frozen=True)
class HeadSettings:
    """The average head."""

    canthi_mm: float = 81.8
    """Distance of the eyes' outer corners: mean of the 64 photos of the Face Research Lab London Set here, by their
    irises; standard deviation 2.2 mm."""


@dataclass(frozen=True)
class ViewSettings:
    """What a view shows where the photo ends, and how its light is judged."""

    grey: tuple[int, int, int] = (128, 128, 128)
    gamma: float = 2.2
    """Of the photo's encoding, about, where light is judged in a view (`log_light`)."""


@dataclass(frozen=True)
class WorkingSettings:
    """How finely a photo is read to be measured."""

    finest_mm: float = 0.1
    """A photo is reduced twofold as long as a pixel then is no wider than this on the face: the finest grid onto which
    it is resampled (`quality.settings.SHARPNESS`)."""
    first_side: int = 3600
    """The longer side, px, to which a photo is reduced at first, at the least: so wide is a portrait of 360 mm then.
    What is smaller than twice this is measured as it is."""
    most: int = 8
    """Largest reduction along each side: a JPEG's blocks are 8 x 8 values."""


@dataclass(frozen=True)
class FindingSettings:
    """Where and how closely a face is looked for."""

    search_size: int = 768
    """Pixels along a search view; MediaPipe's detector itself looks at 128 x 128."""
    detector_size: int = 256
    """Pixels along a view for the detector alone."""
    final_size: int = 640
    """Pixels along the last view; the landmark model looks at 256 x 256 of about two thirds of it."""
    final_margins: tuple[float, float, float] = (1.6, 2.2, 1.3)
    """Side of the last view over the longer side of the landmarks' box; the first is best, hair needs another."""
    dominant: float = 1.6
    """A face is clearly the subject when it is this many times as large (side by side) as any other."""
    search_margins: tuple[float, float] = (1.0, 1.7)
    """Sides of the first views over the photo's longer side: all of it, and with room around a face that fills it.
    Chosen by hand, as are those of the next three."""
    turned_margin: float = 1.3
    """The same of views turned to a face that leans or lies."""
    tile_parts: tuple[int, int] = (2, 4)
    """Views last tried are so small a part of the photo's longer side: a face of 5 % of the frame fills 20 % of a
    quarter-width tile."""
    looks: int = 2
    """Closer views of the face that was found, each around the landmarks of the one before."""
    refound: float = 1 / 3
    """Share of the face's side by which its middle may move in a closer view to be the same face. Chosen by hand."""
    outermost: float = 0.05
    """Share of the landmarks that the frame may cut off at each side of a whole face. Chosen by hand."""
    half_margin: float = 1.3
    """Of the views of either half. 77 photos of one person each show no second face in them; two to six pictures in
    one, beside or above each other, faces cut at nose and forehead too, each show all of theirs."""
    other_face: float = 0.5
    maybe_other_face: float = 0.25
    """Distance of two boxes' middles over the smaller one's side: from the first on they are two faces; from the second
    on, where the detector alone has seen one, the landmark model looks. Chosen by hand: half the first, since the
    detector's box does not lie on a face as its landmarks' does."""
    lean_turns: tuple[float, float] = (-35.0, 35.0)
    max_roll_deg: float = 60.0
    """The picture is also searched turned by the first two, degrees, where no face is found in it upright; a face that
    leans by more than the last lies on its side and is refused. Chosen by hand."""


@dataclass(frozen=True)
class UpsideDownSettings:
    """Which face stands on its head."""

    margins: tuple[float, float, float] = (1.6, 2.0, 2.6)
    """Sides of the views over the face's box; one view alone is not sure enough."""
    view_size: int = 320
    certain: float = 0.83
    """The detector's confidence in whole faces is 0.89 or more; in what it sees in faces the wrong way up, cut
    anywhere, 0.82 or less (34 people). So whole faces that stand on their heads are all recognised, those cut by the
    frame only in part."""
    surer_by: float = 0.05
    """It is surer of a whole face the right way up by 0.17 at the least."""


@dataclass(frozen=True)
class CompletingSettings:
    """How a face that the frame cuts off is completed."""

    size: int = 512
    """Pixels along the views."""
    skin_confidence: float = 0.5
    """Of the segmenter, from which a point is facial skin (`skin.segmentation` has the same)."""
    first_side: float = 1.5
    first_lowered: float = 0.2
    """The first view's side over the photo's longer side, and how far it is lowered: room for a lower face."""
    face_width_mm: float = 135.0
    """Bizygomatic breadth of adults: 130 to 140 mm (ANSUR II: women 131, men 140)."""
    eyes_below_mm: tuple[float, float, float] = (-8.0, 4.0, 16.0)
    """Where the eyes are tried, below the lowest skin in sight: cut under the lids, through them, or at the brows."""
    one_eye_yaws_deg: tuple[float, float] = (40.0, -40.0)
    one_eye_widths_mm: tuple[float, float, float] = (80.0, 110.0, 60.0)
    """A close-up of one eye: the head is turned so that this eye is the near one, in the middle of a photo so wide."""
    rounds: int = 3
    """The drawing is laid anew to the landmarks just found; from any of the first guesses it comes to rest in two."""
    side: float = 2.7
    lowered: float = 0.35
    """The later views' side, and how far they are lowered below the eyes, in distances of the eyes' outer corners."""
    least_skin_share: float = 0.02
    """Of the photo that is facial skin, for a face to be looked for."""
    lowest_rows: int = 30
    out_of_sight_weight: float = 0.05
    """Of a landmark in the drawing beside one in the photo, in laying the head."""
    brow_darker: float = 0.25
    """Natural logarithm: a brow is darker than the skin above it by this, be it fair (`skin.brows` has the same)."""
    surely_brows: float = 1.2
    """In 17 of 20 photos of as many patients it is more; further guesses are not tried then."""
    brow_side: float = 2.0
    brow_blur: float = 3.2
    brow_percentile: int = 40
    """A brow is looked at in a view so many eyes' distances wide, smoothed over this many of its pixels, 1 mm; its
    landmarks take in some skin as well."""
    above_brow: tuple[float, float] = (0.05, 0.1)
    """Of that view's side: 8 and 16 mm above the brow's upper edge."""
    least_px: int = 50
    least_brow_share: float = 0.5
    """Of a brow, that must lie in the photo for its contrast to count. Chosen by hand."""
    most_off: float = 0.25
    """Share of the view's side by which a seen face's middle may lie off the drawn one's. Chosen by hand."""
    least_foreshortened: float = 0.5
    """Cosine of the yaw by which the eyes' distance is taken to be foreshortened, at the least: beyond 60 degrees the
    view would grow without limit. Chosen by hand."""
    least_brows: float = 0.25
    """Of both brows' landmarks, that must lie in the photo: half of one brow."""
    steady: float = 0.05
    """Of the eyes' distance, 4 mm: brows that move more in the last round are not found."""


@dataclass(frozen=True)
class HalfFaceSettings:
    """How a face of which the frame leaves one half is completed, and where that is believed.

    Chosen by hand where no source is named, and seen on 66 halves cut out of 33 photos, 31 of them of the London set.
    """

    size: int = 640
    """Pixels along the views, and the photo's longer side at the least before its mirror image is put beside it."""
    margins: tuple[float, float, float] = (1.0, 1.5, 2.2)
    lowered: float = 0.15
    """Sides of the first views over the picture's longer side, and how far they are lowered, in what they are higher
    than it: room for a lower face."""
    off_middle: float = 0.08
    """Share of the face's width by which its nasal root may lie off the middle."""
    rounds: int = 5
    steady: float = 0.02
    middle: tuple[float, float] = (0.4, 1.8)
    """How often the middle line is moved, by which share of the photo's width it may still move at rest, and between
    which shares it may lie."""
    iris_darker: float = 0.25
    """Natural logarithm: an iris is darker than the white and the lids around it by 0.48 and more in 30 photos of the
    London set, by 0.27 in clinics' photos of open eyes; where the landmarks imagine one, mostly by less than 0.1."""
    eye_side: float = 5.0
    eye_size: int = 64
    eye_blur: float = 1.5
    within_iris: float = 0.8
    around_iris: tuple[float, float] = (1.2, 2.2)
    """The picture in which that is measured, in radii of the iris, its pixels and their blur; what counts, in radii."""
    turned_deg: float = 20.0
    other_eye_mm: float = 12.0
    other_eye_offset: float = 0.2
    """Yaw from which one eye may be out of sight because the head is turned, the room beside the other's inner corner
    that it needs then, and the distance of that eye's two places, in its widths, from which they are not the same: 0.01
    to 0.13 on six obliques of patients."""


@dataclass(frozen=True)
class DrawingSettings:
    """The face that is drawn where a photo ends: colours, 0 to 255, and sizes. All chosen by hand."""

    eye_white: tuple[int, int, int] = (225, 220, 215)
    iris: tuple[int, int, int] = (50, 35, 30)
    lashes: tuple[int, int, int] = (60, 40, 35)
    brow: tuple[int, int, int] = (70, 50, 40)
    lip: tuple[int, int, int] = (170, 90, 90)
    mouth: tuple[int, int, int] = (90, 40, 40)
    iris_radius_mm: float = 5.5
    nostril_mm: float = 3.0
    nose_mm: tuple[float, float] = (13.0, 9.0)
    bridge_mm: float = 10.0
    lash_line_mm: float = 2.0
    mouth_line_mm: float = 1.5
    """Widths of lines."""
    bridge_shade: float = 1.08
    nose_shade: float = 0.8
    nostril_shade: float = 0.55
    """Brightness over that of the photo's own skin colour, in pixel values."""
    blur_mm: float = 1.2
    least_blur_px: float = 0.5
    """So much even where a pixel is wider than `blur_mm`: no edge of the drawing is a step."""


@dataclass(frozen=True)
class UpperFaceSettings:
    """How the upper face is looked at by itself."""

    view_sides: tuple[float, ...] = (3.0, 2.7, 3.4, 3.2, 2.9)
    """Sides of the views over the distance of the eyes' outer corners, in the order of trying."""
    looks: int = 3
    """The median of three looks is steady: outlines of 64 photos cut at the lids differ by 1.3 mm at the most from
    those of whole photos, by 10 mm with one look in four such rounds (`benchmarks/cut_photos.py`)."""
    astray: float = 0.12
    """Of the eyes' distance: a look that sees an eye's corner this far from where the whole face has it has gone
    astray. Others are within 5 mm, 0.06, in the London set; those that go astray by 30 mm."""
    view_lowered: float = 0.3
    """The views' middle lies so far below the eyes', in the same measure: grey below the lids is the face's."""
    view_size: int = 640
    """Side of a view, pixels. Chosen by hand."""


@dataclass(frozen=True)
class GeometrySettings:
    """Size and pose of a head."""

    iris_mm: float = 11.7
    """Horizontal visible iris diameter, 11.7 +- 0.5 mm in adults (MediaPipe Iris, 2020)."""
    eyes_closed: float = 0.5
    """Blink signal of both eyes. Open: 0.31 at the most in 72 photos of 34 people, 0.47 in 202 of clinics, among them
    eyes screwed up in a smile or a scrunch; closed: 0.67 and 0.83 in the two of those that are, more than 0.5 in 11 of
    17 lids closed by computation."""
    brow_weight: float = 0.5
    """Of a brow's landmark beside an eye's in laying the head: brows show where the forehead is, but move."""
    max_yaw_deg: float = 65.0
    """Obliques are taken at 45 degrees and often a little more; points that turn away too far are left out."""
    max_pitch_deg: float = 40.0
    """Nodding further hides the forehead, or shows it from below. Chosen by hand."""


@dataclass(frozen=True)
class ViewingSettings:
    """Which view a photo shows."""

    oblique_deg: float = 12.0
    """Yaw from which a view is oblique: of 230 front views of the clinics' patients and the London set none is turned
    by more than 7 degrees, of 44 oblique ones none by less than 16."""
    one_view_deg: float = 15.0
    """Yaw between two photos of one moment up to which they show one view: taken alike they are within 5 degrees of the
    front or 20 to 40 off it. More than `oblique_deg`, so that two photos to either side of that limit are one view."""


INFERENCE = InferenceSettings()
HEAD = HeadSettings()
VIEWS = ViewSettings()
WORKING = WorkingSettings()
FINDING = FindingSettings()
UPSIDE_DOWN = UpsideDownSettings()
COMPLETING = CompletingSettings()
HALF_FACES = HalfFaceSettings()
DRAWING = DrawingSettings()
UPPER_FACE = UpperFaceSettings()
GEOMETRY = GeometrySettings()
VIEWING = ViewingSettings()


@dataclass(frozen=True)
class FaceSettings:
    """All settings of the room, by module; MediaPipe's models are identified by their SHA-256."""

    inference: InferenceSettings = INFERENCE
    head: HeadSettings = HEAD
    views: ViewSettings = VIEWS
    working: WorkingSettings = WORKING
    finding: FindingSettings = FINDING
    upside_down: UpsideDownSettings = UPSIDE_DOWN
    completing: CompletingSettings = COMPLETING
    half_faces: HalfFaceSettings = HALF_FACES
    drawing: DrawingSettings = DRAWING
    upper_face: UpperFaceSettings = UPPER_FACE
    geometry: GeometrySettings = GEOMETRY
    expression: ViewingSettings = VIEWING


FACE = FaceSettings()
