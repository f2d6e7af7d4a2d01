"""Two photos compared: made alike, measured with one ruler, judged with an interval and a detection limit."""

from wrinkle_scan.comparison.captures import compare_visits
from wrinkle_scan.comparison.choosing import choose_captures
from wrinkle_scan.comparison.comparing import compare
from wrinkle_scan.comparison.results import AlignedRegion, Check, Comparison, PairedCrease, RegionComparison, Verdict

__all__ = [
    "AlignedRegion",
    "Check",
    "Comparison",
    "PairedCrease",
    "RegionComparison",
    "Verdict",
    "choose_captures",
    "compare",
    "compare_visits",
]
