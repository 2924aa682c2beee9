"""The worksheet part (ECMA-376 part 1, section 18.3.1.99): what its areas and relationships must be to each other."""
from conditional_rules import ConditionalRules
from page_setup import PageRules
from references import area, overlap, utf16_length, xstring
from spreadsheet_attributes import CHARTSHEET, WORKSHEET
from spreadsheet_sequences import CHARTSHEET_MODELS, WORKSHEET_MODELS
from worksheet_cells import CellRules
from worksheet_views import ViewRules
from xml_part import XMLPart


def first_overlap(found):
    """A pair of areas that overlap, or None; a sweep down the rows, as there may be tens of thousands."""
    active = []
    for one in sorted(found):
        active = [other for other in active if other[2] >= one[0]]
        for other in active:
            if overlap(one, other):
                return one, other
        active.append(one)
    return None


class WorksheetPart(ConditionalRules, PageRules, ViewRules, CellRules, XMLPart):
    NAMESPACE, ROOT = "x", "worksheet"
    SEQUENCES, ATTRIBUTES = WORKSHEET_MODELS, WORKSHEET
    MOST_HYPERLINKS = 65_530

    def __init__(self, package, name, book):
        super().__init__(package, name, book)
        self.filter = None
        self.tables = []
        self._merged = []
        self._said = {}
        self._links = 0
        self._breaks = []
        self._table_parts = set()
        self._drawings = set()

    def with_tables(self, tables):
        """The tables on the sheet, whose header and totals cells the reading then keeps."""
        self.tables = tables
        for table in tables:
            top, left, bottom, right = table.area
            for row in ([top] if table.header_rows else []) + ([bottom] if table.totals_rows else []):
                self.watched_rows.setdefault(row, []).append((left, right))
        return self

    def _relationship(self, identifier, kind):
        found = self.package.relationships(self.name).get(identifier)
        if not found or found.kind != kind:
            self.report("relationship", f"{identifier} of {self.path[-1]} does not lead to a {kind}")
            return None
        return found

    def start_autoFilter(self, attributes):
        if len(self.path) == 2:
            self.filter = area(attributes["ref"])

    def start_filterColumn(self, attributes):
        if len(self.path) == 3 and self.filter and int(attributes["colId"]) > self.filter[3] - self.filter[1]:
            self.report("filter-column", f"colId {attributes['colId']} is outside the filter's area")

    def start_mergeCells(self, attributes):
        self._said = attributes

    def start_mergeCell(self, attributes):
        found = area(attributes["ref"])
        if found[:2] == found[2:]:
            self.report("merge-single", f"{attributes['ref']} is one cell")
        self._merged.append(found)

    def end_mergeCells(self, _):
        self.judge_count(self._said, len(self._merged), "mergeCells")
        found = first_overlap(self._merged)
        if found:
            self.report("merge-overlap", f"{found[0]} and {found[1]} overlap")
        for merged in self._merged:
            for table in self.tables:
                if overlap(merged, table.area):
                    self.report("merge-table", f"{merged} is over the table {table.display_name}")

    def start_hyperlink(self, attributes):
        self._links += 1
        if "r:id" in attributes:
            found = self._relationship(attributes["r:id"], "hyperlink")
            if found and not found.external:
                self.report("hyperlink-internal", f"{attributes['r:id']} is not external")
        elif "location" not in attributes:
            self.report("hyperlink-target", f"{attributes['ref']} leads nowhere")
        for attribute, limit in (("tooltip", 255), ("location", 2084)):
            if utf16_length(xstring(attributes.get(attribute, ""))) > limit:
                self.report("hyperlink-text", f"{attribute} of {attributes['ref']} is longer than {limit} characters")

    def end_hyperlinks(self, _):
        if self._links > self.MOST_HYPERLINKS:
            self.report("hyperlink-number", f"{self._links} hyperlinks are more than {self.MOST_HYPERLINKS}")

    def start_pageSetup(self, attributes):
        if "r:id" in attributes:
            self._relationship(attributes["r:id"], "printerSettings")

    def start_rowBreaks(self, attributes):
        self._said, self._breaks = attributes, []

    start_colBreaks = start_rowBreaks

    def start_brk(self, attributes):
        self._breaks.append(attributes.get("man") in ("1", "true"))

    def end_rowBreaks(self, _):
        self.judge_count(self._said, len(self._breaks), self.path[-1])
        manual = int(self._said.get("manualBreakCount", sum(self._breaks)))
        if manual != sum(self._breaks):
            self.report("break-count", f"manualBreakCount says {manual}, and {sum(self._breaks)} are manual")

    end_colBreaks = end_rowBreaks

    def start_drawing(self, attributes):
        self._relationship(attributes["r:id"], "drawing")

    def start_legacyDrawing(self, attributes):
        self._drawings.add(self.path[-1])
        self._relationship(attributes["r:id"], "vmlDrawing")

    start_legacyDrawingHF = start_legacyDrawing

    def start_picture(self, attributes):
        self._relationship(attributes["r:id"], "image")

    def start_tableParts(self, attributes):
        self._said, self._table_parts = attributes, set()

    def start_tablePart(self, attributes):
        found = self._relationship(attributes["r:id"], "table")
        if attributes["r:id"] in self._table_parts:
            self.report("table-part-duplicate", f"{attributes['r:id']} is there twice")
        self._table_parts.add(attributes["r:id"] if found else None)

    def end_tableParts(self, _):
        self.judge_count(self._said, len(self._table_parts), "tableParts")

    def judge_filter(self, named):
        """Excel keeps a filter's area in the sheet's _FilterDatabase as well, so where there are both they agree."""
        if self.filter and named and self.filter != named:
            self.report("filter-name", f"the autoFilter is {self.filter}, and _xlnm._FilterDatabase is {named}", "-")

    def finish(self):
        self.judge_views()
        self.judge_pictures("legacyDrawingHF" in self._drawings)
        found = first_overlap([table.area for table in self.tables])
        if found:
            self.report("table-overlap", f"tables at {found[0]} and {found[1]} overlap", "-")
        for table in self.tables:
            if self.filter and overlap(self.filter, table.area):
                self.report("filter-table", f"the sheet's autoFilter is over the table {table.display_name}", "-")
        related = len(self.package.related(self.name, "table"))
        if related != len(self._table_parts):
            self.report("table-parts", f"{related} tables are related to the sheet, and {len(self._table_parts)} are tableParts", "-")


class ChartsheetPart(WorksheetPart):
    """Section 18.3.1.12: what it shares with a worksheet is of the same types."""

    ROOT = "chartsheet"
    SEQUENCES, ATTRIBUTES = CHARTSHEET_MODELS, CHARTSHEET
