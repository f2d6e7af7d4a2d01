"""Exports a course to a clinic's record as FHIR R4 and DICOM (the extra ``wrinkle-scan[exchange]``)."""
