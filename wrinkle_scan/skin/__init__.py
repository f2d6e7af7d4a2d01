"""What of a region is bare skin that can be measured."""

from wrinkle_scan.skin.bona_fide import check_bona_fide
from wrinkle_scan.skin.covering import what_covers
from wrinkle_scan.skin.segmentation import Segmentation, segment_head
from wrinkle_scan.skin.visibility import SkinView, see_skin

__all__ = ["Segmentation", "SkinView", "check_bona_fide", "see_skin", "segment_head", "what_covers"]
