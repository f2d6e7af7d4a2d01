"""Where the files of a folder name a patient: paths of photos, treatments, consents, the keys of reviews."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from wrinkle_scan.app.folder import consents, treatments_file
from wrinkle_scan.app.folder.change_records import FileStep
from wrinkle_scan.app.folder.clinic import Clinic, ReadNames, read_names
from wrinkle_scan.app.folder.consents import Consent
from wrinkle_scan.app.folder.moving import sha256_of
from wrinkle_scan.app.folder.places import WORK, relative_to
from wrinkle_scan.app.folder.saved_tables import edited
from wrinkle_scan.app.folder.table_text import TableText
from wrinkle_scan.app.folder.treatments_file import read_treatments_file
from wrinkle_scan.system.files import json_bytes
from wrinkle_scan.system.folders import belongs_to_system
from wrinkle_scan.visits.catalog.layout import FolderLayout
from wrinkle_scan.visits.catalog.photo_finding import named_paths
from wrinkle_scan.visits.course.matching import resolve_names
from wrinkle_scan.visits.course.treatments import FILE_NAME, Treatment, read_lines

REVIEWS, KEY = "reviews", "key.json"
"""The folder of blinded reviews in the page's own one, and the key in that of each."""


def names_in(root: Path) -> ReadNames:
    """What is read from the names of all pictures in a folder, those that cannot be measured among them."""
    return read_names(root, tuple(sorted(Path(name).as_posix() for name, path in named_paths(root) if path.is_file())))


def own_places(clinic: Clinic, names: ReadNames, patient: str) -> list[str]:
    """The folders that are the patient's alone; where folders are not patients, the photos. Paths in the folder."""
    found: dict[str, None] = {}
    for entry in names.entries:
        if entry.patient == patient:
            parts = relative_to(clinic.root, entry.path).split("/")
            found["/".join(parts[: names.layout.level + 1] if names.layout.where == "folder" else parts)] = None
    if not names.layout.paths or (names.layout.where == "folder" and names.layout.level == 0):
        found |= dict.fromkeys(
            name for name in sorted(os.listdir(clinic.root)) if _is_named(clinic.root, name, patient)
        )
    return list(found)


def is_of(layout: FolderLayout, path: str, patient: str) -> bool:
    """Whether a path, of a photo that is there or was, names the patient."""
    named = layout.split(path)[0] if layout.paths else path.split("/")[0]
    return named == patient


def renamed_path(layout: FolderLayout, path: str, old: str, new: str) -> str:
    """The same path after a patient was renamed; as it is where it does not name the patient."""
    if not is_of(layout, path, old):
        return path
    parts = path.split("/")
    level = layout.level if layout.where in ("folder", "in folder") else -1 if layout.paths else 0
    if layout.where == "folder" or not layout.paths:
        parts[level] = new
    elif layout.where != "given":
        parts[level] = unicodedata.normalize("NFC", parts[level]).replace(old, new, 1)
    return "/".join(parts)


@dataclass(frozen=True)
class NamingFile:
    """A file of treatments: its lines that are about the patient, by what each is."""

    path: str
    revision: str
    written: Mapping[int, Treatment]
    own: frozenset[int]


def treatments_naming(clinic: Clinic, patient: str) -> list[NamingFile]:
    """The files with treatments of which a line names the patient.

    Raises:
        PathError: one of the folder's cannot be read.
    """
    found = []
    for path in treatment_files(clinic.root):
        file = read_treatments_file(clinic.root, path)
        whose, _, _ = resolve_names({w.treatment.patient for w in file.written if w.treatment.patient}, clinic.patients)
        own = frozenset(w.line for w in file.written if whose.get(w.treatment.patient or "") == patient)
        if own:
            found.append(NamingFile(path, file.revision, {w.line: w.treatment for w in file.written}, own))
    return found


def treatment_files(root: Path) -> Iterator[str]:
    """All files of treatments in a folder that are not hidden."""
    for place, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not belongs_to_system(name))
        if FILE_NAME in files:
            yield relative_to(root, Path(place, FILE_NAME))


def treatments_step(root: Path, file: NamingFile, patient: str | None) -> FileStep:
    """Gives the patient's treatments to one of another name; deletes them where that is None."""

    def edit(table: TableText) -> list[Treatment]:
        after = dict(file.written)
        for line in file.own:
            if patient is None:
                table.delete(line)
                del after[line]
            else:
                table.change(line, {"patient": patient})
                after[line] = replace(after[line], patient=patient)
        return list(after.values())

    def read(draft: Path) -> list[Treatment]:
        return [treatment for _, treatment in read_lines(draft)]

    return edited(root, (file.path, file.revision), treatments_file.TABLE, edit, read)


def consents_step(root: Path, changed: Callable[[Consent], Consent | None]) -> FileStep | None:
    """Changes those consents for which another is returned, deletes those for which none is.

    Returns:
        None where nothing changes.

    Raises:
        PathError: the consents cannot be read.
    """
    file = consents.read_consents(root)
    after = {line: changed(consent) for line, consent in file.written.items()}
    if after == file.written:
        return None

    def edit(table: TableText) -> list[Consent]:
        for line, consent in after.items():
            if consent is None:
                table.delete(line)
            elif consent != file.written[line]:
                table.change(line, {"photo": consent.photo})
        return [consent for consent in after.values() if consent]

    shown = consents.FILE_NAME, file.revision
    return edited(root, shown, consents.TABLE, edit, lambda draft: list(consents.read_lines(draft).values()))


def keys_of_reviews(root: Path) -> Iterator[tuple[str, dict[str, object]]]:
    """The key of each blinded review that can be read: its path in the folder, and what it says."""
    for file in sorted((root / WORK / REVIEWS).glob(f"*/{KEY}")):
        try:
            said = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(said, dict) and isinstance(said.get("pairs"), list):
            yield relative_to(root, file), said


def reviews_steps(root: Path, old: str, new: str, renamed: Callable[[str], str]) -> Iterator[FileStep]:
    """Renames a patient in the keys of reviews; their pages name nobody."""
    for path, said in keys_of_reviews(root):
        pairs = [pair for pair in said["pairs"] if isinstance(pair, dict) and pair.get("patient") == old]  # type: ignore[attr-defined]
        for pair in pairs:
            pair["patient"] = new
            for photo in (pair.get("before"), pair.get("after")):
                if isinstance(photo, dict) and Path(str(photo.get("path"))).is_relative_to(root):
                    photo["path"] = str(root / renamed(relative_to(root, Path(photo["path"]))))
        if pairs:
            yield FileStep(path, content=json_bytes(said), replaces=sha256_of(root / path))


def _is_named(root: Path, name: str, patient: str) -> bool:
    return (
        unicodedata.normalize("NFC", name).strip() == patient
        and (root / name).is_dir()
        and not (root / name).is_symlink()
    )
