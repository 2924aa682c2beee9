"""Views, columns and the outline of a worksheet (ECMA-376 part 1, sections 18.3.1.17, 18.3.1.66, 18.3.1.78, 18.3.1.81, 18.3.1.87)."""
from references import MAX_COLUMN, area, areas, cell


class ViewRules:
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.format_level = 0
        self.dimension = None
        self._last_column = 0
        self._view = {}
        self._pane = None
        self._selections = set()
        self._views_seen = set()

    def start_sheetView(self, attributes):
        self._view, self._pane, self._selections = attributes, None, set()
        number = int(attributes["workbookViewId"])
        if number >= self.book.views:
            self.report("workbook-view", f"workbookViewId {number} is not among the {self.book.views} views of the workbook")
        if number in self._views_seen:
            self.report("workbook-view-duplicate", f"two views of the sheet are in view {number} of the workbook")
        self._views_seen.add(number)

    def start_pane(self, attributes):
        self._pane = attributes
        across, down = (float(attributes.get(name, 0)) for name in ("xSplit", "ySplit"))
        if across < 0 or down < 0 or not (across or down):
            self.report("pane-split", f"xSplit {across:g} and ySplit {down:g} split nothing")
            return
        active = attributes.get("activePane", "topLeft")
        if active not in self._panes():
            self.report("pane-active", f"the pane {active} is not there with xSplit {across:g} and ySplit {down:g}")
        if not attributes.get("state", "split").startswith("frozen"):
            return
        if across % 1 or down % 1:
            self.report("pane-frozen", "a frozen pane splits between whole columns and rows")
        # The panes after the split start after the frozen columns and rows, which start at the view's own topLeftCell.
        top, left = cell(self._view.get("topLeftCell", "A1"))
        row, column = cell(attributes.get("topLeftCell", "")) or (0, 0)
        if row < top + down or column < left + across:
            self.report("pane-top-left", f"topLeftCell {attributes.get('topLeftCell')} is among the frozen columns and rows")

    def _panes(self):
        if not self._pane:
            return {"topLeft"}
        across, down = (float(self._pane.get(name, 0)) for name in ("xSplit", "ySplit"))
        found = {"topLeft"}
        if across:
            found.add("topRight")
        if down:
            found.add("bottomLeft")
        return found | {"bottomRight"} if across and down else found

    def start_selection(self, attributes):
        pane = attributes.get("pane", "topLeft")
        if pane not in self._panes():
            self.report("selection-pane", f"the pane {pane} is not there")
        if pane in self._selections:
            self.report("selection-duplicate", f"the pane {pane} has two selections")
        self._selections.add(pane)
        selected = attributes.get("sqref", "A1").split()
        index = int(attributes.get("activeCellId", 0))
        active = cell(attributes.get("activeCell", "A1"))
        top, left, bottom, right = area(selected[index]) if index < len(selected) else (0, 0, 0, 0)
        if not (top <= active[0] <= bottom and left <= active[1] <= right):
            self.report("selection-active", f"activeCell {attributes.get('activeCell', 'A1')} is not in the selected {' '.join(selected)}")

    def start_sheetFormatPr(self, attributes):
        self.format_level = int(float(attributes.get("outlineLevelRow", 0)))

    def start_col(self, attributes):
        low, high = int(attributes["min"]), int(attributes["max"])
        if not 1 <= low <= high <= MAX_COLUMN:
            self.report("column-range", f"min {low} and max {high} are not in 1..{MAX_COLUMN} in that order")
        elif low <= self._last_column:
            self.report("column-order", f"min {low} comes after column {self._last_column}")
        self._last_column = max(self._last_column, high)
        style = attributes.get("style")
        if style is not None and int(style) >= self.book.cell_formats:
            self.report("column-style", f"style={style} is not among the {self.book.cell_formats} cell formats")

    def start_dimension(self, attributes):
        self.dimension = area(attributes["ref"])

    def judge_views(self):
        if self.row_level > self.format_level:
            self.report(
                "outline-level", f"outlineLevel {self.row_level} is used, and sheetFormatPr says outlineLevelRow {self.format_level}", "-")
        said, used = self.dimension, self.used
        if said and used and not (said[0] <= used[0] and said[1] <= used[1] and said[2] >= used[2] and said[3] >= used[3]):
            self.report("dimension", f"cells {used} (top, left, bottom, right) are outside the dimension {said}", "-")

    def start_protectedRange(self, attributes):
        if not areas(attributes.get("sqref", "")):
            self.report("protected-range", "has no area")
