"""Rows and cells of a worksheet (ECMA-376 part 1, sections 18.3.1.4, 18.3.1.40 and 18.3.1.73)."""
import re

from attribute_types import is_double
from references import (
    COLUMNS, MAX_COLUMN, MAX_ROW, column_letters, formula_problem, sheets_named, utf16_length, xstring)
from shared_strings_part import TextRules

# 18.18.11 has the first seven; the others came with later versions of Excel.
ERRORS = frozenset((
    "#DIV/0! #N/A #NAME? #NULL! #NUM! #REF! #VALUE! #GETTING_DATA #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #UNKNOWN! #BUSY! "
    "#EXTERNAL! #PYTHON! #TIMEOUT!").split())
_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?Z?)?$|T?\d\d:\d\d(:\d\d(\.\d+)?)?$")
_REFERENCE = re.compile(r"([A-Z]+)([0-9]+)$")


class CellRules(TextRules):
    def __init__(self, package, name, book):
        super().__init__(package, name)
        self.book = book
        self.shared_uses = 0
        self.watched = {}
        self.watched_rows = {}
        self.row_level = 0
        self.used = None
        self._row = self._column = 0
        self._watching = None
        self._cell = None
        self._kind = "n"
        self._value = self._formula = self._inline = None
        self._formula_attributes = {}
        self._shared_formulas = set()

    def where(self):
        return f"{column_letters(self._column)}{self._row}" if self._cell is not None else super().where()

    def start_row(self, attributes):
        row = int(attributes.get("r", self._row + 1))
        if row <= self._row:
            self.report("row-order", f"row {row} comes after row {self._row}")
        if not 1 <= row <= MAX_ROW:
            self.report("row-number", f"{row} is not in 1..{MAX_ROW}")
        self._row, self._column = row, 0
        self._check_style(attributes.get("s"))
        self.row_level = max(self.row_level, int(float(attributes.get("outlineLevel", 0))))
        self._watching = self.watched_rows.get(row)

    def _check_style(self, style):
        if style is not None and int(style) >= self.book.cell_formats:
            self.report("cell-style", f"s={style} is not among the {self.book.cell_formats} cell formats")

    def start_c(self, attributes):
        self._cell = attributes
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            letters, digits = _REFERENCE.match(reference).groups()
            column = COLUMNS[letters]
            if int(digits) != self._row:
                self.report("cell-row", f"{reference} is in row {self._row}", reference)
            elif column <= self._column:
                self.report("cell-order", f"{reference} comes after {column_letters(self._column)}{self._row}", reference)
            self._column = column
        if self._column > MAX_COLUMN:
            self.report("cell-column", f"the column is after {MAX_COLUMN}")
        self._check_style(attributes.get("s"))
        self._kind = attributes.get("t", "n")
        self._value = self._formula = self._inline = None

    def start_f(self, attributes):
        self._formula_attributes = attributes

    def end_f(self, text):
        self._formula = text
        kind = self._formula_attributes.get("t", "normal")
        if not text:
            # 18.3.1.40: the cells of a shared formula name its group; a data table has its inputs as attributes.
            group = self._formula_attributes.get("si")
            if not (kind == "dataTable" or kind == "shared" and group in self._shared_formulas):
                self.report("formula-empty", "has no text, and no shared formula before it")
            return
        if kind == "shared":
            self._shared_formulas.add(self._formula_attributes.get("si"))
        if kind in ("array", "shared") and "ref" not in self._formula_attributes:
            self.report("formula-ref", f"the {kind} formula has no ref")
        self.judge_formula(text)

    def judge_formula(self, text):
        text = xstring(text)
        problem = formula_problem(text)
        if problem:
            self.report("formula", f"{text[:60]!r} {problem}")
            return
        for sheet in sheets_named(text):
            if sheet.casefold() not in self.book.sheet_names:
                self.report("formula-sheet", f"{text[:60]!r} refers to the sheet {sheet!r}, which there is not")

    def end_v(self, text):
        if self.path[-2] == "c":
            self._value = text

    def end_is(self, _):
        if not self.pieces:
            self.report("inline-text", "the is has neither a t nor an r")
        self._inline = self.whole_text()

    def end_c(self, _):
        value, kind = self._value, self._kind
        if value is not None or self._formula is not None or self._inline is not None:
            self._grow()
        if (self._inline is not None) != (kind == "inlineStr"):
            self.report("cell-inline", f"a cell of type {kind} has {'an' if self._inline is not None else 'no'} is")
        elif value is None:
            if kind in ("s", "b", "e") and self._formula is None:
                self.report("cell-value-missing", f"a cell of type {kind} has no v")
        elif not (value == "" and self._formula is not None):
            self._judge_value(kind, value)
        if self._watching:
            self._keep()
        self._cell = None

    def _judge_value(self, kind, value):
        if kind == "n":
            if not is_double(value):
                self.report("cell-number", f"{value[:40]!r} is not a finite number")
        elif kind == "s":
            self.shared_uses += 1
            if not value.isdecimal() or int(value) >= self.book.shared_strings:
                self.report("cell-shared", f"{value[:40]!r} is not among the {self.book.shared_strings} shared strings")
        elif kind == "b":
            if value not in ("0", "1"):
                self.report("cell-boolean", f"{value[:40]!r} is not 0 or 1")
        elif kind == "e":
            if value not in ERRORS:
                self.report("cell-error", f"{value[:40]!r} is not an error")
        elif kind == "d":
            if not _DATE.match(value):
                self.report("cell-date", f"{value[:40]!r} is not an ISO 8601 date")
        elif kind == "str":
            if utf16_length(xstring(value)) > self.LONGEST:
                self.report("text-length", f"is longer than {self.LONGEST} characters")
        else:
            self.report("cell-inline", "a cell of type inlineStr has a v")

    def _grow(self):
        row, column, used = self._row, self._column, self.used
        if used is None:
            self.used = [row, column, row, column]
            return
        if column < used[1]:
            used[1] = column
        elif column > used[3]:
            used[3] = column
        used[2] = row

    def _keep(self):
        """Keeps a cell in the header or totals row of a table, to be compared with the table's columns."""
        if any(left <= self._column <= right for left, right in self._watching):
            text = self._inline if self._kind == "inlineStr" else xstring(self._value) if self._kind == "str" else None
            shared = int(self._value) if self._kind == "s" and (self._value or "").isdecimal() else None
            self.watched[self._row, self._column] = (text, shared, self._formula)
