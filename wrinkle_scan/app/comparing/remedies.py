"""What to do next time about what prevents an answer, by the cause, in words for whoever holds the camera.

A photo that is refused brings its own remedy (`system.errors`); these are for what is unlike in two photos, and for
what hides a region. Keys are the codes of `comparison.checks` and `skin_checks`, and the causes of `skin.visibility`.
"""

from __future__ import annotations

from wrinkle_scan.system.messages import message

UNLIKE = {
    "copy": message("Choose two photographs, one of each visit."),
    "expression": message("Compare photos of one expression."),
    "inconsistent_captures": message("Choose photos of one expression for each visit."),
    "eyes": message("Take both photos with the eyes open."),
    "person": message("Make sure that both photos are of the same patient."),
    "mirrored": message("Switch off the mirror image of the front camera, or mirror that photo back."),
    "time_order": message("Go back to the photos and swap before and after."),
    "light": message("Take the next photo as the first one was taken: the same lamp, at the same place and distance."),
    "colour": message("Take the next photo as the first one was taken: under the same lamp, without a filter."),
    "pose": message("Take the next photo as the first one was taken: the head turned and tilted as there."),
    "texture": message("Take the photo of a bare face, with the same camera, without a beauty filter."),
    "smoothed": message("Take the photo of a bare face, without a beauty filter."),
    "blurred": message("Hold the camera still, with more light, and focus on the eyes."),
    "motion_blur": message("Hold the camera still, with more light."),
    "coarse": message("Take the photo closer, or use the original instead of a smaller copy."),
    "specular": message("Dry the skin before the photo."),
    "smile_at_rest": message("Choose photos of a relaxed face, or of a smile in both."),
    "effort": message("Ask for the same effort in both photos."),
}
HIDDEN = {
    "frame": message("Take in the whole forehead and both temples."),
    "angle": message("Take the photo from the front."),
    "hair": message("Hold the hair back with a band."),
    "accessory": message("Take off glasses, jewellery and headband."),
    "covered": message("Uncover the forehead and the skin around the eyes."),
    "glare": message("Use soft light instead of the flash."),
    "lettering": message(
        "Use the photo without lettering or a watermark, as the camera took it; take a plaster off first."
    ),
    "marked": message("Take the photo before anything is drawn on the skin."),
    "dark_spot": message("Take the photo before anything is drawn on the skin."),
}
SIMULATED = message("This photo is not a real one: it was made by a computer.")
ONE_SIMULATED = {
    "before": message("The photo before is not a real one: it was made by a computer."),
    "after": message("The photo after is not a real one: it was made by a computer."),
}
BEFORE_AND_AFTER = message("Go back to the photos and cut it in two, if it is before and after in one picture.")
EXPRESSION_UNSAID = message("Go back to the photos and say what the face was asked to do.")
NEEDS_A_REMEDY = message(
    "Take both photos again under the same light, from the same distance, with the same expression."
)
