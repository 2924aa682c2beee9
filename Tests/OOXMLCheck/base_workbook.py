"""A workbook with something of everything that the checker judges, and in which it finds nothing."""
import io
import zipfile

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_TYPE = "application/vnd.openxmlformats-officedocument"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _relationships(*entries):
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">' + "".join(
        f'<Relationship Id="{identifier}" Type="{kind if "/" in kind else _R + "/" + kind}" Target="{target}"{mode}/>'
        for identifier, kind, target, mode in entries) + "</Relationships>"


_OVERRIDES = {
    "xl/workbook.xml": "spreadsheetml.sheet.main", "xl/worksheets/sheet1.xml": "spreadsheetml.worksheet",
    "xl/worksheets/sheet2.xml": "spreadsheetml.worksheet", "xl/chartsheets/sheet1.xml": "spreadsheetml.chartsheet",
    "xl/styles.xml": "spreadsheetml.styles", "xl/sharedStrings.xml": "spreadsheetml.sharedStrings",
    "xl/tables/table1.xml": "spreadsheetml.table", "xl/tables/table2.xml": "spreadsheetml.table",
    "xl/drawings/drawing1.xml": "drawing", "xl/drawings/drawing2.xml": "drawing",
    "xl/charts/chart1.xml": "drawingml.chart", "xl/charts/chart2.xml": "drawingml.chart", "docProps/app.xml": "extended-properties",
}


def _series(number, tail=""):
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef><c:f>Sales!$B$1</c:f><c:strCache><c:ptCount val="1"/>'
        '<c:pt idx="0"><c:v>Sum</c:v></c:pt></c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:f>Sales!$A$2:$A$4</c:f><c:strCache>'
        '<c:ptCount val="3"/><c:pt idx="0"><c:v>a</c:v></c:pt><c:pt idx="2"><c:v>c</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val>'
        '<c:numRef><c:f>Sales!$B$2:$B$4</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="3"/><c:pt idx="0"><c:v>1'
        f'</c:v></c:pt><c:pt idx="1"><c:v>2.5</c:v></c:pt></c:numCache></c:numRef></c:val>{tail}</c:ser>')


def _axis(kind, own, other, position, tail=""):
    return (f'<c:{kind}><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
            f'<c:axPos val="{position}"/><c:crossAx val="{other}"/><c:crosses val="autoZero"/>{tail}</c:{kind}>')


def _chart(plots):
    return (f'{_XML}<c:chartSpace xmlns:c="{_DRAWING}/chart" xmlns:a="{_DRAWING}/main" xmlns:r="{_R}"><c:roundedCorners val="0"/><c:chart>'
            f'<c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{plots}</c:plotArea><c:legend><c:legendPos val="r"/></c:legend>'
            '<c:plotVisOnly val="1"/></c:chart></c:chartSpace>')


def _drawing(*anchors):
    return (f'{_XML}<xdr:wsDr xmlns:xdr="{_DRAWING}/spreadsheetDrawing" xmlns:a="{_DRAWING}/main">{"".join(anchors)}</xdr:wsDr>')


def _frame(number):
    return (
        f'<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="{number}" name="Chart {number}"/><xdr:cNvGraphicFramePr/>'
        '</xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData '
        f'uri="{_DRAWING}/chart"><c:chart xmlns:c="{_DRAWING}/chart" xmlns:r="{_R}" r:id="rId1"/></a:graphicData></a:graphic>'
        '</xdr:graphicFrame><xdr:clientData/>')


_CORNERS = ('<xdr:from><xdr:col>4</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>9</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>'
            '<xdr:to><xdr:col>9</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>20</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>')
_SMOOTH = '<c:smooth val="0"/>'
_MARGINS = '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'

