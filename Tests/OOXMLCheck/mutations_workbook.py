"""Workbook, styles and shared strings parts that break one rule each: (rule, (part, old, new)...)."""

_WORKBOOK, _STYLES, _STRINGS, _RELATIONS = "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"
_RATE = '<definedName name="Rate">0.24</definedName>'


def _name(name, text="1", scope=""):
    return (_WORKBOOK, _RATE, f'{_RATE}<definedName name="{name}"{scope}>{text}</definedName>')


def _chart_sheet(name):
    """No formula names the chart sheet, so its name may be anything."""
    return (_WORKBOOK, 'name="Chart"', f'name="{name}"')


_TITLES = "Sales!$A:$A,'Sales'!$1:$1"
_WORKBOOK_MUTATIONS = [
    ("element-order", (_WORKBOOK, "<calcPr/>", ""), (_WORKBOOK, "<definedNames>", "<calcPr/><definedNames>")),
    ("missing-element", (_WORKBOOK, "<bookViews><workbookView activeTab=\"0\"/></bookViews>", "<bookViews></bookViews>"),
     ("xl/worksheets/sheet1.xml", "<sheetViews>", "<!--"), ("xl/worksheets/sheet1.xml", "</sheetViews>", "-->"),
     ("xl/chartsheets/sheet1.xml", '<sheetView workbookViewId="0" zoomToFit="1"/>', "")),
    ("stray-text", (_WORKBOOK, "<sheets>", "<sheets>text")),
    ("unknown-attribute", (_WORKBOOK, "<workbookView ", '<workbookView tab="1" ')),
    ("missing-attribute", (_WORKBOOK, _RATE, "<definedName>1</definedName>")),
    ("attribute-value", (_WORKBOOK, 'activeTab="0"', 'activeTab="first"')),
    ("sheet-name-length", _chart_sheet("")),
    ("sheet-name-length", _chart_sheet("a" * 32)),
    ("sheet-name-length", _chart_sheet("😀" * 16)),
    *(("sheet-name-character", _chart_sheet(f"a{character}b")) for character in "[]:*?/\\"),
    ("sheet-name-character", _chart_sheet("a&#9;b")),
    ("sheet-name-apostrophe", _chart_sheet("'a")),
    ("sheet-name-apostrophe", _chart_sheet("a'")),
    ("sheet-name-reserved", _chart_sheet("history")),
    ("sheet-name-duplicate", _chart_sheet("SALES")),
    ("sheet-id", (_WORKBOOK, 'sheetId="3"', 'sheetId="0"')),
    ("sheet-id", (_WORKBOOK, 'sheetId="3"', 'sheetId="65535"')),
    ("sheet-id-duplicate", (_WORKBOOK, 'sheetId="3"', 'sheetId="1"')),
    ("sheet-relationship", (_WORKBOOK, 'sheetId="3" r:id="rId3"', 'sheetId="3" r:id="rId4"')),
    ("sheet-relationship", (_WORKBOOK, 'sheetId="3" r:id="rId3"', 'sheetId="3" r:id="rId9"')),
    ("sheet-part-shared", (_RELATIONS, "</Relationships>",
     '<Relationship Id="rId9" Type="http://x/relationships/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>'),
     (_WORKBOOK, "</sheets>", '<sheet name="Again" sheetId="9" r:id="rId9"/></sheets>')),
    ("sheet-visible", (_WORKBOOK, 'sheetId="1"', 'sheetId="1" state="veryHidden"'),
     (_WORKBOOK, 'sheetId="3"', 'sheetId="3" state="hidden"')),
    ("active-tab", (_WORKBOOK, 'activeTab="0"', 'activeTab="3"')),
    ("active-tab", (_WORKBOOK, 'activeTab="0"', 'firstSheet="3"')),
    *(("name-syntax", _name(name)) for name in (
        "", "1a", "a b", "a-b", "A1", "xfd1048576", "R1C1", "r", "C", "RC2", "a" * 256, "True", ".a")),
    ("name-duplicate", _name("RATE")),
    ("name-scope", _name("Local", "1", ' localSheetId="3"')),
    ("name-formula", _name("Open", "SUM(1")),
    ("name-formula", _name("Empty", "")),
    ("name-formula", _name("Equals", "=1")),
    ("name-sheet", _name("Absent", "Absent!$A$1")),
    ("name-sheet", _name("Quoted", "'It''s absent'!$A$1")),
    ("name-scope-missing", (_WORKBOOK, '"_xlnm.Print_Titles" localSheetId="0"', '"_xlnm.Print_Titles"')),
    ("name-area", (_WORKBOOK, _TITLES, "Sales!A:A")),
    ("name-area", (_WORKBOOK, _TITLES, "Log!$1:$1")),
    ("name-area", (_WORKBOOK, _TITLES, "Sales!$A$1")),
    ("name-area", (_WORKBOOK, "Sales!$A$1:$C$8", "Sales!A1:C8")),
    ("name-area", (_WORKBOOK, "Log!$A$1:$B$3", "Log!$A$1:$B$3,Log!$A$1")),
    ("name-table", _name("TABLE1")),
]

