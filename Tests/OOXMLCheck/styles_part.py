"""The styles part (ECMA-376 part 1, section 18.8)."""
from number_format import format_problem
from references import utf16_length, xstring
from spreadsheet_attributes import STYLES
from spreadsheet_sequences import STYLES_MODELS
from xml_part import XMLPart

_COLLECTIONS = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles")
# 18.8.30: the built-in formats that Excel itself writes out in another locale.
_LOCALE_FORMATS = frozenset([*range(5, 9), *range(14, 23), *range(27, 37), *range(41, 45), *range(50, 82)])


class StylesPart(XMLPart):
    NAMESPACE, ROOT = "x", "styleSheet"
    SEQUENCES, ATTRIBUTES = STYLES_MODELS, STYLES
    # Excel's "64,000 cell styles" are 65,490 in the format.
    MOST_CELL_FORMATS = 65_490
    FIRST_CUSTOM_FORMAT = 164

    def __init__(self, package, name):
        super().__init__(package, name)
        self.counts = {}
        self.table_styles = set()
        self._formats = {}
        self._first_fills = []
        self._uses = []
        self._cell_styles = set()
        self._said = {}
        self._elements = None
        self._properties = None

    def _count_child(self, name):
        if self.path[-1] in _COLLECTIONS and len(self.path) == 2:
            self.counts[self.path[-1]] = self.counts.get(self.path[-1], 0) + 1
        return super()._count_child(name)

    def _remember_count(self, attributes):
        self._said[self.path[-1]] = attributes

    start_numFmts = start_fonts = start_fills = start_borders = start_cellStyleXfs = _remember_count
    start_cellXfs = start_cellStyles = start_dxfs = start_tableStyles = _remember_count

    def _judge_collection(self, _):
        name = self.path[-1]
        self.judge_count(self._said.get(name, {}), self.counts.get(name, 0), name)

    end_numFmts = end_fonts = end_fills = end_borders = end_cellStyleXfs = _judge_collection
    end_cellXfs = end_cellStyles = end_dxfs = end_tableStyles = _judge_collection

    def start_numFmt(self, attributes):
        number, code = int(attributes["numFmtId"]), xstring(attributes["formatCode"])
        problem = format_problem(code)
        if problem:
            self.report("format-code", f"{code[:60]!r} {problem}")
        if self.path[-2] != "numFmts":
            return
        if number < self.FIRST_CUSTOM_FORMAT and number not in _LOCALE_FORMATS:
            self.report("format-id", f"{number} is a built-in format's")
        if number in self._formats:
            self.report("format-id-duplicate", f"{number} is there twice")
        self._formats[number] = code

    def start_font(self, _):
        self._properties = set()

    def _font_property(self, _):
        if self.path[-2] != "font":
            return
        # 18.8.22: a choice in any order, of which Excel takes each once.
        if self.path[-1] in self._properties:
            self.report("font-property-repeated", f"{self.path[-1]} is there twice in a font")
        self._properties.add(self.path[-1])

    start_b = start_i = start_strike = start_u = start_sz = start_color = start_family = start_vertAlign = start_scheme = _font_property

    def start_name(self, attributes):
        self._font_property(attributes)
        if utf16_length(attributes["val"]) > 31:
            self.report("font-name", f"{attributes['val'][:40]!r} is longer than 31 characters")

    def start_patternFill(self, attributes):
        if self.path[1] == "fills" and len(self._first_fills) < 2:
            self._first_fills.append(attributes.get("patternType", "none"))

    def start_alignment(self, attributes):
        rotation = attributes.get("textRotation")
        if rotation and 180 < float(rotation) < 255:
            self.report("text-rotation", f"{rotation} is not 0 to 180, or 255")

    def start_xf(self, attributes):
        self._uses.append((self.path[1], attributes, self.where()))

    def start_cellStyle(self, attributes):
        self._uses.append(("cellStyles", attributes, self.where()))
        name = attributes.get("name", "").casefold()
        if name in self._cell_styles:
            self.report("cell-style-duplicate", f"{attributes['name']!r} is there twice")
        self._cell_styles.add(name)

    def start_tableStyle(self, attributes):
        name = attributes["name"]
        if name.casefold() in self.table_styles:
            self.report("table-style-duplicate", f"{name!r} is there twice")
        self.table_styles.add(name.casefold())
        self._elements = (attributes, [])

    def start_tableStyleElement(self, attributes):
        if attributes["type"] in self._elements[1]:
            self.report("table-style-element-duplicate", f"{attributes['type']} is there twice")
        self._elements[1].append(attributes["type"])
        self._uses.append(("tableStyles", attributes, self.where()))

    def end_tableStyle(self, _):
        self.judge_count(self._elements[0], len(self._elements[1]), "tableStyle")

    def finish(self):
        if self.counts.get("fills") and self._first_fills != ["none", "gray125"]:
            self.report("first-fills", f"fills 0 and 1 are {self._first_fills}, not none and gray125", "-")
        if self.counts.get("cellXfs", 0) > self.MOST_CELL_FORMATS:
            self.report("cell-formats", f"{self.counts['cellXfs']} cell formats are more than {self.MOST_CELL_FORMATS}", "-")
        for kind, attributes, where in self._uses:
            for attribute, collection in (
                    ("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders"), ("xfId", "cellStyleXfs"), ("dxfId", "dxfs")):
                # An xf of cellStyleXfs is a parent itself, and its xfId means nothing.
                if attribute in attributes and not (kind == "cellStyleXfs" and attribute == "xfId"):
                    if int(attributes[attribute]) >= self.counts.get(collection, 0):
                        self.report("style-index", f"{attribute}={attributes[attribute]} is not among the {collection}", where)
            number = int(attributes.get("numFmtId", 0))
            if number >= self.FIRST_CUSTOM_FORMAT and number not in self._formats:
                self.report("format-undefined", f"numFmtId={number} has no numFmt", where)
