"""What of a region is bare skin that can be measured."""
