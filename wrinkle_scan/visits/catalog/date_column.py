"""The column ``date`` of a table: each cell as an ISO day, where the column as a whole allows one reading only."""

from __future__ import annotations

from wrinkle_scan.system.csv_tables import CsvTable, TableRow
from wrinkle_scan.system.messages import message
from wrinkle_scan.visits.catalog.dates import ANY_ORDER, days_of_serial_number, read_date
from wrinkle_scan.visits.catalog.not_known import is_not_known

COLUMN = "date"


class DateColumn:
    """Reads the dates of a table; which number is the day, the month or the year is inferred from all of them."""

    def __init__(self, table: CsvTable) -> None:
        """Infers the order of day, month and year from the whole column.

        Raises:
            PathError: the table cannot be read, or two dates contradict each other.
        """
        self._table = table
        self._orders = ANY_ORDER
        shown: tuple[int, str] | None = None
        for line in table.lines():
            found = read_date(line.cells.get(COLUMN, ""))
            if found is None or self._orders <= found.orders:
                continue
            if shown and not self._orders & found.orders:
                problem = message(
                    "{text} and {other} (line {line}) have day and month in another order",
                    text=found.text,
                    other=shown[1],
                    line=shown[0],
                )
                raise table.cell_error(
                    line.number, COLUMN, problem, message("Write them as 2026-01-31 (year-month-day).")
                )
            self._orders, shown = self._orders & found.orders, (line.number, found.text)

    def day(self, line: TableRow) -> str | None:
        """The ISO day of a line; None where its cell is empty, or there is no such column.

        Raises:
            PathError: it is not a date, or it is not clear which number is the month.
        """
        text = line.cells.get(COLUMN, "")
        if is_not_known(text):
            return None
        found = read_date(text)
        if found is None and (serial := days_of_serial_number(text)):
            problem = message(
                "{text} is a spreadsheet's number of a day, {day} or, in files of some Macs, {other}",
                text=text,
                day=serial[0],
                other=serial[1],
            )
            raise self._table.cell_error(
                line.number, COLUMN, problem, message("Make the column a date there, and save it again.")
            )
        if found is None:
            raise self._table.cell_error(
                line.number, COLUMN, message("{text} is not a date such as 2026-01-31", text=text)
            )
        days = found.possible(self._orders)
        if len(days) > 1:
            problem = message(
                "in {text} it is not clear which number is the month, and no other date of the column shows it",
                text=text,
            )
            if found.short_year:
                problem = message(
                    "in {text} it is not clear which number is day, month and year, and no other date of the column "
                    "shows it",
                    text=text,
                )
            remedy = message("Write it as {days}, whichever is meant.", days=" or ".join(days))
            raise self._table.cell_error(line.number, COLUMN, problem, remedy)
        return days[0]
