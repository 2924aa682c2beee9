"""The drawing part (ECMA-376 part 1, section 20.5)."""
import re

from attribute_types import attributes
from drawing_sequences import DRAWING_MODELS
from references import MAX_COLUMN, MAX_ROW
from xml_part import NAMESPACES, XMLPart

_OFFSET = re.compile(r"-?\d{1,14}$")
_CHARTS = tuple(namespace for namespace, prefix in NAMESPACES.items() if prefix == "c")
# 20.1.10.16 and 20.1.10.42, in EMU.
_PLACE, _SIZE = "-27273042329600..27273042316900", "0..27273042316900"


class DrawingPart(XMLPart):
    NAMESPACE, ROOT = "xdr", "wsDr"
    SEQUENCES = DRAWING_MODELS
    ATTRIBUTES = attributes({
        "twoCellAnchor": "editAs:twoCell|oneCell|absolute",
        "absoluteAnchor/pos": f"x:{_PLACE}! y:{_PLACE}!",
        "a:off": f"x:{_PLACE}! y:{_PLACE}!",
        "xfrm/a:ext": f"cx:{_SIZE}! cy:{_SIZE}!",
        "cNvPr": "id:unsigned! name:string! descr:string hidden:boolean title:string",
        "oneCellAnchor/ext": f"cx:{_SIZE}! cy:{_SIZE}!",
        "absoluteAnchor/ext": f"cx:{_SIZE}! cy:{_SIZE}!",
        "graphicFrame": "macro:string fPublished:boolean",
        "clientData": "fLocksWithSheet:boolean fPrintsWithSheet:boolean",
        "a:graphicData": "uri:string!",
        "c:chart": "r:id:string!",
    })

    def __init__(self, package, name):
        super().__init__(package, name)
        self.charts = []
        self._ids = set()
        self._corner = {}
        self._from = None
        self._awaits_chart = False

    def start_cNvPr(self, attributes):
        if attributes["id"] in self._ids:
            self.report("shape-id", f"id {attributes['id']} is there twice")
        self._ids.add(attributes["id"])

    def _start_corner(self, _):
        self._corner = {}

    start_from = start_to = _start_corner

    def _end_place(self, text):
        if self.path[-2] in ("from", "to"):
            limit = {"col": MAX_COLUMN, "row": MAX_ROW}[self.path[-1]]
            if not text.strip().isdecimal() or int(text) >= limit:
                self.report("anchor-place", f"{self.path[-1]} {text[:20]!r} is not in 0..{limit - 1}")
            else:
                self._corner[self.path[-1]] = int(text)

    end_col = end_row = _end_place

    def _end_offset(self, text):
        if self.path[-2] in ("from", "to") and not _OFFSET.match(text.strip()):
            self.report("anchor-offset", f"{self.path[-1]} {text[:20]!r} is not a length in EMU")

    end_colOff = end_rowOff = _end_offset

    def end_from(self, _):
        self._from = self._corner

    def end_to(self, _):
        if self._from and any(self._from.get(key, 0) > place for key, place in self._corner.items()):
            self.report("anchor-order", "the anchor ends before it starts")

    def start_a_graphicData(self, attributes):
        self._awaits_chart = attributes["uri"] in _CHARTS

    def end_a_graphicData(self, _):
        if self._awaits_chart:
            self.report("frame-chart", "a graphic that says that it is a chart has none")
        self._awaits_chart = False

    def start_c_chart(self, attributes):
        if not self._awaits_chart:
            self.report("frame-uri", "the uri of the graphic is not a chart's")
        self._awaits_chart = False
        found = self.package.relationships(self.name).get(attributes["r:id"])
        if not found or found.kind != "chart":
            self.report("drawing-relationship", f"{attributes['r:id']} does not lead to a chart")
        elif found.target in self.charts:
            self.report("chart-shared", f"{found.target} is in two frames")
        else:
            self.charts.append(found.target)

    def start_a_blip(self, attributes):
        for attribute in ("r:embed", "r:link"):
            if attributes.get(attribute):
                found = self.package.relationships(self.name).get(attributes[attribute])
                if not found or found.kind != "image":
                    self.report("drawing-relationship", f"{attributes[attribute]} does not lead to an image")
