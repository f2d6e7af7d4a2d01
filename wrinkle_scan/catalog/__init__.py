"""The photos there are and what is known of each before it is opened: a folder's names, or a manifest."""

from wrinkle_scan.catalog.entries import ABOUT, PhotoEntry, is_uri
from wrinkle_scan.catalog.finding import photo_entries, worked_out_layout
from wrinkle_scan.catalog.manifest import ignored_columns
from wrinkle_scan.catalog.naming import PATTERN, check_pattern

__all__ = [
    "ABOUT",
    "PATTERN",
    "PhotoEntry",
    "check_pattern",
    "ignored_columns",
    "is_uri",
    "photo_entries",
    "worked_out_layout",
]
