#!/usr/bin/env python3
"""Checks workbooks against the rules of ECMA-376 that Excel enforces when it opens a file: ooxml_check.py FILE...

Prints each violation as "file: part: line or cell: rule: text", and exits with 1 if there is any.
"""
import sys
import zipfile
import zlib

from chart_part import ChartPart
from drawing_part import DrawingPart
from findings import Findings
from package import Package
from properties_parts import CoreProperties, ExtendedProperties
from shared_strings_part import SharedStrings
from styles_part import StylesPart
from table_part import TablePart, judge_uniqueness
from workbook_part import WorkbookPart
from worksheet_part import ChartsheetPart, WorksheetPart


class Book:
    """What the parts of a workbook need to know of each other."""

    def __init__(self, package):
        self.package = package
        self.part = next(each.target for each in package.relationships("").values() if each.kind == "officeDocument")
        self.workbook = WorkbookPart(package, self.part).read()
        self.sheet_names = self.workbook.sheet_names()
        self.views = len(self.workbook.views)
        self.styles = self._only("styles", StylesPart)
        self.strings = self._only("sharedStrings", SharedStrings)
        # Without a styles part there is the one format that Excel has by itself.
        self.cell_formats = self.styles.counts.get("cellXfs", 1) if self.styles else 1
        self.differential_formats = self.styles.counts.get("dxfs", 0) if self.styles else 0
        self.shared_strings = self.strings.number if self.strings else 0

    def _only(self, kind, reader):
        parts = self.package.related(self.part, kind)
        if len(parts) > 1:
            self.workbook.report("part-repeated", f"the workbook is related to {len(parts)} parts of type {kind}", "-")
        return reader(self.package, parts[0]).read() if parts else None

    def check(self):
        tables, sheets = [], []
        styles = self.styles.table_styles if self.styles else set()
        for index, sheet in enumerate(self.workbook.sheets):
            reader = {"worksheet": WorksheetPart, "chartsheet": ChartsheetPart}.get(sheet.kind)
            if not reader or sheet.part not in self.package:
                continue
            own = [TablePart(self.package, part, styles, self.differential_formats).read()
                   for part in self.package.related(sheet.part, "table")]
            own = [table for table in own if table.area]
            sheets.append(reader(self.package, sheet.part, self).with_tables(own).read())
            sheets[-1].judge_filter(self.workbook.filters.get(index))
            tables += own
            for drawing in self.package.related(sheet.part, "drawing"):
                for chart in DrawingPart(self.package, drawing).read().charts:
                    if chart in self.package:
                        ChartPart(self.package, chart, self.sheet_names).read()
        judge_uniqueness(tables)
        self.workbook.judge_tables(tables)
        self._judge_cells(sheets)
        if self.strings:
            self.strings.judge_uses(sum(sheet.shared_uses for sheet in sheets))

    def _judge_cells(self, sheets):
        wanted = {shared for sheet in sheets for _, shared, _ in sheet.watched.values() if shared is not None}
        texts = {}
        if wanted and self.strings:
            texts = SharedStrings(self.package, self.strings.name, wanted, silent=True).read().texts
        for sheet in sheets:
            cells = {place: (texts.get(shared, text), formula) for place, (text, shared, formula) in sheet.watched.items()}
            for table in sheet.tables:
                table.judge_cells(cells)


def check(path):
    """The findings in one file."""
    findings = Findings(path)
    try:
        package = Package(path, findings)
        if package.check():
            Book(package).check()
            for part in package.related("", "core-properties"):
                CoreProperties(package, part).read()
            for part in package.related("", "extended-properties"):
                ExtendedProperties(package, part).read()
            package.check_rest()
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        # zipfile says with a RuntimeError that an entry is encrypted, and NotImplementedError for a compression.
        findings.add("-", "-", "archive", str(error))
    return findings


def main(paths):
    if not paths:
        print(__doc__.split("\n")[0], file=sys.stderr)
        return 2
    lines = [line for path in paths for line in check(path).summary()]
    for line in lines:
        print(line)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
