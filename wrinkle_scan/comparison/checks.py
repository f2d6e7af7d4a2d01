"""What should be alike in two photos as a whole, each with its measured value and its limit; their skin: `skin_checks`.

Two things forbid an answer (`Check.forbids`): two declared expressions, and one photograph given twice. What else
differs widens the interval by as much as it was measured to matter (`uncertainty`), and is a note.
"""

from __future__ import annotations

from datetime import datetime

import numpy as np

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.analysis.settings import ANALYSIS
from wrinkle_scan.comparison.check import PHOTO_WORDS, Check
from wrinkle_scan.comparison.same_person import check_person
from wrinkle_scan.comparison.settings import CHECKS
from wrinkle_scan.face.expression import expression_words
from wrinkle_scan.quality.lighting import light_moved
from wrinkle_scan.system.messages import Figure, message


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


def notes_on_pair(before: Analysis, after: Analysis) -> list[tuple[str, str]]:
    """(code, sentence) of what a reader should know but what forbids nothing."""
    notes: list[tuple[str, str]] = []
    times = [_time(a.photo.taken_at) for a in (before, after)]
    if times[0] and times[1] and times[0] > times[1]:
        notes.append(
            (
                "time_order",
                message(
                    "The first photo was taken after the second ({first}, {second}): improved and worsened may be the "
                    "wrong way round.",
                    first=before.photo.captured_at,
                    second=after.photo.captured_at,
                ),
            )
        )
    return notes


def _eyes_and_person(before: Analysis, after: Analysis) -> list[Check]:
    """Whether the eyes are open or closed in both photos; the person is judged only where that is the same."""
    states = [_eyes(analysis) for analysis in (before, after)]
    if sorted(states) != ["closed", "open"]:
        eyes = Check(
            "eyes",
            message("Eyes open or closed in both"),
            message("{one} and {other}", one=states[0], other=states[1]),
            message("the same"),
            True,
            "",
        )
        return [eyes, check_person(before, after)]
    which = PHOTO_WORDS["after" if states[1] == "closed" else "before"]
    return [
        Check(
            "eyes",
            message("Eyes open or closed in both"),
            message("{one} and {other}", one=states[0], other=states[1]),
            message("the same"),
            False,
            message(
                "The eyes are closed in the {which} photo and open in the other: lids and the crow's "
                "feet lie otherwise, and whether both show one person is not judged. Take both with "
                "the eyes open, or both with them closed.",
                which=which,
            ),
        )
    ]


def _eyes(analysis: Analysis) -> str:
    """Open, closed, or not in sight."""
    if analysis.face.scale_assumed:
        return message("not in sight")
    return message("closed") if analysis.face.eyes_closed else message("open")


def _expression(before: Analysis, after: Analysis) -> Check:
    named = [expression_words(a.expression) for a in (before, after)]
    differ = None not in (before.expression, after.expression) and before.expression != after.expression
    return Check(
        "expression",
        message("Same declared expression"),
        message("{one} and {other}", one=named[0], other=named[1]),
        message("the same"),
        not differ,
        message(
            "The photos belong to different series: {one} and {other}. Compare {one} with {one}.",
            one=named[0],
            other=named[1],
        ),
        forbids=True,
    )


def _pose(before: Analysis, after: Analysis) -> Check:
    yaw = abs(before.face.yaw_deg - after.face.yaw_deg)
    pitch = abs(before.face.pitch_deg - after.face.pitch_deg)
    most = CHECKS.pose_limit_deg
    return Check(
        "pose",
        message("Head turned alike"),
        message("yaw differs by {yaw:.0f}, pitch by {pitch:.0f} degrees", yaw=yaw, pitch=pitch),
        message("{most:.0f} degrees", most=most),
        max(yaw, pitch) <= most,
        message(
            "The head is turned differently: yaw differs by {yaw:.0f} and pitch by {pitch:.0f} "
            "degrees, by {most:.0f} at the most in photos taken alike. Any interval is wider "
            "for it.",
            yaw=yaw,
            pitch=pitch,
            most=most,
        ),
    )


def _light(before: Analysis, after: Analysis) -> list[Check]:
    most = CHECKS.light_limit
    if before.light is None or after.light is None or (moved := light_moved(before.light, after.light)) is None:
        unseen = message("too little of the face is in sight")
        return [
            Check(
                "light",
                message("Light from the same side"),
                unseen,
                Figure(f"{most:.2f}"),
                False,
                message("How far the light moved is not known: {unseen}. Any interval is wider for it.", unseen=unseen),
            )
        ]
    difference = float(np.linalg.norm(moved))
    colour = float(np.max(np.abs(before.light.colour - after.light.colour)))
    return [
        Check(
            "light",
            message("Light from the same side"),
            message("difference {difference:.2f}", difference=difference),
            Figure(f"{most:.2f}"),
            difference <= most,
            message(
                "The light comes from elsewhere or is harder: a difference of {difference:.2f}, "
                "{most:.2f} at the most in photos taken alike. Shadows make and hide lines: any "
                "interval is wider for it.",
                difference=difference,
                most=most,
            ),
        ),
        Check(
            "colour",
            message("Light of the same colour"),
            message("differs by a factor of {exp:.2f}", exp=np.exp(colour)),
            Figure(f"{np.exp(CHECKS.colour_limit):.2f}"),
            colour <= CHECKS.colour_limit,
            message(
                "The light's colour differs by a factor of {exp:.2f}: another lamp or a filter.", exp=np.exp(colour)
            ),
        ),
    ]


def light_difference(before: Analysis, after: Analysis) -> float:
    """How far the light moved between two photos; that of a hard lamp from even light where it is not known."""
    moved = light_moved(before.light, after.light) if before.light and after.light else None
    return CHECKS.unknown_light if moved is None else float(np.linalg.norm(moved))


def _resolution(before: Analysis, after: Analysis) -> Check:
    coarse, most = max(before.mm_per_file_px, after.mm_per_file_px), CHECKS.coarse_limit_mm_per_px
    return Check(
        "coarse",
        message("Fine enough"),
        message(
            "{mm_per_px:.2f} and {mm_per_px2:.2f} mm per pixel",
            mm_per_px=before.mm_per_file_px,
            mm_per_px2=after.mm_per_file_px,
        ),
        Figure(f"{most:.2f}"),
        coarse <= most,
        message(
            "Coarse: a pixel is {coarse:.2f} mm on the skin; {most:.2f} or less show fine lines too.",
            coarse=coarse,
            most=most,
        ),
    )


def _sharpness(before: Analysis, after: Analysis) -> Check:
    worst, most = max(before.blur_mm, after.blur_mm), ANALYSIS.blurred_mm
    return Check(
        "blurred",
        message("Sharp enough"),
        message("blur {blur_mm:.2f} and {blur_mm2:.2f} mm", blur_mm=before.blur_mm, blur_mm2=after.blur_mm),
        Figure(f"{most:.2f}"),
        worst <= most,
        message(
            "Blurred: {worst:.2f} mm on the skin, fine lines need {most:.2f} or less. Only deep lines count here.",
            worst=worst,
            most=most,
        ),
    )


def _time(captured_at: str | None) -> datetime | None:
    """Without its offset where not both photos have one: a wrong order by hours is still a wrong order."""
    return datetime.fromisoformat(captured_at).replace(tzinfo=None) if captured_at else None
