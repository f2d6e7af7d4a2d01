"""What should be alike in two photos that are compared, each with its measured value and its limit.

Two things forbid an answer (`Check.forbids`): two declared expressions, and one photograph given twice. What else
differs widens the interval by as much as it was measured to matter (`uncertainty`), and is a note.
"""

from __future__ import annotations

from datetime import datetime

import numpy as np

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.analysis.settings import ANALYSIS
from wrinkle_scan.comparison.alignment import Alignment
from wrinkle_scan.comparison.results import AlignedRegion, Check
from wrinkle_scan.comparison.same_person import check_person
from wrinkle_scan.comparison.settings import ALIGNMENT, CHECKS
from wrinkle_scan.quality.lighting import light_moved
from wrinkle_scan.quality.skin_texture import TextureDifference
from wrinkle_scan.quality.specular import glitter_percent


def check_pair(before: Analysis, after: Analysis) -> list[Check]:
    """Everything that is checked on the pair as a whole."""
    return [
        *_eyes_and_person(before, after),
        _expression(before, after),
        _pose(before, after),
        *_light(before, after),
        _resolution(before, after),
        _sharpness(before, after),
    ]


def check_texture(found: TextureDifference | None) -> list[Check]:
    """Whether both photos left the skin as much of its fine texture, in all directions; nothing where no skin says."""
    if found is None:
        return []
    difference, uneven = found.strength, found.uneven
    which = "after" if difference < 0 else "before"
    return [
        Check(
            "texture", "Skin as finely textured", f"differs by a factor of {np.exp(abs(difference)):.2f}",
            f"{np.exp(CHECKS.texture_limit):.2f}", abs(difference) <= CHECKS.texture_limit,
            f"In the {which} photo the skin has {np.exp(-abs(difference)):.0%} of the other's fine texture, which its "
            f"focus does not explain: a beauty filter, noise reduction, make-up or another light. Lines fade with it: "
            f"the intervals are wider for it.",
        ),
        Check(
            "motion_blur", "As sharp in all directions", f"factor {np.exp(uneven):.2f}",
            f"{np.exp(CHECKS.uneven_limit):.2f}", uneven <= CHECKS.uneven_limit,
            "The camera or the face moved in one of the photos: it is blurred in one direction more than in another, "
            "and lines that run across it have faded.",
        ),
    ]  # fmt: skip


def check_registration(name: str, alignment: Alignment) -> Check:
    """Whether a region's skin was registered, so that it is compared line by line."""
    found, least = alignment.correlation, ALIGNMENT.least_correlation[name]
    return Check(
        "registration", "Skin found again pore by pore", f"correlation {found:.2f}", f"at least {least:.2f}",
        alignment.registered,
        f"The skin of the two photos could not be laid on itself pore by pore (correlation {found:.2f}, at least "
        f"{least:.2f} is needed): the region is compared as a whole, each photo by itself.",
        name,
    )  # fmt: skip


def check_specular(name: str, aligned: AlignedRegion) -> Check:
    """Whether a region's skin glitters as much in both photos."""
    before, after = (glitter_percent(rgb, aligned.skin) for rgb in (aligned.before_rgb, aligned.after_rgb))
    which = "after" if after > before else "before"
    return Check(
        "specular", "Skin as dry", f"specks of light on {before:.1f} and {after:.1f} %",
        f"a difference of {CHECKS.specular_limit:.1f} points", abs(after - before) <= CHECKS.specular_limit,
        f"In the {which} photo the skin is wet or shines more: specks of light cover {max(before, after):.1f} % of it "
        f"instead of {min(before, after):.1f} %, and look like lines between them. Dry the skin next time.",
        name,
    )  # fmt: skip


def notes_on_pair(before: Analysis, after: Analysis) -> list[tuple[str, str]]:
    """(code, sentence) of what a reader should know but what forbids nothing."""
    notes = []
    times = [_time(a.photo.captured_at) for a in (before, after)]
    if times[0] and times[1] and times[0] > times[1]:
        notes.append((
            "time_order",
            f"The first photo was taken after the second ({before.photo.captured_at}, {after.photo.captured_at}): "
            f"improved and worsened may be the wrong way round.",
        ))  # fmt: skip
    return notes


