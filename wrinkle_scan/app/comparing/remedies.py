"""What to do next time about what keeps two photos from telling: by what was found, in words for who holds the camera.

A photo that is refused brings its own remedy (`system.errors`); these are for what is unlike in two photos, and for
what hides a region. Keys are the codes of `comparison.checks` and the causes of `skin.visibility`.
"""

from __future__ import annotations

LIKE_THE_FIRST = "Take the next photo as the first one was taken: {}."
UNLIKE = {
    "copy": "Choose two photographs, one of each visit.",
    "expression": "Compare photos of one expression.",
    "inconsistent_captures": "Choose photos of one expression for each visit.",
    "eyes": "Take both photos with the eyes open.",
    "person": "Make sure that both photos are of the same patient.",
    "mirrored": "Switch off the mirror image of the front camera, or mirror that photo back.",
    "time_order": "Go back to the photos and swap before and after.",
    "light": LIKE_THE_FIRST.format("the same lamp, at the same place and distance"),
    "colour": LIKE_THE_FIRST.format("under the same lamp, without a filter"),
    "pose": LIKE_THE_FIRST.format("the head turned and tilted as there"),
    "texture": "Take the photo of a bare face, with the same camera, without a beauty filter.",
    "smoothed": "Take the photo of a bare face, without a beauty filter.",
    "blurred": "Hold the camera still, with more light, and focus on the eyes.",
    "motion_blur": "Hold the camera still, with more light.",
    "coarse": "Take the photo closer, or use the original instead of a smaller copy.",
    "specular": "Dry the skin before the photo.",
    "effort": "Ask for the same effort in both photos.",
}
HIDDEN = {
    "frame": "Take in the whole forehead and both temples.",
    "angle": "Take the photo from the front.",
    "hair": "Hold the hair back with a band.",
    "accessory": "Take off glasses, jewellery and headband.",
    "covered": "Uncover the forehead and the skin around the eyes.",
    "glare": "Use soft light instead of the flash.",
    "marked": "Take the photo before anything is drawn on the skin.",
}
SIMULATED = "This photo is not a real one: it was made by a computer."
ONE_SIMULATED = "The {} photo is not a real one: it was made by a computer."
BEFORE_AND_AFTER = "Go back to the photos and cut it in two, if it is before and after in one picture."
EXPRESSION_UNSAID = "Go back to the photos and say what the face was asked to do."
NEEDS_A_REMEDY = "Take both photos again under the same light, from the same distance, with the same expression."
