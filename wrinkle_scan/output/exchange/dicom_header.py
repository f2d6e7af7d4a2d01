"""The header that the DICOM objects of a course share: patient, study, series, program, and the file format.

By DICOM PS3.3, C.7.1.1 (Patient), C.7.2.1 (General Study), C.7.3.1 (General Series), C.7.5.1 (General Equipment) and
C.12.1 (SOP Common). Of the patient there is what the course knows, a name or a pseudonym, which is ID and name in one;
what is asked for and not known is empty, as type 2 allows. No serial number, no station, no institution, no clock.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from wrinkle_scan.output.exchange.codes import LOCAL, LOCAL_CODES, Code
from wrinkle_scan.output.exchange.words import one_line
from wrinkle_scan.system.version import VERSION
from wrinkle_scan.visits.course.results import Progress
from wrinkle_scan.visits.course.series import VisitResult

if TYPE_CHECKING:
    from pydicom import Dataset

PROGRAM = "wrinkle-scan"
OWN_SCHEME = "99WRINKLESCAN"
"""Coding schemes of one's own begin with 99 (PS3.16, 8.2)."""
DEIDENTIFIED_BY = "wrinkle-scan: names, dates, hashes left out"
STUDY = "Lines of the upper face"


def header(
    progress: Progress, visit: VisitResult, study: str, series: str, instance: str, sop_class: str, modality: str
) -> Dataset:
    """A data set with the attributes that are not about the document or the picture itself.

    Args:
        progress: a course, already `redacted`.
        visit: whose study it is.
        study: its UID.
        series: its UID.
        instance: the object's UID.
        sop_class: its UID.
        modality: ``DOC`` or ``XC``.
    """
    from pydicom import Dataset

    data = Dataset()
    data.SpecificCharacterSet = "ISO_IR 192"
    data.SOPClassUID, data.SOPInstanceUID = sop_class, instance
    data.StudyInstanceUID, data.SeriesInstanceUID = study, series
    data.PatientName, data.PatientID = one_line(progress.patient, of_name=True), one_line(progress.patient)
    data.PatientBirthDate = data.PatientSex = ""
    data.StudyDate, data.StudyTime, data.StudyDescription = day_of(visit.date), "", STUDY
    data.StudyID = f"day {visit.day}"[:16]
    data.AccessionNumber = data.ReferringPhysicianName = ""
    data.Modality = modality
    data.Manufacturer = data.ManufacturerModelName = PROGRAM
    data.SoftwareVersions = VERSION
    scheme = Dataset()
    scheme.CodingSchemeDesignator, scheme.CodingSchemeName = OWN_SCHEME, LOCAL
    data.CodingSchemeIdentificationSequence = [scheme]
    if progress.deidentified:
        data.PatientIdentityRemoved, data.DeidentificationMethod = "YES", DEIDENTIFIED_BY
        data.LongitudinalTemporalInformationModified = "REMOVED"
    return data


def day_of(date: str | None) -> str:
    """An ISO 8601 date as DICOM's DA; empty where there is none."""
    return (date or "").replace("-", "")


def own_code(code: str) -> Dataset:
    """One of this program's codes as an item of a code sequence."""
    return _coded(OWN_SCHEME, Code(code, LOCAL_CODES[code]))


def snomed_code(code: Code) -> Dataset:
    """A SNOMED CT code as an item of a code sequence."""
    return _coded("SCT", code)


def file_bytes(data: Dataset, transfer_syntax: str) -> bytes:
    """A data set as a file (PS3.10)."""
    from pydicom import dcmwrite
    from pydicom.dataset import FileMetaDataset
    from pydicom.uid import UID

    data.file_meta = FileMetaDataset()
    data.file_meta.TransferSyntaxUID = UID(transfer_syntax)
    file = io.BytesIO()
    dcmwrite(file, data, enforce_file_format=True)
    return file.getvalue()


def _coded(scheme: str, code: Code) -> Dataset:
    from pydicom import Dataset

    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = code.value, scheme, one_line(code.name)
    return item
