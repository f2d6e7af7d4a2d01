"""One thing that was checked of two photos, and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from wrinkle_scan.system.messages import Message, message

BeforeOrAfter = Literal["before", "after"]
BEFORE_AND_AFTER: tuple[BeforeOrAfter, ...] = get_args(BeforeOrAfter)
PHOTO_WORDS: dict[BeforeOrAfter, Message] = {"before": message("before"), "after": message("after")}
"""Which of the two photos, within a sentence: ``in the after photo``."""


@dataclass(frozen=True)
class Check:
    """One thing that was checked before the photos were compared.

    Attributes:
        code: stable name, e.g. ``"pose"``.
        label: what was checked, in a few plain words.
        found: what was found, with its unit, e.g. ``"yaw differs by 2, pitch by 3 degrees"``.
        limit: what is allowed, e.g. ``"12 degrees"``.
        passed: whether it is within the limit.
        forbids: whether there is no answer where it is not; else it widens the interval and is a note.
        message: the plain sentence for a reader where it did not pass, else empty.
        region: the region it is about, or None for the whole pair.
    """

    code: str
    label: str
    found: str
    limit: str
    passed: bool
    message: str = ""
    region: str | None = None
    forbids: bool = False

    @property
    def obstacle(self) -> bool:
        """Whether it leaves no answer for this pair, unless that is forced."""
        return self.forbids and not self.passed

    @property
    def pair_differs(self) -> bool:
        """Whether it says that the photos as a whole are unlike; what a single region lacks does not."""
        return self.region is None and not self.passed
