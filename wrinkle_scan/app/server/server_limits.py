"""How much is taken at once, so that nobody can fill the disk or the memory; no answer depends on it."""

from wrinkle_scan.analysis.settings import ANALYSIS

MOST_UPLOAD_BYTES = 400_000_000
"""Of one photo: what the largest cameras write as TIFF."""
MOST_DROPPED_BYTES = 4_000_000_000
"""Of an upload that was refused already, read so that the browser reads the refusal; of more, it is cut off."""
MOST_PHOTOS_OF_A_VISIT = 3
"""Captures of one face with one expression; more would not make the answer surer (`comparison.choosing`)."""
MOST_COMPARISONS = 12
"""Kept at once; with one more the oldest is forgotten. An analysis takes 50 MB of the disk."""
MOST_JOBS = 200
"""Kept at once; of more, the oldest that has ended is forgotten."""
LONGEST_CALL_SECONDS = ANALYSIS.longest_seconds
"""Of one call in another process, as of one photo on the command line."""
MOST_RATINGS = 50
"""Files of ratings that are compared at once."""
MOST_THUMBNAILS = 1000
"""Small pictures held in memory, 30 kB each; of more, the one not asked for longest is made again."""
MOST_DROPPED = 60
"""Photos that are filed at once; all of them are in memory then."""
MOST_TRAYS = 20
"""Of dropped photos that wait to be filed; with one more the oldest is forgotten, and has to be dropped again."""
MOST_FACES_COMPARED = 12
"""Photos by which a patient's face is known; one in which none is found takes a third of a second."""
