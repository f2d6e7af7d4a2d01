"""A file that was dropped on a patient's page, and what is known of it before it is filed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wrinkle_scan.app.folder.photo_filing import proposed
from wrinkle_scan.app.patients.photo_work import LookedAt
from wrinkle_scan.app.server.background_jobs import Job
from wrinkle_scan.face.expression import Expression
from wrinkle_scan.system.messages import Day, Message, message

NOT_MEASURED = message("It can be filed, but nothing will be measured in it.")


@dataclass(frozen=True)
class Dropped:
    """A file that was dropped, or a half of one.

    Attributes:
        id: in addresses.
        name: what it was called.
        file: where its bytes are.
        sha256: of them.
        same_as: the photo of the folder that is the same, byte by byte; None where there is none.
        known: photos of the patient by which the face is known, each with what is said if it looks unlike.
        others: these, then what was dropped before: all that it is compared with.
        job: the look at it.
        part: what half of a picture it is, in words.
    """

    id: str
    name: str
    file: Path
    sha256: str
    same_as: str | None
    known: dict[Path, Message]
    others: dict[Path, Message]
    job: Job
    part: str = ""

    @property
    def seen(self) -> LookedAt | None:
        """What was seen; None until then."""
        if self.job.state == "running":
            return None
        if isinstance(self.job.result, LookedAt):
            return self.job.result
        error = self.job.error
        return LookedAt(problem=error.cause if error else None, remedy=error.remedy if error else None)

    @property
    def day(self) -> str | None:
        """The day that its name or its camera gives, ISO 8601."""
        seen = self.seen
        return proposed(self.name, seen.captured_at if seen else None).visit_date

    @property
    def expression(self) -> Expression | None:
        """What its name says the face was asked to do."""
        return proposed(self.name).expression

    @property
    def note(self) -> str | None:
        """That nothing can be measured in it, or a doubt whose photo it is, as sentences; None where there is none."""
        if self.seen and self.seen.thumbnail and self.seen.problem and not self.seen.composite:
            return NOT_MEASURED
        return self.others.get(self.seen.unlike) if self.seen and self.seen.unlike else None


def someone_else(day: str) -> Message:
    """What is said of a photo whose face looks like someone else's than in an earlier one, of a day in ISO 8601."""
    return message(
        "The face looks like someone else’s than in the photo of {day}. Make sure that it is the right patient.",
        day=Day(day),
    )


def someone_else_than(name: str) -> Message:
    """What is said of a photo whose face looks like someone else's than in another one that was dropped with it."""
    return message(
        "The face looks like someone else’s than in {name}. Make sure that both are of the same patient.", name=name
    )
