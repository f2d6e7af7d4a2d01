"""Results for other programs: rows as a pandas data frame or a small HTML table, a picture as a data URI."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas


def data_frame(rows: Sequence[dict[str, Any]]) -> pandas.DataFrame:
    """The rows as a data frame.

    Raises:
        ImportError: pandas is not installed; it is not a dependency of this program.
    """
    try:
        import pandas
    except ImportError as error:
        raise ImportError("to_dataframe needs pandas: pip install pandas") from error
    return pandas.DataFrame.from_records(list(rows))


def html_table(caption: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table for a notebook; every cell is escaped."""
    head = "".join(f"<th>{html.escape(name)}</th>" for name in header)
    body = "".join(f"<tr>{''.join(f'<td>{html.escape(str(cell))}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><caption>{html.escape(caption)}</caption><tr>{head}</tr>{body}</table>"


def jpeg_uri(jpeg: bytes) -> str:
    """A JPEG file's bytes as a data URI, to be embedded in a page."""
    return f"data:image/jpeg;base64,{base64.b64encode(jpeg).decode()}"
