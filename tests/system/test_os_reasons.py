"""Why the system refused a file: known reasons in the page's language, others in the system's words."""

from __future__ import annotations

import errno
import os

import pytest

from wrinkle_scan.system.languages import language
from wrinkle_scan.system.messages import translated
from wrinkle_scan.system.os_reasons import reason_of, refused


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EIO])
def test_known_reasons_are_the_systems_words_in_english_and_others_in_spanish(number: int) -> None:
    error = OSError(number, os.strerror(number))
    assert reason_of(error) == os.strerror(number)
    assert translated(reason_of(error), language("es")) != os.strerror(number)


def test_other_reasons_are_said_as_the_system_says_them() -> None:
    assert reason_of(OSError(errno.EMLINK, "Too many links")) == "Too many links"
    assert reason_of(OSError("no number at all")) == "no number at all"


def test_a_process_that_could_not_do_its_work_says_why_and_what_to_do() -> None:
    error = refused(OSError(errno.ENOSPC, "No space left on device"))
    assert "a file cannot be read or written (No space left on device)" in str(error)
    assert error.remedy.startswith("Make room on the disk")
