"""A patient renamed or deleted, in every file of the folder."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from wrinkle_scan.app.folder.deleting import delete_patient
from wrinkle_scan.app.folder.renaming import rename_patient
from wrinkle_scan.app.pages.patient_data import clinic, follow, patient_of, root
from wrinkle_scan.app.pages.patients import patient_page
from wrinkle_scan.app.pages.whole_folder import refuse_while_measuring
from wrinkle_scan.system.errors import PathError

part = Blueprint("whole_patient", __name__, url_prefix="/patients/<code>")


@part.post("/rename")
def rename(code: str) -> ResponseReturnValue:
    """Renames the patient; leads to the page of the new name, which offers to undo that."""
    patient_of(clinic(), code)
    typed = request.form.get("name", "")
    try:
        refuse_while_measuring(code)
        change = rename_patient(root(), code, typed)
    except PathError as error:
        return patient_page(code, typed, error.reason), 400
    _, new = follow(change) or (code, code)
    return redirect(url_for("patients.show", code=new, done=change.number), 303)


@part.post("/delete")
def delete(code: str) -> ResponseReturnValue:
    """Moves all that there is of the patient into the bin; the list offers to undo that."""
    patient_of(clinic(), code)
    refuse_while_measuring(code)
    change = delete_patient(root(), code)
    return redirect(url_for("patients.start", done=change.number), 303)
