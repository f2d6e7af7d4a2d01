"""Results as JSON, pages, paper, pictures, FHIR and DICOM."""
