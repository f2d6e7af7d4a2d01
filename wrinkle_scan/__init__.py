"""wrinkle-scan: did the lines on this face change, and can the photos prove it?

    import wrinkle_scan as ws

    before = ws.analyze("before_frown.jpg")
    result = ws.compare(before, "after_frown.jpg")
    result.to_dict()

What stands here is loaded when it is first used: importing the package alone loads neither NumPy nor MediaPipe. All of
it is described in docs/API.md.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wrinkle_scan.analysis.analyzing import analyze as analyze
    from wrinkle_scan.analysis.region_analysis import RegionAnalysis as RegionAnalysis
    from wrinkle_scan.analysis.results import Analysis as Analysis
    from wrinkle_scan.comparison.photo_comparison import compare_photos
    from wrinkle_scan.comparison.region_comparison import RegionComparison as RegionComparison
    from wrinkle_scan.comparison.results import Comparison as Comparison
    from wrinkle_scan.photo.reading import Photo as Photo
    from wrinkle_scan.photo.reading import read_photo as read_photo
    from wrinkle_scan.system.errors import PathError as PathError
    from wrinkle_scan.system.errors import PhotoError as PhotoError
    from wrinkle_scan.system.errors import WrinkleScanError as WrinkleScanError
    from wrinkle_scan.system.version import VERSION
    from wrinkle_scan.visits.course.folder import follow_folder
    from wrinkle_scan.visits.course.results import Progress as Progress

    compare, follow, __version__ = compare_photos, follow_folder, VERSION

_PLACES = {
    "__version__": "system.version:VERSION",
    "analyze": "analysis.analyzing:analyze",
    "compare": "comparison.photo_comparison:compare_photos",
    "follow": "visits.course.folder:follow_folder",
    "read_photo": "photo.reading:read_photo",
    "Analysis": "analysis.results:Analysis",
    "RegionAnalysis": "analysis.region_analysis:RegionAnalysis",
    "Comparison": "comparison.results:Comparison",
    "RegionComparison": "comparison.region_comparison:RegionComparison",
    "Progress": "visits.course.results:Progress",
    "Photo": "photo.reading:Photo",
    "WrinkleScanError": "system.errors:WrinkleScanError",
    "PhotoError": "system.errors:PhotoError",
    "PathError": "system.errors:PathError",
}
__all__ = [*_PLACES]


if not TYPE_CHECKING:  # which else would take any name for one of this package

    def __getattr__(name: str) -> Any:
        """Loads a public name at its first use (PEP 562)."""
        if name not in _PLACES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module, attribute = _PLACES[name].split(":")
        return getattr(import_module(f"{__name__}.{module}"), attribute)


def __dir__() -> list[str]:
    """The public names, for completion."""
    return sorted(__all__)
