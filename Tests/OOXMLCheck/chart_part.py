"""The chart part (ECMA-376 part 1, section 21.2)."""
from attribute_types import attributes, is_double
from drawing_sequences import CHART_MODELS
from references import absolute_area, formula_problem, sheet_and_area, sheets_named
from worksheet_cells import ERRORS
from xml_part import XMLPart

_AXES = ("catAx", "valAx", "dateAx", "serAx")
_VALUED = {
    "axId": "unsigned", "crossAx": "unsigned", "idx": "unsigned", "order": "unsigned", "ptCount": "unsigned",
    "barDir": "bar|col", "axPos": "b|l|r|t", "crosses": "autoZero|max|min", "crossBetween": "between|midCat",
    "orientation": "maxMin|minMax", "legendPos": "b|tr|l|r|t", "dispBlanksAs": "span|gap|zero", "tickLblPos": "high|low|nextTo|none",
    "majorTickMark": "cross|in|none|out", "minorTickMark": "cross|in|none|out",
    "barChart/grouping": "percentStacked|clustered|standard|stacked", "lineChart/grouping": "percentStacked|standard|stacked",
    "areaChart/grouping": "percentStacked|standard|stacked", "gapWidth": "0..500", "overlap": "-100..100",
    "firstSliceAng": "0..360", "holeSize": "1..90", "symbol": "circle|dash|diamond|dot|none|picture|plus|square|star|triangle|x|auto",
    "marker/size": "2..72", "chartSpace/style": "1..48", "lblOffset": "0..1000", "logBase": "2..1000", "max": "double", "min": "double",
    "dLblPos": "bestFit|b|ctr|inBase|inEnd|l|outEnd|r|t",
}

# What has no default in the schema.
_REQUIRED = ("axId", "crossAx", "idx", "order", "ptCount", "axPos", "crosses", "crossBetween", "symbol", "logBase", "max", "min", "dLblPos")


class ChartPart(XMLPart):
    NAMESPACE, ROOT = "c", "chartSpace"
    SEQUENCES = CHART_MODELS
    ATTRIBUTES = attributes({name: f"val:{kind}" for name, kind in _VALUED.items()}, {
        **{name: f"val:{_VALUED[name]}!" for name in _REQUIRED},
        "pt": "idx:unsigned! formatCode:string", "numFmt": "formatCode:string! sourceLinked:boolean",
        "delete": "val:boolean", "varyColors": "val:boolean", "smooth": "val:boolean", "overlay": "val:boolean",
        "autoTitleDeleted": "val:boolean", "plotVisOnly": "val:boolean", "roundedCorners": "val:boolean"})

    def __init__(self, package, name, sheet_names):
        super().__init__(package, name)
        self.sheet_names = sheet_names
        self._axes = {}
        self._axis = None
        self._uses = {}
        self._series = {"idx": set(), "order": set()}
        self._area = None
        self._count, self._points = None, set()

    def start_axId(self, attributes):
        number = attributes.get("val")
        if self.path[-2] not in _AXES:
            # The third axis of a 3D chart that has none is written as 0, by Excel too.
            if number != "0" or not self.path[-2].endswith("3DChart"):
                self._uses.setdefault(number, self.where())
            return
        if number in self._axes:
            self.report("axis-duplicate", f"axis {number} is there twice")
        self._axis = number
        self._axes[number] = None

    def start_crossAx(self, attributes):
        self._axes[self._axis] = attributes.get("val")

    def _series_number(self, attributes):
        kind, number = self.path[-1], attributes.get("val")
        if self.path[-2] == "ser":
            if number in self._series[kind]:
                self.report("series-duplicate", f"two series have {kind} {number}")
            self._series[kind].add(number)

    start_idx = start_order = _series_number

    def end_f(self, text):
        self._area = None
        problem = "is empty" if not text.strip() else "names no sheet" if "!" not in text else formula_problem(text)
        absent = [] if problem else [name for name in sheets_named(text) if name.casefold() not in self.sheet_names]
        if problem:
            self.report("chart-formula", f"{text[:60]!r} {problem}")
        elif absent:
            self.report("chart-sheet", f"{text[:60]!r} refers to the sheet {absent[0]!r}, which there is not")
        else:
            found = sheet_and_area(text)
            self._area = found and absolute_area(found[1])

    def _start_cache(self, _):
        self._count, self._points = None, set()

    start_numCache = start_strCache = start_numLit = start_strLit = start_multiLvlStrCache = _start_cache

    def start_lvl(self, _):
        self._points = set()

    def start_ptCount(self, attributes):
        self._count = int(attributes.get("val", 0))

    def start_pt(self, attributes):
        number = int(attributes["idx"])
        if number in self._points:
            self.report("point-duplicate", f"two points have idx {number}")
        self._points.add(number)

    def end_v(self, text):
        if len(self.path) > 2 and self.path[-3] in ("numCache", "numLit") and not is_double(text) and text not in ERRORS:
            self.report("point-value", f"{text[:40]!r} is neither a finite number nor an error")

    def _end_cache(self, _):
        # An empty cell has no point, so there may be fewer; but none beyond the count, and no more than cells.
        if self._points and (self._count is None or max(self._points) >= self._count):
            self.report("point-count", f"ptCount is {self._count}, and there is a point {max(self._points)}")
        if self._area and self._count is not None and self.path[-1] != "multiLvlStrCache":
            top, left, bottom, right = self._area
            cells = (bottom - top + 1) * (right - left + 1)
            if self._count > cells:
                self.report("point-cells", f"ptCount is {self._count}, and the area has {cells} cells")
        self._area = None

    end_numCache = end_strCache = end_numLit = end_strLit = end_multiLvlStrCache = _end_cache

    def finish(self):
        for number, where in self._uses.items():
            if number not in self._axes:
                self.report("axis-absent", f"a chart is on axis {number}, which there is not", where)
        for number, other in self._axes.items():
            if number not in self._uses:
                self.report("axis-unused", f"no chart is on axis {number}", "-")
            if other not in self._axes:
                self.report("axis-crossing", f"axis {number} crosses axis {other}, which there is not", "-")
            elif other == number:
                self.report("axis-crossing", f"axis {number} crosses itself", "-")