_SHEET_1 = (
    f'{_XML}<worksheet xmlns="{_MAIN}" xmlns:r="{_R}"><sheetPr><tabColor rgb="FF00FF00"/><pageSetUpPr fitToPage="1"/></sheetPr>'
    '<dimension ref="A1:H12"/><sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane xSplit="1" ySplit="1" topLeftCell="B2" '
    'activePane="bottomRight" state="frozen"/><selection pane="topRight"/><selection pane="bottomLeft"/><selection pane="bottomRight" '
    'activeCell="B2" sqref="B2"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15" outlineLevelRow="1"/><cols><col min="1" '
    'max="1" width="20" customWidth="1"/><col min="2" max="3" width="12.5" style="1" customWidth="1"/></cols><sheetData>'
    '<row r="1" ht="18" customHeight="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="s"><v>0</v></c>'
    '<c r="C1" t="inlineStr"><is><t>Two_x000a_lines [x]</t></is></c></row>'
    '<row r="2"><c r="A2" t="str"><v>a</v></c><c r="B2" s="1"><v>1</v></c><c r="C2" t="b"><v>1</v></c></row>'
    '<row r="3" outlineLevel="1"><c r="A3" t="inlineStr"><is><t xml:space="preserve"> b</t></is></c><c r="B3"><v>2.5</v></c>'
    '<c r="C3" t="e"><v>#N/A</v></c></row>'
    '<row r="4" outlineLevel="1"><c r="A4" t="s"><v>1</v></c><c r="B4" t="n"/><c r="C4" t="d"><v>2024-02-29</v></c></row>'
    '<row r="5"><c r="A5" t="inlineStr"><is><t>All</t></is></c><c r="B5"><f>SUBTOTAL(109,Table1[Sum])</f><v>3.5</v></c>'
    "<c r=\"C5\"><f>MAX(Table1[Two\nlines '[x']])</f><v>0</v></c></row>"
    '<row r="7"><c r="A7"><f>SUM(Sales!B2:B4)</f><v>3.5</v></c><c r="B7"><f t="shared" ref="B7:B8" si="0">A7*2</f><v>7</v></c></row>'
    '<row r="8"><c r="A8" t="inlineStr"><is><t>link</t></is></c><c r="B8"><f t="shared" si="0"/><v>0</v></c></row>'
    '<row r="10"><c r="G10" t="inlineStr"><is><t>X</t></is></c><c r="H10" t="inlineStr"><is><t>Y</t></is></c></row>'
    '<row r="12"><c r="H12"><f t="array" ref="H12">SUM(H11:H11)</f><v>0</v></c></row></sheetData>'
    '<mergeCells count="2"><mergeCell ref="A15:B16"/><mergeCell ref="C15:D15"/></mergeCells>'
    '<conditionalFormatting sqref="B2:B4"><cfRule type="cellIs" dxfId="0" priority="1" operator="between"><formula>1</formula>'
    '<formula>2</formula></cfRule><cfRule type="colorScale" priority="2"><colorScale><cfvo type="min"/><cfvo type="max"/>'
    '<color rgb="FFFF0000"/><color theme="1"/></colorScale></cfRule><cfRule type="dataBar" priority="3"><dataBar><cfvo type="min"/>'
    '<cfvo type="max"/><color rgb="FF638EC6"/></dataBar></cfRule><cfRule type="iconSet" priority="4"><iconSet iconSet="3Arrows">'
    '<cfvo type="percent" val="0"/><cfvo type="percent" val="33"/><cfvo type="percent" val="67"/></iconSet></cfRule>'
    '<cfRule type="top10" dxfId="0" priority="5" rank="3"/></conditionalFormatting>'
    '<dataValidations count="2"><dataValidation type="list" prompt="Pick" sqref="D2:D4"><formula1>"a,b"</formula1></dataValidation>'
    '<dataValidation type="whole" sqref="E2"><formula1>1</formula1><formula2>9</formula2></dataValidation></dataValidations>'
    '<hyperlinks><hyperlink ref="A8" r:id="rId1" tooltip="tip"/><hyperlink ref="A7" location="Log!A1"/></hyperlinks>'
    f'{_MARGINS}<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/><headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"&amp;14 '
    'T &amp;&amp; U&amp;R&amp;P / &amp;N</oddHeader></headerFooter><rowBreaks count="1" manualBreakCount="1"><brk id="6" max="16383" '
    'man="1"/></rowBreaks><drawing r:id="rId2"/><tableParts count="2"><tablePart r:id="rId3"/><tablePart r:id="rId4"/></tableParts>'
    '</worksheet>')