_CELL_FORMATS = '<cellXfs count="2">'
_STYLES_MUTATIONS = [
    ("element-order", (_STYLES, "<fonts ", '<dxfs count="0"></dxfs><fonts '), (_STYLES, '<dxfs count="1">', "<!--"),
     (_STYLES, "</dxfs><tableStyles", "--><tableStyles"), (_STYLES, ' dxfId="0"', ""),
     ("xl/worksheets/sheet1.xml", ' dxfId="0"', ""), ("xl/worksheets/sheet1.xml", ' dxfId="0"', "")),
    *(("count", (_STYLES, f'<{name} count="{count}"', f'<{name} count="9"')) for name, count in (
        ("numFmts", 2), ("fonts", 2), ("fills", 2), ("borders", 1), ("cellStyleXfs", 1), ("cellXfs", 2), ("cellStyles", 1), ("dxfs", 1),
        ("tableStyles", 1))),
    ("count", (_STYLES, 'pivot="0" count="1"', 'pivot="0" count="2"')),
    ("format-id", (_STYLES, 'numFmtId="165"', 'numFmtId="163"')),
    ("format-id-duplicate", (_STYLES, 'numFmtId="165"', 'numFmtId="164"')),
    ("format-undefined", (_STYLES, '<xf numFmtId="164"', '<xf numFmtId="166"')),
    *(("format-code", (_STYLES, '"yyyy"', f'"{code}"')) for code in (
        "", "0" * 256, "0&quot;a", "[Red0", "Red]0", "0;0;0;0;0", "0\\")),
    *(("style-index", (_STYLES, '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
                       f'<xf numFmtId="0" {attribute}="9"/>')) for attribute in ("fontId", "fillId", "borderId", "xfId")),
    ("style-index", (_STYLES, '<cellStyle name="Normal" xfId="0"', '<cellStyle name="Normal" xfId="1"')),
    ("style-index", (_STYLES, 'type="headerRow" dxfId="0"', 'type="headerRow" dxfId="1"')),
    ("first-fills", (_STYLES, 'patternType="gray125"', 'patternType="solid"')),
    ("cell-formats", (_STYLES, _CELL_FORMATS, "<cellXfs>" + '<xf xfId="0"/>' * 65_490)),
    ("font-property-repeated", (_STYLES, "<b/>", "<b/><b/>")),
    ("font-name", (_STYLES, 'val="Arial"', f'val="{"a" * 32}"')),
    ("text-rotation", (_STYLES, 'textRotation="90"', 'textRotation="200"')),
    ("cell-style-duplicate", (_STYLES, "<cellStyles count=\"1\">", '<cellStyles><cellStyle name="normal" xfId="0"/>')),
    ("table-style-duplicate", (_STYLES, '<tableStyles count="1"', '<tableStyles count="2"'),
     (_STYLES, "</tableStyles>", '<tableStyle name="HOUSE"/></tableStyles>')),
    ("table-style-element-duplicate", (_STYLES, 'count="1"><tableStyleElement ',
     'count="2"><tableStyleElement type="headerRow"/><tableStyleElement ')),
    ("element-order", (_STYLES, "<dxf><font><b/></font><fill><patternFill><bgColor rgb=\"FFFF0000\"/></patternFill></fill></dxf>",
     "<dxf><fill/><font/></dxf>")),
    ("element-order", (_STYLES, "<left/><right/>", "<right/><left/>")),
    ("attribute-value", (_STYLES, 'rgb="FFFF0000"', 'rgb="FF0000"')),
    ("attribute-value", (_STYLES, 'style="thin"', 'style="hairline"')),
]

_STRINGS_MUTATIONS = [
    ("shared-unique-count", (_STRINGS, 'uniqueCount="2"', 'uniqueCount="3"')),
    ("shared-count", (_STRINGS, 'count="4"', 'count="5"')),
    ("element-order", (_STRINGS, "<rPr><b/></rPr><t>c</t>", "<t>c</t><rPr><b/></rPr>")),
    ("missing-element", (_STRINGS, "<r><t>d</t></r>", "<r></r>")),
    ("text-space", (_STRINGS, "<t>d</t>", "<t>d </t>")),
    ("text-length", (_STRINGS, "<t>d</t>", f"<t>{'d' * 32_767}</t>")),
]

MUTATIONS = _WORKBOOK_MUTATIONS + _STYLES_MUTATIONS + _STRINGS_MUTATIONS
