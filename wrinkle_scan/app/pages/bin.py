"""The bin: what lies in it, what of it is brought back, and all of it deleted for good."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wrinkle_scan.app.folder.change_records import FolderChange
from wrinkle_scan.app.pages.patient_data import opened, root
from wrinkle_scan.app.pages.whole_folder import refuse_while_measuring
from wrinkle_scan.app.reports import erasing
from wrinkle_scan.app.state import state
from wrinkle_scan.system.messages import Day, joined, message, plural

part = Blueprint("bin", __name__, url_prefix="/patients/-/bin")


@part.get("")
def show() -> ResponseReturnValue:
    """What was deleted, and can be brought back."""
    kept = erasing.look_into_bin(root())
    deleted = _deleted(kept)
    return render_template(
        "bin.html",
        deleted=deleted,
        others=len(kept.changes) - len(deleted),
        emptied=request.args.get("emptied") == "1",
    )


@part.get("/sure")
def ask() -> ResponseReturnValue:
    """Names what is deleted for good and how much of it, and asks once more."""
    kept = erasing.look_into_bin(root())
    return render_template("bin_sure.html", kept=kept, deleted=_deleted(kept), gone=_gone(kept))


@part.post("")
def empty() -> ResponseReturnValue:
    """Deletes it for good."""
    refuse_while_measuring(message("the bin"))
    call = partial(erasing.delete_for_good, root(), request.form.get("mark", ""))
    job = state().jobs.start("Deleting for good", lambda job: job.run(call), 1)
    job.wait()
    if job.error:
        raise job.error
    opened().forget()
    return redirect(url_for(".show", emptied=1), 303)


def _deleted(kept: erasing.Kept) -> list[tuple[FolderChange, Day]]:
    """What was deleted and can be brought back, with its day."""
    return [(change, Day(change.made_at[:10])) for change in kept.changes if change.kind == "deleting"]


def _gone(kept: erasing.Kept) -> list[str]:
    """What is deleted for good, in words."""
    found: list[str] = []
    if kept.photos:
        found.append(plural("{number} photo in the bin", "{number} photos in the bin", kept.photos))
    if kept.others:
        found.append(
            plural(
                "{number} other file in the bin, as an earlier version of the treatments",
                "{number} other files in the bin, as earlier versions of the treatments",
                kept.others,
            )
        )
    found.append(message("all numbers that were measured of photos which are no longer in the folder"))
    if kept.reviews:
        days = joined((Day(day) for day in kept.reviews), ", ")
        found.append(
            plural(
                "{number} blinded review that shows such photos ({days}); its raters can no longer be compared",
                "{number} blinded reviews that show such photos ({days}); their raters can no longer be compared",
                len(kept.reviews),
                days=days,
            )
        )
    return found
