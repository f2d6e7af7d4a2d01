"""A cluster for the duration of a run: started again where that took too long, and refused in one sentence."""

from __future__ import annotations

import importlib.util
from contextlib import nullcontext

import pytest

from wrinkle_scan.cohort.batch.ray_session import STARTS, ray_session
from wrinkle_scan.system.errors import PathError

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not importlib.util.find_spec("ray"), reason="Ray is not installed: pip install wrinkle-scan[ray]"
    ),
]


@pytest.mark.parametrize("too_slow", [1, STARTS])
def test_a_start_that_took_too_long_is_made_again(monkeypatch: pytest.MonkeyPatch, too_slow: int) -> None:
    """Ray raises a bare `Exception` then."""
    import ray

    started: list[bool] = []

    def init(**_: object) -> None:
        started.append(len(started) >= too_slow)
        if not started[-1]:
            raise Exception("The current node timed out during startup.")

    monkeypatch.setattr(ray, "init", init)
    sentence = r"the cluster cannot be reached \(The current node timed out"
    with (
        nullcontext() if too_slow < STARTS else pytest.raises(PathError, match=sentence),
        ray_session(None, 2) as actors,
    ):
        assert actors == 2
    assert started == [False] * too_slow + [True] * (too_slow < STARTS)
