"""Drawing and chart parts that break one rule each: (rule, (part, old, new)...)."""

_DRAWING, _PLACED, _BAR, _PIE = (
    "xl/drawings/drawing1.xml", "xl/drawings/drawing2.xml", "xl/charts/chart1.xml", "xl/charts/chart2.xml")
_CLIENT = "<xdr:clientData/>"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_PICTURE = (
    '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="9" name="a"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>'
    f'<a:blip xmlns:r="{_R}" r:embed="rId1"/></xdr:blipFill><xdr:spPr/></xdr:pic>')
_SHAPE = '<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="a"/></xdr:nvSpPr><xdr:spPr/></xdr:sp>'


def _placed(thing):
    """One more anchor, with a thing of its own."""
    anchor = f'<xdr:absoluteAnchor><xdr:pos x="0" y="0"/><xdr:ext cx="1" cy="1"/>{thing}{_CLIENT}</xdr:absoluteAnchor>'
    return (_DRAWING, "</xdr:wsDr>", anchor + "</xdr:wsDr>")


def _valued_axis(number):
    return f'<c:valAx><c:axId val="{number}"/><c:scaling/><c:axPos val="r"/><c:crossAx val="10"/></c:valAx>'


def _bar(rule, old, new):
    return (rule, (_BAR, old, new))


MUTATIONS = [
    ("element-order", (_DRAWING, _CLIENT, ""), (_DRAWING, "<xdr:graphicFrame", _CLIENT + "<xdr:graphicFrame")),
    ("missing-element", (_DRAWING, _CLIENT, "")),
    ("missing-element", (_PLACED, '<xdr:ext cx="9000000" cy="6000000"/>', "")),
    ("attribute-value", (_PLACED, 'cx="9000000"', 'cx="-1"')),
    ("anchor-place", (_DRAWING, "<xdr:col>9<", "<xdr:col>16384<")),
    ("anchor-place", (_DRAWING, "<xdr:row>20<", "<xdr:row>twenty<")),
    ("anchor-offset", (_DRAWING, "<xdr:colOff>0<", "<xdr:colOff>0.5<")),
    ("frame-chart", (_DRAWING, f'<c:chart xmlns:c="{_C}" xmlns:r="{_R}" r:id="rId1"/>', "")),
    ("frame-uri", (_DRAWING, f'uri="{_C}"', 'uri="http://example.com/"')),
    ("attribute-value", (_DRAWING, '<a:ext cx="0"', '<a:ext cx="-1"')),
    ("missing-attribute", (_PLACED, '<xdr:pos x="0" y="0"/>', '<xdr:pos x="0"/>')),
    ("anchor-order", (_DRAWING, "<xdr:col>9<", "<xdr:col>3<")),
    ("shape-id", _placed(_SHAPE)),
    ("drawing-relationship", (_DRAWING, 'r:id="rId1"', 'r:id="rId2"')),
    ("drawing-relationship", _placed(_PICTURE)),
    ("chart-shared", _placed(
        '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="9" name="a"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>'
        f'<xdr:xfrm/><a:graphic><a:graphicData uri="{_C}"><c:chart xmlns:c="{_C}" xmlns:r="{_R}" r:id="rId1"/></a:graphicData></a:graphic>'
        "</xdr:graphicFrame>")),
    _bar("element-order", '<c:barDir val="col"/><c:grouping val="clustered"/>', '<c:grouping val="clustered"/><c:barDir val="col"/>'),
    _bar("element-order", '<c:gapWidth val="150"/><c:axId val="10"/>', '<c:axId val="10"/><c:gapWidth val="150"/>'),
    _bar("element-order", '<c:idx val="0"/><c:order val="0"/>', '<c:order val="0"/><c:idx val="0"/>'),
    _bar("element-order", '<c:marker val="1"/><c:axId val="10"/>', '<c:axId val="10"/><c:marker val="1"/>'),
    _bar("element-order", '<c:delete val="0"/><c:axPos val="b"/>', '<c:axPos val="b"/><c:delete val="0"/>'),
    _bar("element-order", '<c:legend><c:legendPos val="r"/></c:legend><c:plotVisOnly val="1"/>',
         '<c:plotVisOnly val="1"/><c:legend><c:legendPos val="r"/></c:legend>'),
    _bar("element-order", '<c:roundedCorners val="0"/><c:chart>', '<c:txPr/><c:chart>'),
    _bar("missing-element", '<c:axId val="10"/><c:axId val="20"/></c:barChart>', '<c:axId val="10"/></c:barChart>'),
    _bar("missing-element", '<c:scaling><c:orientation val="minMax"/></c:scaling>', ""),
    ("element-order", (_PIE, '<c:firstSliceAng val="0"/>', ""), (_PIE, '<c:varyColors val="1"/>',
     '<c:firstSliceAng val="0"/><c:varyColors val="1"/>')),
    ("unknown-element", (_PIE, '<c:firstSliceAng val="0"/>', '<c:axId val="1"/>')),
    _bar("attribute-value", 'barDir val="col"', 'barDir val="up"'),
    _bar("axis-absent", '<c:axId val="10"/><c:axId val="20"/></c:barChart>', '<c:axId val="10"/><c:axId val="30"/></c:barChart>'),
    _bar("axis-unused", "</c:valAx>", "</c:valAx>" + _valued_axis(30)),
    _bar("axis-crossing", '<c:crossAx val="20"/>', '<c:crossAx val="30"/>'),
    _bar("axis-crossing", '<c:crossAx val="20"/>', '<c:crossAx val="10"/>'),
    _bar("axis-duplicate", "</c:valAx>", "</c:valAx>" + _valued_axis(20)),
    _bar("series-duplicate", '<c:idx val="1"/>', '<c:idx val="0"/>'),
    _bar("series-duplicate", '<c:order val="1"/>', '<c:order val="0"/>'),
    _bar("chart-sheet", "Sales!$B$2:$B$4", "Sold!$B$2:$B$4"),
    _bar("chart-formula", "Sales!$B$2:$B$4", "(Sales!$B$2:$B$4"),
    _bar("chart-formula", "Sales!$B$2:$B$4", ""),
    _bar("chart-formula", "Sales!$B$2:$B$4", "$B$2:$B$4"),
    _bar("missing-attribute", '<c:axPos val="b"/>', "<c:axPos/>"),
    _bar("point-count", '<c:pt idx="1">', '<c:pt idx="3">'),
    _bar("point-cells", 'General</c:formatCode><c:ptCount val="3"/>', 'General</c:formatCode><c:ptCount val="4"/>'),
    _bar("point-duplicate", '<c:pt idx="1">', '<c:pt idx="0">'),
    _bar("point-value", "<c:v>2.5</c:v>", "<c:v>2,5</c:v>"),
]
