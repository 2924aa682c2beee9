"""The table part (ECMA-376 part 1, section 18.5.1.2), and its cells on the sheet."""
import re
from typing import NamedTuple

from references import area, formula_problem, name_problem, utf16_length, xstring
from spreadsheet_attributes import TABLE
from spreadsheet_sequences import TABLE_MODELS
from xml_part import XMLPart

# 18.18.89 and the functions of SUBTOTAL (18.17.7.312) that leave out the rows that a filter hides.
_SUBTOTALS = {"average": 101, "countNums": 102, "count": 103, "max": 104, "min": 105, "stdDev": 107, "sum": 109, "var": 110}
# The table styles that Excel has built in.
_STYLE = re.compile(r"TableStyle(Light([1-9]|1\d|2[01])|Medium([1-9]|1\d|2[0-8])|Dark([1-9]|1[01]))$", re.IGNORECASE)
_SUBTOTAL = re.compile(r"SUBTOTAL\((\d+),\s*(?:[\w.\\]+)?\[(.*)\]\)$", re.IGNORECASE | re.DOTALL)


class Column(NamedTuple):
    name: str
    function: str
    label: str | None


class TablePart(XMLPart):
    NAMESPACE, ROOT = "x", "table"
    SEQUENCES, ATTRIBUTES = TABLE_MODELS, TABLE
    LONGEST_COLUMN_NAME = 255

    def __init__(self, package, name, table_styles, differential_formats):
        super().__init__(package, name)
        self.table_styles, self.differential_formats = table_styles, differential_formats
        # What a table whose own element lacks something cannot be compared with.
        self.area = None
        self.id = 0
        self.programmatic_name = self.display_name = ""
        self.header_rows, self.totals_rows = 1, 0
        self.columns = []
        self.formulas = {}
        self._filter = None
        self._ids, self._column_names = set(), set()
        self._said = {}

    def start_table(self, attributes):
        self.id = int(attributes["id"])
        self.area = area(attributes["ref"])
        self.display_name = xstring(attributes["displayName"])
        self.programmatic_name = xstring(attributes.get("name", ""))
        self.header_rows = int(attributes.get("headerRowCount", 1))
        self.totals_rows = int(attributes.get("totalsRowCount", 0))
        if self.id < 1:
            self.report("table-id", "id is not 1 or more")
        for name in {self.display_name, self.programmatic_name or self.display_name}:
            problem = name_problem(name)
            if problem:
                self.report("table-name", f"{name[:60]!r} {problem}")
        rows = self.area[2] - self.area[0] + 1
        if rows < self.header_rows + 1 + self.totals_rows:
            self.report("table-rows", f"{attributes['ref']} has no row between its header and its totals")
        self._check_formats(attributes)

    def _check_formats(self, attributes):
        for attribute, value in attributes.items():
            if attribute.endswith("DxfId") and int(value) >= self.differential_formats:
                self.report("table-format", f"{attribute} {value} is not among the {self.differential_formats} dxfs")

    def start_autoFilter(self, attributes):
        self._filter = area(attributes["ref"])
        top, left, bottom, right = self.area
        if not self.header_rows:
            self.report("table-filter", "a table without a header row has an autoFilter")
        elif self._filter != (top, left, bottom - self.totals_rows, right):
            self.report("table-filter", f"{attributes['ref']} is not the table without its totals row")

    def start_filterColumn(self, attributes):
        if int(attributes["colId"]) > self.area[3] - self.area[1]:
            self.report("table-filter-column", f"colId {attributes['colId']} is outside the table")

    def start_tableColumns(self, attributes):
        self._said = attributes

    def start_tableColumn(self, attributes):
        number, name = int(attributes["id"]), xstring(attributes["name"])
        if number < 1 or number in self._ids:
            self.report("column-id", f"{number} is there twice, or is 0")
        self._ids.add(number)
        if not name or utf16_length(name) > self.LONGEST_COLUMN_NAME:
            self.report("column-name", f"{name[:60]!r} is not 1 to {self.LONGEST_COLUMN_NAME} characters long")
        if name.casefold() in self._column_names:
            self.report("column-name-duplicate", f"{name!r} is there twice")
        self._column_names.add(name.casefold())
        label = attributes.get("totalsRowLabel")
        self.columns.append(Column(name, attributes.get("totalsRowFunction", "none"), label and xstring(label)))
        self._check_formats(attributes)

    def _judge_formula(self, text):
        problem = "is empty" if not text else formula_problem(xstring(text))
        if problem:
            self.report("column-formula", f"{text[:60]!r} {problem}")
        if self.path[-1] == "totalsRowFormula":
            self.formulas[len(self.columns) - 1] = xstring(text)

    end_calculatedColumnFormula = end_totalsRowFormula = _judge_formula

    def end_tableColumn(self, _):
        column = self.columns[-1]
        if column.function == "custom" and len(self.columns) - 1 not in self.formulas:
            self.report("totals-formula", f"{column.name!r} has a custom total and no totalsRowFormula")

    def end_tableColumns(self, _):
        self.judge_count(self._said, len(self.columns), "tableColumns")
        width = self.area[3] - self.area[1] + 1
        if width != len(self.columns):
            self.report("column-number", f"{len(self.columns)} columns in a table {width} wide")

    def start_tableStyleInfo(self, attributes):
        name = attributes.get("name")
        if name and not _STYLE.match(name) and name.casefold() not in self.table_styles:
            self.report("table-style", f"{name!r} is neither built in nor among the tableStyles")

    def judge_cells(self, cells):
        """Compares the columns with their cells: (text, formula) by (row, column)."""
        top, left, bottom, _ = self.area
        for offset, column in enumerate(self.columns):
            text, _ = cells.get((top, left + offset), (None, None))
            if self.header_rows and _lines(text) != _lines(column.name):
                self.report("table-header", f"column {column.name!r} has the header cell {text!r}", f"column {offset + 1}")
            if self.totals_rows:
                self._judge_total(offset, column, *cells.get((bottom, left + offset), (None, None)))

    def _judge_total(self, offset, column, text, formula):
        where = f"column {offset + 1}"
        if column.function == "custom":
            wanted = self.formulas.get(offset)
            if wanted is not None and xstring(formula or "") != wanted:
                self.report("totals-cell", f"the cell has {formula!r}, not the formula {wanted!r}", where)
        elif column.function != "none":
            match = _SUBTOTAL.match(xstring(formula or ""))
            if not match or int(match[1]) != _SUBTOTALS[column.function] or _plain(match[2]) != _lines(column.name).casefold():
                self.report("totals-cell", f"the cell has {formula!r}, not the {column.function} of {column.name!r}", where)
        elif column.label is not None and text != column.label:
            self.report("totals-cell", f"the cell has {text!r}, not the label {column.label!r}", where)


def _lines(text):
    return text and text.replace("\r\n", "\n")


def _plain(specifier):
    """A column's name out of a structured reference, where an apostrophe escapes a special character (18.17.2)."""
    return _lines(re.sub("'(.)", r"\1", specifier, flags=re.DOTALL)).casefold()


def judge_uniqueness(tables):
    """Ids and names are unique in the workbook (18.5.1.2)."""
    ids, names = set(), set()
    for table in tables:
        if table.id in ids:
            table.report("table-id-duplicate", f"id {table.id} is another table's too", "-")
        ids.add(table.id)
        own = {table.display_name.casefold(), table.programmatic_name.casefold()} - {""}
        if own & names:
            table.report("table-name-duplicate", f"{table.display_name!r} is another table's name too", "-")
        names |= own
