"""A cluster for the duration of a run: started again where that took too long, and refused in one sentence."""

from __future__ import annotations

import importlib.util
import sys
from contextlib import nullcontext

import pytest

from wrinkle_scan.cohort.batch.ray_session import STARTS, ray_session
from wrinkle_scan.system.errors import PathError

needs_ray = pytest.mark.skipif(
    not importlib.util.find_spec("ray"), reason="Ray is not installed: pip install wrinkle-scan[ray]"
)


def test_without_ray_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(PathError, match=r'Ray is not installed. Install it: pip install "wrinkle-scan\[ray\]"'):
        ray_session(None, 1).__enter__()


@needs_ray
@pytest.mark.slow
def test_an_address_where_nobody_listens_is_refused_at_once() -> None:
    with pytest.raises(PathError, match=r"^127.0.0.1:1: the cluster cannot be reached"):
        ray_session("127.0.0.1:1", None).__enter__()


@needs_ray
@pytest.mark.slow
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