def _eyes_and_person(before: Analysis, after: Analysis) -> list[Check]:
    """Whether eyes are open or shut in both; only then do they show whose they are."""
    states = [_eyes(analysis) for analysis in (before, after)]
    if sorted(states) != ["closed", "open"]:
        eyes = Check("eyes", "Eyes open or closed in both", " and ".join(states), "the same", True, "")
        return [eyes, check_person(before, after)]
    which = "after" if states[1] == "closed" else "before"
    return [
        Check(
            "eyes", "Eyes open or closed in both", " and ".join(states), "the same", False,
            f"The eyes are closed in the {which} photo and open in the other: lids and the crow's feet lie otherwise, "
            f"and whether both show one person is not judged. Take both with the eyes open, or both with them closed.",
        )
    ]  # fmt: skip


def _eyes(analysis: Analysis) -> str:
    """Open, closed, or not in sight."""
    return "not in sight" if analysis.face.scale_assumed else "closed" if analysis.face.eyes_closed else "open"


def _expression(before: Analysis, after: Analysis) -> Check:
    named = [(a.expression or "not declared").replace("_", " ") for a in (before, after)]
    differ = None not in (before.expression, after.expression) and before.expression != after.expression
    return Check(
        "expression", "Same declared expression", f"{named[0]} and {named[1]}", "the same", not differ,
        f"The photos belong to different series: {named[0]} and {named[1]}. Compare {named[0]} with {named[0]}.",
        forbids=True,
    )  # fmt: skip


def _pose(before: Analysis, after: Analysis) -> Check:
    yaw = abs(before.face.yaw_deg - after.face.yaw_deg)
    pitch = abs(before.face.pitch_deg - after.face.pitch_deg)
    most = CHECKS.pose_limit_deg
    return Check(
        "pose", "Head turned alike", f"yaw differs by {yaw:.0f}, pitch by {pitch:.0f} degrees", f"{most:.0f} degrees",
        max(yaw, pitch) <= most,
        f"The head is turned differently: yaw differs by {yaw:.0f} and pitch by {pitch:.0f} degrees, by {most:.0f} at "
        f"the most in photos taken alike. The intervals are wider for it.",
    )  # fmt: skip


def _light(before: Analysis, after: Analysis) -> list[Check]:
    most = CHECKS.light_limit
    if before.light is None or after.light is None or (moved := light_moved(before.light, after.light)) is None:
        unseen = "too little of the face is in sight"
        return [Check("light", "Light from the same side", unseen, f"{most:.2f}", False,
                      f"How far the light moved is not known: {unseen}. The intervals are wider for it.")]  # fmt: skip
    difference = float(np.linalg.norm(moved))
    colour = float(np.max(np.abs(before.light.colour - after.light.colour)))
    return [
        Check(
            "light", "Light from the same side", f"difference {difference:.2f}", f"{most:.2f}", difference <= most,
            f"The light comes from elsewhere or is harder: a difference of {difference:.2f}, {most:.2f} at the most in "
            f"photos taken alike. Shadows make and hide lines: the intervals are wider for it.",
        ),
        Check(
            "colour", "Light of the same colour", f"differs by a factor of {np.exp(colour):.2f}",
            f"{np.exp(CHECKS.colour_limit):.2f}", colour <= CHECKS.colour_limit,
            f"The light's colour differs by a factor of {np.exp(colour):.2f}: another lamp or a filter.",
        ),
    ]  # fmt: skip


def light_difference(before: Analysis, after: Analysis) -> float:
    """How far the light moved between two photos; that of a hard lamp from even light where it is not known."""
    moved = light_moved(before.light, after.light) if before.light and after.light else None
    return CHECKS.unknown_light if moved is None else float(np.linalg.norm(moved))


def _resolution(before: Analysis, after: Analysis) -> Check:
    coarse, most = max(before.face.mm_per_px, after.face.mm_per_px), CHECKS.coarse_limit_mm_per_px
    return Check(
        "coarse", "Fine enough", f"{before.face.mm_per_px:.2f} and {after.face.mm_per_px:.2f} mm per pixel",
        f"{most:.2f}", coarse <= most,
        f"Coarse: a pixel is {coarse:.2f} mm on the skin; {most:.2f} or less show fine lines too.",
    )  # fmt: skip


def _sharpness(before: Analysis, after: Analysis) -> Check:
    worst, most = max(before.blur_mm, after.blur_mm), ANALYSIS.blurred_mm
    return Check(
        "blurred", "Sharp enough", f"blur {before.blur_mm:.2f} and {after.blur_mm:.2f} mm", f"{most:.2f}",
        worst <= most,
        f"Blurred: {worst:.2f} mm on the skin, fine lines need {most:.2f} or less. Only deep lines count here.",
    )  # fmt: skip


def _time(captured_at: str | None) -> datetime | None:
    """Without its offset where not both photos have one: a wrong order by hours is still a wrong order."""
    return datetime.fromisoformat(captured_at).replace(tzinfo=None) if captured_at else None
