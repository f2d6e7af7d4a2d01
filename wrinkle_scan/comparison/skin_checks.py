"""What should be alike in the skin of two photos, each with its measured value and its limit: texture, place, shine."""

from __future__ import annotations

import numpy as np

from wrinkle_scan.comparison.aligned_region import AlignedRegion
from wrinkle_scan.comparison.alignment import Alignment
from wrinkle_scan.comparison.check import PHOTO_WORDS, Check
from wrinkle_scan.comparison.settings import ALIGNMENT, CHECKS
from wrinkle_scan.quality.skin_texture import TextureDifference
from wrinkle_scan.quality.specular import glitter_percent
from wrinkle_scan.system.messages import Figure, message, percentage


def check_texture(found: TextureDifference | None) -> list[Check]:
    """Whether both photos left the skin as much of its fine texture, in all directions; nothing where no skin says."""
    if found is None:
        return []
    difference, uneven = found.strength, found.uneven
    which = PHOTO_WORDS["after" if difference < 0 else "before"]
    return [
        Check(
            "texture",
            message("Skin as finely textured"),
            message("differs by a factor of {exp:.2f}", exp=np.exp(abs(difference))),
            Figure(f"{np.exp(CHECKS.texture_limit):.2f}"),
            abs(difference) <= CHECKS.texture_limit,
            message(
                "In the {which} photo the skin has {left} of the other's fine texture, which its "
                "focus does not explain: a beauty filter, noise reduction, make-up or another light. "
                "Lines fade with it: any interval is wider for it.",
                which=which,
                left=percentage(np.exp(-abs(difference))),
            ),
        ),
        Check(
            "motion_blur",
            message("As sharp in all directions"),
            message("factor {exp:.2f}", exp=np.exp(uneven)),
            Figure(f"{np.exp(CHECKS.uneven_limit):.2f}"),
            uneven <= CHECKS.uneven_limit,
            message(
                "The camera or the face moved in one of the photos: it is blurred in one direction "
                "more than in another, and lines that run across it have faded."
            ),
        ),
    ]


def check_registration(name: str, alignment: Alignment) -> Check:
    """Whether a region's skin was registered, so that it is compared line by line."""
    found, least = alignment.correlation, ALIGNMENT.least_correlation[name]
    return Check(
        "registration",
        message("Skin found again pore by pore"),
        message("correlation {found:.2f}", found=found),
        message("at least {least:.2f}", least=least),
        alignment.registered,
        message(
            "The skin of the two photos could not be laid on itself pore by pore (correlation "
            "{found:.2f}, at least {least:.2f} is needed): lines cannot be compared one by one.",
            found=found,
            least=least,
        ),
        name,
    )


def check_specular(name: str, aligned: AlignedRegion) -> Check:
    """Whether a region's skin glitters as much in both photos."""
    before, after = (glitter_percent(rgb, aligned.skin) for rgb in (aligned.before_rgb, aligned.after_rgb))
    which = PHOTO_WORDS["after" if after > before else "before"]
    return Check(
        "specular",
        message("Skin as dry"),
        message("specks of light on {before:.1f} and {after:.1f} %", before=before, after=after),
        message("a difference of {specular_limit:.1f} points", specular_limit=CHECKS.specular_limit),
        abs(after - before) <= CHECKS.specular_limit,
        message(
            "In the {which} photo the skin is wet or shines more: specks of light cover "
            "{max:.1f} % of it instead of {min:.1f} %, and look like lines between them. Dry the "
            "skin next time.",
            which=which,
            max=max(before, after),
            min=min(before, after),
        ),
        name,
    )
