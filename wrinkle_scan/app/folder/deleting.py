"""A patient deleted: photos, treatments and consents go into the bin, from where `undo` brings them back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from wrinkle_scan.app.folder.change_records import FileStep, FolderChange
from wrinkle_scan.app.folder.changes import changing
from wrinkle_scan.app.folder.clinic import read_clinic
from wrinkle_scan.app.folder.consents import Consent, read_consents
from wrinkle_scan.app.folder.measured import MeasuredNumbers
from wrinkle_scan.app.folder.places import relative_to
from wrinkle_scan.app.folder.traces import (
    consents_step,
    is_of,
    names_in,
    own_places,
    treatments_naming,
    treatments_step,
)
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import message


def delete_patient(root: Path, patient: str) -> FolderChange:
    """Deletes a patient, everywhere or nowhere; what the folder keeps of others stays.

    Args:
        root: the folder of patients.
        patient: the name.

    Raises:
        PathError: there is none, a file that may name the patient cannot be read or written; nothing was changed.
    """
    with changing(root) as changes:
        clinic, names = read_clinic(root), names_in(root)
        clinic.patient(patient)
        if names.layout.where == "given":
            problem = message("the whole folder, which is open, is this patient's")
            raise PathError(patient, problem, message("Press Quit, and delete the folder itself."))
        photos = {relative_to(root, e.path): e.path for e in names.entries if e.patient == patient}
        places = own_places(clinic, names, patient)
        measured, elsewhere = MeasuredNumbers(root), dict[str, str]()
        own = {measured.sha256_of(path) for path in photos.values()} if read_consents(root).written else set()

        def changed(consent: Consent) -> Consent | None:
            if consent.sha256 in own:
                return None
            if not is_of(names.layout, consent.photo, patient):
                return consent
            if consent.sha256 and not elsewhere:  # a photo that was filed as this patient's once may be another's now
                others = (e.path for e in names.entries if e.patient != patient)
                elsewhere.update({measured.sha256_of(path): relative_to(root, path) for path in others})
            now = elsewhere.get(consent.sha256 or "")
            return replace(consent, photo=now) if now else None

        # A patient's own file of treatments goes with its folder; taken lines out of it would be lost work.
        gone = tuple(f"{place}/" for place in places)
        naming = (file for file in treatments_naming(clinic, patient) if not file.path.startswith(gone))
        steps = [treatments_step(root, file, None) for file in naming]
        steps += filter(None, [consents_step(root, changed)])
        steps += (FileStep(None, source=place) for place in places)
        return changes.make("deleting", message("Patient {name} deleted", name=patient), steps)
