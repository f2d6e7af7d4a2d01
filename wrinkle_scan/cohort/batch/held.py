"""The analyses that a worker process holds while a patient's photos are scored, to compare them as they were measured.

The last ones are held as they are, those before in their compact form. A process that crashes loses them, and no more:
what is not held is measured again.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from wrinkle_scan.analysis.analyzing import analyze
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.compact import CompactAnalysis, compact, trimmed
from wrinkle_scan.face.expression import Expression

AS_THEY_ARE = 2
"""A first visit's photo and its follow-up's: each takes five to ten times the memory of a compact one."""


class HeldAnalyses:
    """The analyses of one group of jobs, by SHA-256, the last ones last."""

    def __init__(self) -> None:
        """None yet, and of no group."""
        self._group: int | None = None
        self._held: dict[str, Analysis | CompactAnalysis] = {}

    def begin(self, group: int | None) -> None:
        """Lets go of another group's."""
        if group != self._group:
            self._group, self._held = group, {}

    def keep(self, sha256: str, analysis: Analysis) -> None:
        """Holds one more; nothing where the job is of no group."""
        if self._group is not None:
            self._hold(sha256, trimmed(analysis))

    def _hold(self, sha256: str, analysis: Analysis) -> None:
        """Holds one as the last, and those before the last ones in their compact form."""
        self._held.pop(sha256, None)
        self._held[sha256] = analysis
        for older in list(self._held)[:-AS_THEY_ARE]:
            one = self._held[older]
            self._held[older] = compact(one) if isinstance(one, Analysis) else one

    def drop(self, sha256: str) -> None:
        """Lets go of one that is not needed again."""
        self._held.pop(sha256, None)

    def get(self, sha256: str, path: Path, expression: Expression | None) -> Analysis:
        """The analysis of a photo: what is held of its bytes, else it is measured.

        Raises:
            PathError: as `analyze`.
            PhotoError: as `analyze`.
        """
        held = self._held.get(sha256)
        if held is None:
            analysis = analyze(path, expression)
            self.keep(sha256, analysis)
            return analysis
        analysis = held.restored() if isinstance(held, CompactAnalysis) else held
        self._hold(sha256, analysis)
        return replace(analysis, photo=replace(analysis.photo, path=path), expression=expression)