_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="0.00&quot; €&quot;;[Red]\\-0"/>'
    '<numFmt numFmtId="165" formatCode="yyyy"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/>'
    '<sz val="11"/><name val="Arial"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill>'
    '<patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top style="thin"><color auto="1"/>'
    '</top><bottom/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="164" fontId="1" fillId="0" '
    'borderId="0" xfId="0"><alignment textRotation="90"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" '
    'builtinId="0"/></cellStyles><dxfs count="1"><dxf><font><b/></font><fill><patternFill><bgColor rgb="FFFF0000"/></patternFill></fill>'
    '</dxf></dxfs><tableStyles count="1" defaultTableStyle="TableStyleMedium9"><tableStyle name="House" pivot="0" count="1">'
    '<tableStyleElement type="headerRow" dxfId="0"/></tableStyle></tableStyles></styleSheet>')

PARTS = {
    "[Content_Types].xml":
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        + "".join(f'<Override PartName="/{part}" ContentType="{_TYPE}.{kind}+xml"/>' for part, kind in _OVERRIDES.items()) + "</Types>",
    "_rels/.rels": _relationships(
        ("rId1", "officeDocument", "xl/workbook.xml", ""),
        ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml", ""),
        ("rId3", "extended-properties", "docProps/app.xml", "")),
    "docProps/core.xml":
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>Sales</dc:title>'
        '<dc:creator>House</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">2024-02-29T10:00:00Z</dcterms:created>'
        '</cp:coreProperties>',
    "docProps/app.xml":
        f'{_XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><Application>House</Application><TitlesOfParts>'
        '<vt:vector size="2" baseType="lpstr"><vt:lpstr>Sales</vt:lpstr><vt:lpstr>Log</vt:lpstr></vt:vector></TitlesOfParts></Properties>',
    "xl/workbook.xml":
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_R}"><workbookPr/><bookViews><workbookView activeTab="0"/></bookViews><sheets>'
        '<sheet name="Sales" sheetId="1" r:id="rId1"/><sheet name="Log" sheetId="2" state="hidden" r:id="rId2"/>'
        '<sheet name="Chart" sheetId="3" r:id="rId3"/></sheets><definedNames>'
        '<definedName name="_xlnm._FilterDatabase" localSheetId="1" hidden="1">Log!$A$1:$B$3</definedName>'
        '<definedName name="_xlnm.Print_Area" localSheetId="0">Sales!$A$1:$C$8</definedName>'
        "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">Sales!$A:$A,'Sales'!$1:$1</definedName>"
        '<definedName name="Rate">0.24</definedName><definedName name="Total">Sales!$B$5</definedName></definedNames><calcPr/></workbook>',
    "xl/_rels/workbook.xml.rels": _relationships(
        ("rId1", "worksheet", "worksheets/sheet1.xml", ""), ("rId2", "worksheet", "/xl/worksheets/sheet2.xml", ""),
        ("rId3", "chartsheet", "chartsheets/sheet1.xml", ""), ("rId4", "styles", "styles.xml", ""),
        ("rId5", "sharedStrings", "sharedStrings.xml", "")),
    "xl/worksheets/sheet1.xml": _SHEET_1,
    "xl/worksheets/_rels/sheet1.xml.rels": _relationships(
        ("rId1", "hyperlink", "https://example.com/a?b=c&amp;d=e#f", ' TargetMode="External"'),
        ("rId2", "drawing", "../drawings/drawing1.xml", ""), ("rId3", "table", "../tables/table1.xml", ""),
        ("rId4", "table", "../tables/table2.xml", "")),
    "xl/worksheets/sheet2.xml":
        f'{_XML}<worksheet xmlns="{_MAIN}" xmlns:r="{_R}"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
        f'</row></sheetData><autoFilter ref="A1:B3"><filterColumn colId="1"><filters><filter val="x"/></filters></filterColumn>'
        f'</autoFilter>{_MARGINS}</worksheet>',
    "xl/chartsheets/sheet1.xml":
        f'{_XML}<chartsheet xmlns="{_MAIN}" xmlns:r="{_R}"><sheetViews><sheetView workbookViewId="0" zoomToFit="1"/></sheetViews>{_MARGINS}'
        '<drawing r:id="rId1"/></chartsheet>',
    "xl/chartsheets/_rels/sheet1.xml.rels": _relationships(("rId1", "drawing", "../drawings/drawing2.xml", "")),
    "xl/styles.xml": _STYLES,
    "xl/sharedStrings.xml":
        f'{_XML}<sst xmlns="{_MAIN}" count="4" uniqueCount="2"><si><t>Sum</t></si><si><r><rPr><b/></rPr><t>c</t></r><r><t>d</t></r></si>'
        '</sst>',
    "xl/tables/table1.xml":
        f'{_XML}<table xmlns="{_MAIN}" id="1" name="Table1" displayName="Table1" ref="A1:C5" totalsRowCount="1"><autoFilter ref="A1:C4"/>'
        '<tableColumns count="3"><tableColumn id="1" name="Name" totalsRowLabel="All"/><tableColumn id="2" name="Sum" '
        'totalsRowFunction="sum"/><tableColumn id="3" name="Two_x000a_lines [x]" totalsRowFunction="custom"><totalsRowFormula>'
        "MAX(Table1[Two\nlines '[x']])</totalsRowFormula></tableColumn></tableColumns><tableStyleInfo name=\"House\" "
        'showRowStripes="1"/></table>',
    "xl/tables/table2.xml":
        f'{_XML}<table xmlns="{_MAIN}" id="2" name="Other" displayName="Other" ref="G10:H11"><autoFilter ref="G10:H11"/>'
        '<tableColumns count="2"><tableColumn id="1" name="X"/><tableColumn id="2" name="Y"/></tableColumns>'
        '<tableStyleInfo name="TableStyleLight21"/></table>',
    "xl/drawings/drawing1.xml": _drawing(f'<xdr:twoCellAnchor>{_CORNERS}{_frame(2)}</xdr:twoCellAnchor>'),
    "xl/drawings/_rels/drawing1.xml.rels": _relationships(("rId1", "chart", "../charts/chart1.xml", "")),
    "xl/drawings/drawing2.xml": _drawing(
        f'<xdr:absoluteAnchor><xdr:pos x="0" y="0"/><xdr:ext cx="9000000" cy="6000000"/>{_frame(2)}</xdr:absoluteAnchor>'),
    "xl/drawings/_rels/drawing2.xml.rels": _relationships(("rId1", "chart", "../charts/chart2.xml", "")),
    "xl/charts/chart1.xml": _chart(
        f'<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/>{_series(0)}<c:gapWidth val="150"/><c:axId val="10"/>'
        f'<c:axId val="20"/></c:barChart><c:lineChart><c:grouping val="standard"/>{_series(1, _SMOOTH)}'
        '<c:marker val="1"/><c:axId val="10"/><c:axId val="20"/></c:lineChart>' + _axis("catAx", 10, 20, "b")
        + _axis("valAx", 20, 10, "l", '<c:crossBetween val="between"/>')),
    "xl/charts/chart2.xml": _chart(f'<c:pieChart><c:varyColors val="1"/>{_series(0)}<c:firstSliceAng val="0"/></c:pieChart>'),
}


def archive(parts, extra=()):
    """The bytes of a ZIP archive of parts, and after them entries whose names may be anything."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in [*parts.items(), *extra]:
            file.writestr(name, text if isinstance(text, bytes) else text.encode())
    return stream.getvalue()
