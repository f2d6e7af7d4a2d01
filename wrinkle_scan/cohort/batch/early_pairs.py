"""Pairs compared before all photos are scored: the process that measured both need not measure them again.

What is found is kept in the journal of the table of pairs, then in the table, where `pair_run.compare_pairs` finds it
as it finds the pairs of an earlier run. That alone says which pairs there are: a pair that is missing here, or is
another in the end, is compared then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from wrinkle_scan.cohort.batch.batch_jobs import CompareJob
from wrinkle_scan.cohort.batch.columns import PAIR_LAYOUT, Row
from wrinkle_scan.cohort.batch.faces import classified_rows, dated_and_scored
from wrinkle_scan.cohort.batch.journal import Journal
from wrinkle_scan.cohort.batch.pairs import visit_pairs
from wrinkle_scan.cohort.batch.scoring import stamp


class EarlyPairs:
    """The pairs that are compared before all photos are scored."""

    def __init__(self, table: Path) -> None:
        """Opens the journal of a table of pairs.

        Raises:
            PathError: as `Journal`.
        """
        self._journal = Journal(table, PAIR_LAYOUT, stamp(compared=True))
        self.compared: set[str] = set()
        """`captures_sha256` of those of this run."""

    def jobs(self, group: int, results: Iterable[list[Row]]) -> Iterator[CompareJob]:
        """The pairs among photos of one patient that were not compared yet, in this run or an earlier one.

        Args:
            group: of the jobs that scored them.
            results: their rows.
        """
        seen = classified_rows(dated_and_scored(results))
        for pair in visit_pairs(sorted(seen, key=_of_series)):
            content = pair.captures_sha256
            if not (self._journal.find(pair.key, content) or self._journal.find_by_content(content)):
                yield CompareJob(0, pair, group)

    def keep(self, job: CompareJob, rows: list[Row]) -> None:
        """Stores a pair's rows; a later run gives it its place in the table."""
        self._journal.put(job.position, rows)
        self.compared.add(job.pair.captures_sha256)

    def __enter__(self) -> EarlyPairs:
        """The pairs themselves."""
        return self

    def __exit__(self, failure: object, *_: object) -> None:
        """Writes the table, so that no journal is left of a run that is stopped, unless the run failed."""
        try:
            if self.compared and failure is None:
                self._journal.write()
        finally:
            self._journal.close()


def _of_series(rows: list[Row]) -> tuple[str, str, str]:
    """The order that `visit_pairs` needs: by series, then by date."""
    first = rows[0]
    return first["expression"] or "", first["view"] or "", first["visit_date"]
