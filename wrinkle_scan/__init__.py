"""wrinkle-scan: did the lines on this face change, and can the photos prove it?"""

from importlib.metadata import version

__version__ = version("wrinkle-scan")
