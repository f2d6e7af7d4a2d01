"""What an actor does with the photos it is sent, without a cluster; with one: tests/cli/test_batch_ray.py."""

from __future__ import annotations

import pytest

from wrinkle_scan.cohort.batch.cluster import check_same_stamp
from wrinkle_scan.cohort.batch.columns import Stamp
from wrinkle_scan.cohort.batch.scoring import stamp
from wrinkle_scan.system.errors import PathError


def test_a_machine_that_measures_in_another_way_is_found_out() -> None:
    check_same_stamp(stamp())
    with pytest.raises(PathError, match="a machine of the cluster has other versions") as caught:
        check_same_stamp(Stamp(stamp().version, "other"))
    assert caught.value.exit_code == 2
