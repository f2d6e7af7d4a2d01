"""How well a known course is recovered: `python benchmarks/known_course.py`.

The sample's forehead and frown lines are softened by computation as in `tests/support/phantom_visits.py`, each visit
framed, lit, focused and compressed otherwise, and followed as `progress` does. Prints as Markdown what was found of it.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from phantom_visits import COURSE, HALF_GONE_DAY, TREATED, followed, true_changes  # noqa: E402

from wrinkle_scan.visits.course.curve import Estimate  # noqa: E402


def words(estimate: Estimate | None) -> str:
    """A number with its interval."""
    return "none" if estimate is None else f"{estimate.value:.0f} ({estimate.low:.0f} to {estimate.high:.0f})"


def main() -> None:
    """Prints what was found."""
    (series,) = followed().progress.series
    truth = true_changes(*(day for day in COURSE if day))
    print("Made by `python benchmarks/known_course.py`.\n")
    print("| region | day | lines shallower by | nothing else different | found | 95 % interval |")
    print("|---|---|---|---|---|---|")
    for name in TREATED:
        for visit in series.visits[1:]:
            found = visit.regions[name].compared
            assert found and found.ci95_percent and found.change_percent is not None
            low, high = found.ci95_percent
            shares = f"{visit.day} | {COURSE[visit.day]:.0%} | {truth[visit.day][name]:+.0f} %"
            print(f"| {name} | {shares} | {found.change_percent:+.0f} % | {low:+.0f} to {high:+.0f} % |")
    print(f"\n| region | half has come, days | half is gone, days (true: {HALF_GONE_DAY}) | largest softening, % |")
    print("|---|---|---|---|")
    for name, course in series.courses.items():
        print(f"| {name} | {words(course.onset_days)} | {words(course.half_days)} | {words(course.effect_percent)} |")


if __name__ == "__main__":  # photos are measured in processes that load this file
    main()
