"""The messages of the patient's page, in the patient's language."""

from __future__ import annotations

from wrinkle_scan.system.languages import language
from wrinkle_scan.system.messages import Message, marked

TEXTS = {
    "title": marked("Your lines over time"),
    "lead": marked(
        "We compared photos of your face from {visits} visits. This page says what the photos can show, and "
        "what they cannot."
    ),
    "lead_one": marked("There are photos from one visit so far. At your next visit we can compare them."),
    "lead_not_compared": marked(
        "There are photos of your face from {visits} visits, but they could not be compared. For that, photos from two "
        "visits must show your face well and doing the same thing. At your next visit we can try again."
    ),
    "simulated": marked("Some of these photos are not real. They were made on a computer to show how this page works."),
    "pictures": marked("See for yourself"),
    "pictures_how": marked(
        "Move the slider to see both photos. The photos are laid on top of each other, and the skin is made "
        "equally light."
    ),
    "series_rest": marked("When your face is at rest"),
    "series_frown": marked("When you frown"),
    "series_brow_raise": marked("When you raise your brows"),
    "series_smile": marked("When you smile"),
    "series_other": marked("With another movement"),
    "series_none": marked("In your photos"),
    "view_right": marked("from your right side"),
    "view_left": marked("from your left side"),
    "forehead": marked("The lines on your forehead"),
    "glabella": marked("The frown lines between your brows"),
    "crows_feet_right": marked("The lines beside your right eye"),
    "crows_feet_left": marked("The lines beside your left eye"),
    "face": marked("Your face"),
    "changed": marked("What changed since {date}"),
    "as_of": marked("Last photos: {date}"),
    "improved_much": marked("{lines} are much softer than before."),
    "improved": marked("{lines} are softer than before."),
    "improved_little": marked("{lines} are a little softer than before."),
    "unchanged": marked("{lines} look the same as before. A small change would not show in these photos."),
    "smooth": marked("There were hardly any lines to see here, before or now."),
    "worsened": marked("{lines} are deeper than before."),
    "cannot_tell": marked("{lines}: the photos cannot tell. {why}"),
    "cannot_compare": marked("These photos cannot be compared with the first ones. {why}"),
    "unmeasured": marked("Photos that could not be measured"),
    "unmeasured_why": marked("{series}, {date}: {why}"),
    "why_pose": marked("Your head was turned another way."),
    "why_light": marked("The light came from another side. Shadows can make and hide lines."),
    "why_coarse": marked("The photo was taken from too far away."),
    "why_blurred": marked("The photo was not sharp."),
    "why_motion_blur": marked("The camera or your face moved while the photo was taken."),
    "why_texture": marked("The photo was made smoother, by a filter or by make-up."),
    "why_specular": marked("The skin was wet or shiny in one of the photos. Dry skin shows better."),
    "why_copy": marked("Both pictures were made from one photo. A second photo is needed."),
    "why_expression": marked("Your face did not do the same thing in both photos."),
    "why_hidden": marked("Hair or something else covers the skin there."),
    "why_other": marked("The two photos are too different there."),
    "earlier": marked("At their best, on {date}, they were softer than now."),
    "course": marked("How it went"),
    "course_how": marked(
        "Each mark is one visit. The lower the mark, the softer the lines. The bar shows how sure the photos "
        "are: a long bar means not very sure."
    ),
    "as_before": marked("as before"),
    "half_as_deep": marked("half"),
    "no_lines": marked("no lines"),
    "treated": marked("treated"),
    "days": marked("days"),
    "next": marked("What to expect"),
    "expect_onset": marked(
        "The treatment was on {date}. Most people see the first effect within 5 days. The full effect comes "
        "after two to four weeks."
    ),
    "expect_full": marked(
        "The treatment was on {date}. Most people have the full effect now. It most often lasts about four months."
    ),
    "expect_wearing": marked(
        "The treatment was on {date}. In most people the effect is going away now, bit by bit. That is "
        "normal: the muscle is getting its strength back."
    ),
    "expect_returned": marked(
        "The treatment was on {date}. In most people the effect is gone by now, and the lines are back."
    ),
    "expect_before": marked("These photos are from before the treatment on {date}."),
    "expect_none": marked("We know of no treatment. These photos only show how your lines changed by themselves."),
    "expect_not_compared": marked("We know of no treatment."),
    "own_half": marked(
        "From your own photos, half of the effect should be gone around {date}. It may also be between {low} "
        "and {high}."
    ),
    "earliest": marked(
        "There should be at least 90 days between treatments, so not before {date}. Whether you want another "
        "one is for you and your clinician to talk about."
    ),
    "static": marked(
        "Some of your lines can be seen at rest too. A treatment can make them softer, but not take them away."
    ),
    "dynamic": marked(
        "Some of your lines show only when you move your face. A treatment can take those away for a time."
    ),
    "limits": marked("What these photos cannot say"),
    "limit_look": marked("How you look, or how old you look. This page gives no marks."),
    "limit_feel": marked("How you feel, or whether you need a treatment."),
    "limit_others": marked("How you compare with other people."),
    "limit_health": marked(
        "Anything about your health. This is not a medical test. If something worries you, call your clinician."
    ),
    "private": marked(
        "This page was made on your clinician’s computer. Your photos were not sent anywhere. It shows your "
        "face: keep it as you would keep your photos."
    ),
    "private_no_face": marked("This page was made on your clinician’s computer. Your photos were not sent anywhere."),
    "ways": marked("ways of looking"),
    "slider": marked("Slider"),
    "slide": marked("slide from the later photo to the first one"),
    "both": marked("Both"),
    "flicker": marked("Flicker"),
    "swap": marked("Swap"),
    "which": marked("which visit"),
    "not_comparable": marked("cannot be compared"),
    "keys": marked("The key F flickers the photos"),
    "caption": marked("The white bar is 10 mm long on the skin."),
    "point_baseline": marked("{date}: before"),
    "point_softer": marked("{date}: softer"),
    "point_same": marked("{date}: the same"),
    "point_deeper": marked("{date}: deeper"),
    "point_unknown": marked("{date}: cannot tell"),
    "day": marked("Day {day}"),
}
"""By the keys that the page uses; placeholders in braces."""


class Messages:
    """The messages in one language."""

    def __init__(self, code: str) -> None:
        """Of a language of `system.languages.codes()`."""
        self.language = code
        self._translator = language(code)

    def say(self, key: str, **values: object) -> str:
        """A message with its values filled in.

        Raises:
            KeyError: no such message, or a value is missing.
        """
        return Message(TEXTS[key], None, values).translated(self._translator)

    def day(self, iso: str) -> str:
        """An ISO 8601 date as people write it."""
        return self._translator.day(iso)

    def short_day(self, iso: str) -> str:
        """The same, for labels."""
        return self._translator.short_day(iso)
