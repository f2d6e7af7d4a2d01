"""The run's own folder is made before xdist starts its processes, which find it in their environment."""

import os

from sharing import run_folder

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does; NumPy is not loaded yet

from hypothesis import settings  # noqa: E402
from schemas import watch_json  # noqa: E402

run_folder()
watch_json()
settings.register_profile("a busy machine", deadline=None)  # how fast an example runs says nothing of the code
settings.load_profile("a busy machine")
