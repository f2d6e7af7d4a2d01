"""The baseline's picture with each later one: labels, lines and injections as they were given."""

from __future__ import annotations

import numpy as np
from made_exchange import picture

from wrinkle_scan.output.report.crease_overlays import CreaseOverlay
from wrinkle_scan.output.report.strip_viewers import Captions, strip_viewers
from wrinkle_scan.output.report.visit_pictures import FACE, Frame, ImageSeries

WORDS = Captions("of the face", "of a region", "not comparable")
LINE = CreaseOverlay(np.array([[1.0, 2.0], [30.0, 4.0]]), 12.0, False)


def frames(*comparable: bool) -> tuple[Frame, ...]:
    return tuple(Frame(30 * k, picture(), (LINE,), fine) for k, fine in enumerate(comparable))


def viewers(*strips: ImageSeries) -> list[object]:
    return list(strip_viewers(strips, "frown", lambda view: f"<{view}>", lambda day: f"Day {day}", WORDS))


def test_the_baseline_stands_beside_each_later_visit() -> None:
    (viewer,) = viewers(ImageSeries("glabella", (90, 60), 12.345, frames(True, True, False)))
    assert (viewer.key, viewer.title, viewer.caption) == ("frown-glabella", "<glabella>", "of a region")
    assert viewer.baseline.tag == "Day 0"
    assert [label for label, _ in viewer.later] == ["Day 30", "Day 60 (not comparable)"]
    assert all(shot.tag == label for label, shot in viewer.later)


def test_the_face_has_its_own_shape_and_caption_and_the_injections() -> None:
    face = ImageSeries(FACE, (90, 60), 10.0, frames(True, True), ((1.26, 2.0, 4.5), (3.0, 4.0, None)))
    (viewer,) = viewers(face)
    assert (viewer.shape, viewer.caption) == ("face", "of the face")
    assert [(x, y, str(words)) for x, y, words in viewer.marks] == [(1.3, 2.0, "4.5"), (3.0, 4.0, "")]


def test_every_picture_has_its_lines_and_says_what_it_shows() -> None:
    (viewer,) = viewers(ImageSeries("glabella", (90, 60), 10.0, frames(True, True)))
    for shot in (viewer.baseline, viewer.later[0][1]):
        assert len(shot.lines) == 1 and not shot.lines[0].traced
        assert "1,2" in shot.lines[0].points.replace(".0", "")
        assert shot.alt == f"<glabella>, {shot.tag}."
