"""The command ``progress``: one patient's visits, related to the treatments."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wrinkle_scan.cli.layouts import check_layout, naming_scheme, print_layout, print_note
from wrinkle_scan.cli.left_out import report_left_out
from wrinkle_scan.cli.options import (
    A_PATH,
    check_report_options,
    expression_option,
    given,
    json_option,
    language_option,
    output_option,
    overwrite_option,
    paper_option,
    pattern_option,
    report_option,
)
from wrinkle_scan.cli.outputs import missing_glyphs_reported, output_files, write_outputs
from wrinkle_scan.cli.terminal import printable
from wrinkle_scan.cli.treatment_notes import STRICT_HELP, report_matches, report_unread_files
from wrinkle_scan.face.expression import Expression
from wrinkle_scan.output.course_files import Reader, dicom_objects, rendered
from wrinkle_scan.system.files import check_outputs
from wrinkle_scan.system.folders import folder_of_photos

if TYPE_CHECKING:  # these load what measures, which takes seconds
    from wrinkle_scan.output.report.pdf.sheet import Paper
    from wrinkle_scan.visits.catalog.census import Census
    from wrinkle_scan.visits.course.record import Record
    from wrinkle_scan.visits.course.treatments import Treatment


@click.command(short_help="Follow one patient over all visits.")
@click.argument("photos", type=A_PATH, metavar="FOLDER_OR_MANIFEST")
@click.option("--patient", metavar="NAME", help="Patient to follow, if the photos are of several.")
@click.option(
    "--treatments",
    "treatments_file",
    type=A_PATH,
    metavar="FILE.csv",
    help="The treatments; by default treatments.csv beside the photos or in the patient's folder, if there is one.",
)
@click.option("--strict", is_flag=True, help=f"{STRICT_HELP}.")
@expression_option
@pattern_option
@json_option
@report_option
@paper_option
@click.option(
    "--for",
    "reader",
    type=click.Choice(["clinician", "patient"]),
    default="clinician",
    show_default=True,
    help="Reader of the report: all numbers, or plain words on a page for a phone.",
)
@language_option
@click.option("--deidentify", is_flag=True, help="Remove names, dates, hashes and the face; see docs/PROGRESS.md.")
@click.option(
    "--key",
    "key_file",
    type=A_PATH,
    metavar="FILE",
    help="Key of --deidentify's pseudonyms, created if it does not exist; without it pseudonyms differ in each run.",
)
@output_option("--fhir", (".json",), "Write the course as a FHIR R4 bundle, for a clinic's record.")
@click.option(
    "--dicom",
    type=A_PATH,
    metavar="FOLDER",
    help="Write the report and pictures as DICOM objects into a folder.",
)
@click.option("--force", is_flag=True, help="Compare photos that are not comparable; the result says so.")
@overwrite_option
def progress(
    photos: Path,
    patient: str | None,
    treatments_file: Path | None,
    strict: bool,
    expression: Expression | None,
    pattern: str | None,
    json_file: Path | None,
    report: Path | None,
    paper: Paper,
    reader: Reader,
    language: str,
    deidentify: bool,
    key_file: Path | None,
    fhir: Path | None,
    dicom: Path | None,
    force: bool,
    overwrite: bool,
) -> None:
    """Follow one patient over all visits, each compared with the visit before treatment."""
    from wrinkle_scan.visits.catalog.census import Census
    from wrinkle_scan.visits.catalog.photo_finding import find_photos

    if key_file and not deidentify:
        raise click.UsageError("--key goes with --deidentify.")
    if report and report.suffix.lower() == ".pdf" and reader == "patient":
        raise click.UsageError("The patient's report is a page for a phone: name it .html.")
    if force and (reader == "patient" or fhir or dicom):
        raise click.UsageError("A forced comparison must not go on a patient's page or into a record.")
    if given("reader") and not report:
        raise click.UsageError("--for goes with --report.")
    check_report_options(report, dicom)
    names = naming_scheme(photos, pattern)
    check_layout(photos, names)
    census = Census()
    entries = list(census.counting(find_photos(photos, names, expression)))
    _check_exchange(fhir, dicom, overwrite)
    made_key = key_file if key_file and not os.path.exists(key_file) else None
    outputs = output_files(json_file, report, fhir, made_key)
    check_outputs(outputs, [entry.path for entry in entries if not entry.remote], overwrite)
    read = [file for file in (photos, treatments_file, key_file) if file and os.path.exists(file)]
    check_outputs(outputs, read, overwrite, "one of the files to read")
    print_layout(photos, names, census, quiet=deidentify)
    from wrinkle_scan.cli.course_table import course_table
    from wrinkle_scan.output.report.visit_pictures import VisitPictures
    from wrinkle_scan.system.files import json_bytes
    from wrinkle_scan.visits.course.deidentifying import deidentified, key_file_content, new_key, read_key
    from wrinkle_scan.visits.course.following import progress_of
    from wrinkle_scan.visits.course.record import patient_record
    from wrinkle_scan.visits.course.results import DATES
    from wrinkle_scan.visits.course.visit_measuring import first_day, measured_visits

    record = patient_record(entries, str(photos), patient and _as_photos_have_it(patient, census))
    treatments, met = _treatments(photos, treatments_file, record, census, strict, quiet=deidentify)
    report_left_out(photos, but=outputs, named=not deidentify)
    key = (read_key(key_file) if key_file and not made_key else new_key()) if deidentify else None
    begin: str | None = first_day(record, treatments)
    visit_pictures = VisitPictures(str(begin))
    visits = measured_visits(record, treatments, force)
    found = progress_of(record, treatments, visit_pictures.keeping(visits) if report or dicom else visits)
    if key is not None:
        found, begin = deidentified(found, key), None
    for issue in found.issues:
        if issue.code == DATES:
            click.echo(printable(f"Warning: {issue.message}"), err=True)
    table = course_table(found)
    files: dict[Path, bytes] = {}
    with missing_glyphs_reported():
        if report:
            files[report] = rendered(found, visit_pictures, begin, report, reader, language, paper)
            table += f"\n\nReport: {printable(str(report))}"
        if fhir:
            from wrinkle_scan.output.exchange.fhir import fhir_bundle

            files[fhir] = fhir_bundle(found)
            table += f"\nFHIR: {printable(str(fhir))}"
        if dicom:
            objects = dicom_objects(found, visit_pictures, begin, dicom, paper, language)
            files |= objects
            table += f"\nDICOM: {len(objects)} objects in {printable(str(dicom))}"
    if key and made_key:
        files[made_key] = key_file_content(key)
    write_outputs(json_bytes(found.to_dict()), json_file, files, table, dicom)
    if strict and not met:
        sys.exit(1)


def _check_exchange(fhir: Path | None, dicom: Path | None, overwrite: bool) -> None:
    from wrinkle_scan.output.exchange.writing import check_dicom_folder, check_fhir

    if fhir:
        check_fhir()
    if dicom:
        check_dicom_folder(dicom, overwrite)


def _as_photos_have_it(patient: str, census: Census) -> str:
    from wrinkle_scan.visits.course.matching import resolve_names

    found, respelt, _ = resolve_names([patient], census.patients)
    for name, other, why in respelt:
        print_note(f"--patient {name} is taken to be {other} of the photos ({why}).")
    return found.get(patient, patient)


def _treatments(
    photos: Path, file: Path | None, record: Record, census: Census, strict: bool, quiet: bool
) -> tuple[list[Treatment], bool]:
    """The patient's treatments, of the named file or the one beside the photos, and whether all have photos."""
    from wrinkle_scan.visits.course.folder import find_treatments

    found = find_treatments(photos, file, record, census.patients)
    why = f"{found.file} is used" if found.file else "they lie beside some photos only; name one with --treatments"
    report_unread_files(found.ignored, why, print_note)
    if found.file is None or found.matched is None:
        if strict:
            raise click.UsageError("--strict goes with treatments: name their file with --treatments.")
        return [], True
    if file is None and not quiet:
        print_note(f"{found.file}: {found.number} treatment{'s' * (found.number != 1)} read.")
    nameless = found.matched.nameless
    for_several = len(census.patients) > 1 and found.file.parent == folder_of_photos(photos)
    if nameless and (for_several or nameless < found.number):
        print_note(f"{found.file}: {nameless} of its treatments name no patient and count as this patient's.")
    untreated = [] if found.treatments else [record.patient or "not known"]
    return list(found.treatments), report_matches(found.file, found.matched, untreated, print_note)
