"""A question to the photos of two visits, and its answer: compared in another process, then drawn as reports."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from wrinkle_scan.app.comparing import comparison_work
from wrinkle_scan.app.comparing.answers import Answer
from wrinkle_scan.app.comparing.visit_photos import OnePhoto
from wrinkle_scan.app.server.background_jobs import Job, Jobs
from wrinkle_scan.app.server.processes import Call
from wrinkle_scan.comparison.check import BEFORE_AND_AFTER, BeforeOrAfter
from wrinkle_scan.face.expression import Expression


@dataclass
class Asked:
    """A question: these photos, this expression; and its answer.

    Attributes:
        id: in addresses.
        photos: by visit.
        expression: what the face was asked to do; None where that is not known.
        language: of the reports.
        compared: the job whose result is the `Answer`.
        page: the job that draws the report; begun with the answer.
        paper: the job that draws it for the printer.
        place: the files, without their endings.
    """

    id: str
    photos: dict[BeforeOrAfter, list[OnePhoto]]
    expression: Expression | None
    language: str
    place: Path
    compared: Job | None = None
    page: Job | None = None
    paper: Job | None = None

    @property
    def answer(self) -> Answer | None:
        """What was found; None until then, and where it could not be."""
        result = self.compared.result if self.compared else None
        return result if isinstance(result, Answer) else None

    def file(self, ending: str) -> Path:
        """One of its files: ``.json``, ``.html``, ``.pdf``, and the comparison itself."""
        return self.place.with_name(self.place.name + ending)

    def has_to_do_with(self, photo: OnePhoto) -> bool:
        """Whether it is not answered yet, and needs the photo for that."""
        running = self.compared is not None and self.compared.state == "running"
        return running and any(photo in photos for photos in self.photos.values())


def begin(asked: Asked, jobs: Jobs) -> None:
    """Has the question answered, and the reports drawn after it."""
    asked.compared = jobs.start("Comparing", partial(_compare, asked, jobs), 1)


def _compare(asked: Asked, jobs: Jobs, job: Job) -> Answer:
    """Waits for the photos, compares them, and begins to draw: what is read first comes first."""
    for photo in (photo for photos in asked.photos.values() for photo in photos):
        photo.job.wait()
        if photo.measured and photo.measured.error:
            raise photo.measured.error
    before, after = (tuple(photo.analysis for photo in asked.photos[visit]) for visit in BEFORE_AND_AFTER)
    kept = asked.file(".comparison")
    call = partial(comparison_work.compare, before, after, asked.expression, asked.file(".json"), kept)
    answer: Answer = job.run(call)
    html = partial(comparison_work.write_html, kept, asked.language, asked.file(".html"))
    pdf = partial(comparison_work.write_pdf, kept, asked.language, asked.file(".pdf"))
    page = jobs.start("Drawing the report", lambda job: job.run(html), 1)
    asked.page, asked.paper = page, jobs.start("Drawing the report for the printer", partial(_after, page, pdf), 1)
    jobs.start("Tidying up", lambda job: _delete(kept, asked))
    return answer


def _after(earlier: Job, call: Call, job: Job) -> None:
    earlier.wait()
    job.run(call)


def _delete(kept: Path, asked: Asked) -> None:
    """Deletes the comparison, which is large, once both reports are drawn."""
    for job in (asked.page, asked.paper):
        if job:
            job.wait()
    kept.unlink(missing_ok=True)
