"""A course's report and pictures as DICOM objects: Encapsulated PDF and VL Photographic Image (PS3.3, A.45 and A.32.4).

A picture keeps the JPEG it comes with (JPEG Baseline, Process 1): compressed again it would lose quality twice, and
uncompressed it would be ten times as large and look as if it had never been compressed. Archives and viewers read this
syntax, which cameras write.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wrinkle_scan.face.expression import EXPRESSIONS, VIEWS, Expression, SeriesKey, View
from wrinkle_scan.output.exchange.codes import FACE, LOCAL_CODES, SITES, Code
from wrinkle_scan.output.exchange.dicom_header import day_of, file_bytes, header, own_code, snomed_code
from wrinkle_scan.output.exchange.dicom_jpeg import strip_jpeg
from wrinkle_scan.output.exchange.redaction import last_visit, redacted, visits_of_day
from wrinkle_scan.output.exchange.uids import instance_uid, series_uid, study_uid
from wrinkle_scan.output.exchange.words import one_line
from wrinkle_scan.output.report.exposure import Picture
from wrinkle_scan.output.report.wording import view_words
from wrinkle_scan.visits.course.results import Progress

if TYPE_CHECKING:
    from pydicom import Dataset

TITLE = "Course of the lines of the upper face"
AS_PHOTOGRAPHED = "Encoded again from the photo, without its metadata"
REPORT_SERIES = 1


@dataclass(frozen=True)
class DescribedPicture:
    """A picture and what it shows. It is upright, seen from the front, not mirrored, sRGB, and without lettering.

    Attributes:
        picture: a baseline JPEG with one colour for two points or more, as Pillow and `report.exposure` make it.
        expression: of the series it belongs to.
        day: of its visit, as in `VisitResult.day`.
        region: which one it shows; None for the face.
        derivation: the processing of the photo, in at most 64 bytes.
        view: of the series.
    """

    picture: Picture
    expression: Expression | None
    day: int
    region: str | None = None
    derivation: str = AS_PHOTOGRAPHED
    view: View = "front"

    @property
    def series(self) -> SeriesKey:
        """The series it belongs to."""
        return SeriesKey(self.expression, self.view)


def encapsulated_pdf(progress: Progress, pdf: bytes) -> bytes:
    """A report as an Encapsulated PDF Storage object, in the study of the last visit.

    Args:
        progress: the course it is about.
        pdf: the file, which comes out of the object as it went in.

    Raises:
        ValueError: it is no PDF, or the course has no visit.
    """
    from pydicom.uid import EncapsulatedPDFStorage, ExplicitVRLittleEndian

    progress = redacted(progress)
    visit = last_visit(progress)
    if visit is None or not pdf.startswith(b"%PDF-"):
        raise ValueError("this is no PDF" if visit else "the course has no visit")
    study = study_uid(progress, visit.day)
    series = series_uid(study, "report")
    instance = instance_uid(series, pdf, TITLE)
    data = header(progress, visit, study, series, instance, EncapsulatedPDFStorage, "DOC")
    data.SeriesNumber, data.InstanceNumber, data.SeriesDescription = REPORT_SERIES, 1, TITLE
    data.ConversionType = "WSD"
    data.ContentDate = data.ContentTime = ""
    data.AcquisitionDateTime = day_of(visit.date)
    data.BurnedInAnnotation = "YES" if progress.patient and not progress.deidentified else "NO"
    data.DocumentTitle = TITLE
    data.ConceptNameCodeSequence = [own_code("course")]
    data.MIMETypeOfEncapsulatedDocument = "application/pdf"
    data.EncapsulatedDocumentLength = len(pdf)
    data.EncapsulatedDocument = pdf + b"\0" * (len(pdf) % 2)
    return file_bytes(data, ExplicitVRLittleEndian)


def photographic_image(progress: Progress, shown: DescribedPicture, number: int = 1) -> bytes:
    """A picture of a visit as a VL Photographic Image Storage object, in the study of its day.

    Args:
        progress: the course it belongs to.
        shown: the picture.
        number: of the picture within its series.

    Raises:
        ValueError: it is no such JPEG, the course has no such visit, or it is deidentified and this is the face.
    """
    from pydicom.encaps import encapsulate
    from pydicom.uid import JPEGBaseline8Bit, VLPhotographicImageStorage

    progress = redacted(progress)
    jpeg = strip_jpeg(shown.picture.jpeg)
    if progress.deidentified and shown.region is None:
        raise ValueError("a deidentified course does not show the face")
    visits = [v for series, v in visits_of_day(progress, shown.day) if series.key == shown.series]
    if not visits:
        raise ValueError(f"the course has no visit of day {shown.day} and series {shown.series}")
    visit, study = visits[0], study_uid(progress, shown.day)
    expression = shown.expression or "not_declared"
    series = series_uid(study, str(shown.series), shown.region or "face")
    instance = instance_uid(series, jpeg.content, str(number))
    data = header(progress, visit, study, series, instance, VLPhotographicImageStorage, "XC")
    data.SeriesNumber, data.InstanceNumber = _series_number(shown), number
    where = LOCAL_CODES[shown.region] if shown.region else "Face"
    data.SeriesDescription = f"{LOCAL_CODES[expression]}{view_words(shown.view, short=True)}: {where}"
    data.ImageType = ["DERIVED", "PRIMARY"]
    data.DerivationDescription = one_line(shown.derivation)
    if visit.date:
        data.AcquisitionDate = day_of(visit.date)
    data.PatientOrientation = ["L", "F"]
    data.BurnedInAnnotation = "NO"
    if shown.region is None:
        data.RecognizableVisualFeatures = "YES"
    data.AcquisitionContextSequence = [_expression_words(expression)] if shown.expression else []
    _add_site(data, shown.region)
    data.SamplesPerPixel, data.PlanarConfiguration = 3, 0
    data.PhotometricInterpretation = "YBR_FULL_422"
    data.Rows, data.Columns = jpeg.height, jpeg.width
    data.BitsAllocated, data.BitsStored, data.HighBit, data.PixelRepresentation = 8, 8, 7, 0
    data.LossyImageCompression, data.LossyImageCompressionMethod = "01", "ISO_10918_1"
    data.LossyImageCompressionRatio = round(3 * jpeg.height * jpeg.width / len(jpeg.content), 2)
    data.PixelData = encapsulate([jpeg.content])
    data["PixelData"].is_undefined_length = True
    return file_bytes(data, JPEGBaseline8Bit)


def _series_number(shown: DescribedPicture) -> int:
    """After the report's: the same expression and view have the same number on each day."""
    regions = [None, *SITES]
    series = [SeriesKey(expression, view) for view in VIEWS for expression in (None, *EXPRESSIONS)]
    return REPORT_SERIES + 1 + series.index(shown.series) * len(regions) + regions.index(shown.region)


def _add_site(data: Dataset, region: str | None) -> None:
    """Anatomic region (context group 4029), side, and this program's own name of the region as its modifier."""
    site = SITES[region] if region else FACE
    item = snomed_code(Code(site.structure.value, site.meaning))
    if region:
        item.AnatomicRegionModifierSequence = [own_code(region)]
    data.AnatomicRegionSequence = [item]
    data.ImageLaterality = site.side.name[0] if site.side else "U"


def _expression_words(expression: str) -> Dataset:
    from pydicom import Dataset

    item = Dataset()
    item.ValueType = "CODE"
    item.ConceptNameCodeSequence = [own_code("expression")]
    item.ConceptCodeSequence = [own_code(expression)]
    return item
