"""Reports as PDF, drawn from the same facts as the pages: A4 or Letter, with text that can be searched."""

from wrinkle_scan.output.report.pdf.comparison_pdf import comparison_pdf
from wrinkle_scan.output.report.pdf.progress_pdf import progress_pdf

__all__ = ["comparison_pdf", "progress_pdf"]
