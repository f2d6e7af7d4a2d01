"""A patient renamed in every file of the folder that names one: a wrong name or code was typed at the first visit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from wrinkle_scan.app.folder.change_records import FileStep, FolderChange
from wrinkle_scan.app.folder.changes import changing
from wrinkle_scan.app.folder.clinic import Clinic, ReadNames, read_clinic, read_names
from wrinkle_scan.app.folder.consents import Consent
from wrinkle_scan.app.folder.patient_names import patient_name
from wrinkle_scan.app.folder.places import relative_to
from wrinkle_scan.app.folder.traces import (
    NamingFile,
    consents_step,
    names_in,
    own_places,
    renamed_path,
    reviews_steps,
    treatments_naming,
    treatments_step,
)
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import Message, message
from wrinkle_scan.visits.catalog.layout import FolderLayout
from wrinkle_scan.visits.course.matching import resolve_names


def rename_patient(root: Path, old: str, new: str) -> FolderChange:
    """Renames a patient, everywhere or nowhere.

    Args:
        root: the folder of patients.
        old: the patient's name.
        new: as it was typed.

    Raises:
        PathError: the new name cannot be a patient's or is one's already, the photos would not be read as before, a
            file that may name the patient cannot be read or written; nothing was changed.
    """
    with changing(root) as changes:
        clinic, names = read_clinic(root), names_in(root)
        name = _free_name(clinic, old, new)
        layout = names.layout
        if layout.where == "given":
            problem = message("this is the name of the whole folder, which is open")
            raise PathError(
                old, problem, message("Press Quit, rename the folder itself, and start the program with it.")
            )
        places = {place: _renamed_place(layout, place, old, name) for place in own_places(clinic, names, old)}
        _check_places(old, places)
        _check_reading(root, names, old, name)
        naming = treatments_naming(clinic, old)
        _check_treatments(clinic, naming, old, name)

        def renamed(path: str) -> str:
            return renamed_path(layout, path, old, name)

        def changed(consent: Consent) -> Consent:
            return replace(consent, photo=renamed(consent.photo))

        steps = [treatments_step(root, file, name) for file in naming]
        steps += filter(None, [consents_step(root, changed)])
        steps += reviews_steps(root, old, name, renamed)
        steps += (FileStep(target, source=place) for place, target in places.items())
        return changes.make("renaming", message("{old} is now called {new}", old=old, new=name), steps)


def names_of(change: FolderChange) -> tuple[str, str] | None:
    """The name before and after a change that renamed a patient; None for any other."""
    values = change.words.values if change.kind == "renaming" and isinstance(change.words, Message) else {}
    return (str(values["old"]), str(values["new"])) if values.keys() >= {"old", "new"} else None


def _free_name(clinic: Clinic, old: str, new: str) -> str:
    clinic.patient(old)
    others = clinic.patients.keys() - {old}
    name = patient_name(new, others)
    if name == old:
        raise PathError(old, message("this is the patient's name already"), message("Type another one."))
    if name in others:
        raise PathError(name, message("there is such a patient already"), message("Choose another name."))
    return name


def _renamed_place(layout: FolderLayout, place: str, old: str, new: str) -> str:
    """The new path of a patient's folder or of a photo."""
    in_folder = layout.where == "folder" or not layout.paths
    below = "/photo" if in_folder else ""
    return renamed_path(layout, place + below, old, new).removesuffix(below)


def _check_places(old: str, places: dict[str, str]) -> None:
    if len(set(places.values())) < len(places):
        problem = message("there are two folders of this patient: {names}", names=", ".join(sorted(places)))
        raise PathError(old, problem, message("Put the photos into one of them first."))


def _check_reading(root: Path, names: ReadNames, old: str, new: str) -> None:
    """Makes sure that every photo is read as before, but for the patient's name."""
    before = {renamed_path(names.layout, relative_to(root, e.path), old, new): e for e in names.entries}
    after = read_names(root, tuple(sorted(before)))
    for entry in after.entries:
        path = relative_to(root, entry.path)
        was = before[path]
        expected = new if was.patient == old else was.patient
        if (entry.patient, entry.visit_date, entry.expression) != (expected, was.visit_date, was.expression):
            problem = message(
                "{path} would no longer be read as {patient}'s photo of {visit_date}",
                path=path,
                patient=expected or message("nobody"),
                visit_date=was.visit_date or message("no day"),
            )
            raise PathError(new, problem, message("Choose another name."))


def _check_treatments(clinic: Clinic, naming: list[NamingFile], old: str, new: str) -> None:
    """Makes sure that the treatments of others are not taken for the patient's, by `progress` either."""
    named = {w.treatment.patient for p in clinic.patients.values() for w in p.treatments if w.treatment.patient}
    others = named - {file.written[line].patient for file in naming for line in file.own}
    with_photos = {name for name, patient in clinic.patients.items() if patient.photos}
    before, _, _ = resolve_names(others, with_photos)
    after, _, _ = resolve_names(others, with_photos - {old} | {new})
    for other in sorted(others):
        if after.get(other) != before.get(other):
            problem = message("there is a patient {alike} already", alike=before.get(other, other))
            raise PathError(new, problem, message("Choose another name."))
