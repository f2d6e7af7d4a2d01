"""The observations of a verification, one row for each photo, region and scene; claims are tested on these only."""

from __future__ import annotations

from dataclasses import dataclass, field

from wrinkle_scan.comparison.region_comparison import Verdict


@dataclass(frozen=True)
class ComparedCase:
    """One region of a photo compared with an altered version of that photo.

    Attributes:
        scene: the alteration, e.g. ``"untouched"``; see `wrinkle_scan.validation.verify.scenes`.
        photo: the photo's name.
        region: the region's name.
        verdict: the answer.
        change_percent: of severity, or None where the verdict is ``"cannot_tell"``.
        interval_percent: its 95 % interval, or None.
        detectable_percent: the smallest change that would have been called, or None.
        truth_percent: the true change, or None where it is not known.
    """

    scene: str
    photo: str
    region: str
    verdict: Verdict
    change_percent: float | None = None
    interval_percent: tuple[float, float] | None = None
    detectable_percent: float | None = None
    truth_percent: float | None = None

    @property
    def called(self) -> bool:
        """Whether a change was called."""
        return self.verdict in ("improved", "worsened")


@dataclass(frozen=True)
class RenderedCase:
    """One region of a photo with creases of known depth rendered into it.

    Attributes:
        photo: the photo's name.
        region: the region's name.
        depth_mm: of the creases rendered; 0 is the photo as it was.
        darkening_percent: mean over the rendered creases' length of how much darker `compare` finds them than before;
            a stretch that it does not find counts as 0.
        severity: of the region, 0 to 100, as `analyze` reports it.
        rendered_mm: length of the rendered creases.
        found_mm: length of that within reach of a crease that `analyze` traced.
        traced_mm: length of all creases traced.
        spurious_mm: length of that near no rendered crease and near none that the photo had before.
    """

    photo: str
    region: str
    depth_mm: float
    darkening_percent: float
    severity: float
    rendered_mm: float = 0.0
    found_mm: float = 0.0
    traced_mm: float = 0.0
    spurious_mm: float = 0.0


@dataclass(frozen=True)
class RepeatedCase:
    """Severity, 0 to 100, of one region in each photo of a series of unchanged skin in which it can be measured."""

    series: str
    region: str
    severities: tuple[float, ...]


@dataclass(frozen=True)
class Person:
    """Self-reported age in years and ethnic group of the person in a photo."""

    age: int
    group: str


@dataclass(frozen=True)
class Observations:
    """Everything observed.

    Attributes:
        compared: by scene, photo and region.
        rendered: by photo, region and depth.
        repeated: by series and region.
        people: by photo name, where the folder says who is shown.
        measured: names of the photos that were measured.
        unmeasured: one sentence for each photo that could not be.
        seconds: working time of each task.
    """

    compared: list[ComparedCase] = field(default_factory=list)
    rendered: list[RenderedCase] = field(default_factory=list)
    repeated: list[RepeatedCase] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    measured: list[str] = field(default_factory=list)
    unmeasured: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def add(self, other: Observations) -> None:
        """Appends the observations of another task."""
        self.compared.extend(other.compared)
        self.rendered.extend(other.rendered)
        self.repeated.extend(other.repeated)
        self.people.update(other.people)
        self.measured.extend(other.measured)
        self.unmeasured.extend(other.unmeasured)
        self.seconds.extend(other.seconds)
