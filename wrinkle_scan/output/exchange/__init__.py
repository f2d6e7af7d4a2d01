"""A course in the formats that a clinic's record takes: FHIR R4 and DICOM (the extra ``wrinkle-scan[exchange]``)."""
