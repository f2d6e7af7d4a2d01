"""The codes against the standards' own lists, and the document against what is written."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
from fhir.resources.R4B import get_fhir_model_class
from made_dicom import HIDDEN, VIEWS, photo, read
from made_exchange import PDF, full_course, picture, resources
from sample_photos import CHECKOUT

from wrinkle_scan.output.exchange.dicom import DescribedPicture, encapsulated_pdf, photographic_image
from wrinkle_scan.output.exchange.fhir import fhir_bundle
from wrinkle_scan.output.report.exposure import encode

DOCUMENT = (CHECKOUT / "docs" / "EXCHANGE.md").read_text(encoding="utf-8")


def test_the_document_has_every_element_of_a_bundle_and_no_other() -> None:
    written = {f"{r['resourceType']}.{key}" for r in resources(fhir_bundle(full_course())) for key in r}
    written = {name for name in written if not name.endswith((".resourceType", ".id"))} | {"Bundle.meta"}
    assert (
        set(re.findall(r"`((?:Bundle|Patient|Device|Procedure|Observation|DiagnosticReport)\.\w+)`", DOCUMENT))
        == written
    )


def test_the_document_has_every_attribute_of_an_object_and_no_other() -> None:
    made = [encapsulated_pdf(full_course(), PDF), *(photo(region=view) for view in VIEWS), photo(HIDDEN)]
    written = {element.keyword for content in made for element in read(content)}
    table = DOCUMENT[DOCUMENT.index("| attributes |") : DOCUMENT.index("There is no other attribute")]
    documented = {name for line in table.splitlines() for name in re.findall(r"`(\w+)`", line.split(" | ")[0])}
    assert documented == written


def test_the_documents_way_to_load_a_bundle_makes_a_valid_transaction(tmp_path: Path) -> None:
    (script,) = re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)
    (tmp_path / "course.json").write_bytes(fhir_bundle(full_course()))
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True)
    transaction = json.loads((tmp_path / "transaction.json").read_text())
    get_fhir_model_class("Bundle").model_validate(transaction)
    urls = [entry["request"]["url"] for entry in transaction["entry"]]
    assert len(set(urls)) == len(urls) > 30


def test_a_picture_of_the_report_can_be_handed_on() -> None:
    """What `report.exposure.encode` makes, and Pillow by itself, is a JPEG that a VL image can hold."""
    made = encode(np.full((20, 30, 3), 0.2, np.float32), 30)
    for one in (made, picture()):
        assert read(photographic_image(full_course(), DescribedPicture(one, "frown", 30))).pixel_array.ndim == 3
