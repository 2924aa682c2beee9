"""Worksheet parts that break one rule each: (rule, (part, old, new)...)."""

_SHEET, _LOG, _CHART = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/chartsheets/sheet1.xml"
_RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"
_ROW_12 = '<row r="12">'
_CELL = '<c r="A2" t="str"><v>a</v></c>'
_SUM = "<f>SUM(Sales!B2:B4)</f>"
_VIEW = 'workbookViewId="0"><pane '
_PANE = 'xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"'
_HEADER = "&amp;P / &amp;N"
_LIST, _WHOLE = '<formula1>"a,b"</formula1>', "<formula1>1</formula1><formula2>9</formula2>"
_MERGES = '<mergeCells count="2">'
_MARGINS = '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
_BREAKS = '<rowBreaks count="1" manualBreakCount="1"><brk id="6" max="16383" man="1"/></rowBreaks>'


def _sheet(rule, old, new):
    return (rule, (_SHEET, old, new))


def _cell(rule, cell):
    return _sheet(rule, _CELL, cell)


_STRUCTURE = [
    ("element-order", (_LOG, _MARGINS, ""), (_LOG, "<sheetData>", _MARGINS + "<sheetData>")),
    ("element-order", (_CHART, _MARGINS, ""), (_CHART, "<sheetViews>", _MARGINS + "<sheetViews>")),
    _sheet("element-order", _BREAKS + '<drawing r:id="rId2"/>', '<drawing r:id="rId2"/>' + _BREAKS),
    ("missing-element", (_SHEET, _MERGES + '<mergeCell ref="A15:B16"/><mergeCell ref="C15:D15"/>', "<mergeCells>")),
    _sheet("unknown-element", "<sheetData>", "<sheetdata/><sheetData>"),
    _sheet("ignorable", "<worksheet ",
           '<worksheet xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" '),
    _sheet("repeated-element", "<sheetPr>", "<sheetPr/><sheetPr>"),
    _sheet("stray-text", _ROW_12, _ROW_12 + "text"),
    ("unknown-attribute", (_LOG, '<row r="1">', '<row r="1" height="3">')),
]
_VIEWS = [
    _sheet("attribute-value", 'ref="A1:H12"', 'ref="A1:H0"'),
    _sheet("dimension", 'ref="A1:H12"', 'ref="A1:G12"'),
    _sheet("workbook-view", _VIEW, 'workbookViewId="1"><pane '),
    _sheet("workbook-view-duplicate", "</sheetViews>", '<sheetView workbookViewId="0"/></sheetViews>'),
    ("pane-split", (_SHEET, _PANE, 'activePane="topLeft"'), (_SHEET, '<selection pane="topRight"/>', ""),
     (_SHEET, '<selection pane="bottomLeft"/>', ""), (_SHEET, '<selection pane="bottomRight"', "<selection")),
    ("pane-active", (_SHEET, _PANE, 'xSplit="1" topLeftCell="B1" activePane="bottomRight" state="frozen"'),
     (_SHEET, '<selection pane="bottomLeft"/>', ""), (_SHEET, '<selection pane="bottomRight"', "<selection")),
    _sheet("pane-frozen", 'xSplit="1"', 'xSplit="0.5"'),
    _sheet("pane-top-left", 'topLeftCell="B2"', 'topLeftCell="A2"'),
    ("selection-pane", (_SHEET, _PANE, 'xSplit="1" topLeftCell="B1" activePane="topRight" state="frozen"'),
     (_SHEET, '<selection pane="bottomRight"', "<selection")),
    _sheet("selection-duplicate", '<selection pane="topRight"/>', '<selection pane="bottomLeft"/>'),
    _sheet("selection-active", 'activeCell="B2"', 'activeCell="B3"'),
    _sheet("selection-active", 'activeCell="B2"', 'activeCell="B2" activeCellId="1"'),
    _sheet("outline-level", ' outlineLevelRow="1"', ""),
    _sheet("attribute-value", 'outlineLevel="1"', 'outlineLevel="8"'),
    _sheet("column-range", 'min="2" max="3"', 'min="3" max="2"'),
    _sheet("column-range", 'min="2" max="3"', 'min="2" max="16385"'),
    _sheet("column-order", 'min="2" max="3"', 'min="1" max="3"'),
    _sheet("column-style", 'style="1"', 'style="2"'),
    _sheet("attribute-value", 'width="20"', 'width="256"'),
]
_CELLS = [
    ("row-order", (_LOG, '<row r="1">', '<row r="1"/><row r="1">')),
    ("row-number", (_LOG, "</sheetData>", '<row r="1048577"/></sheetData>')),
    ("attribute-value", (_SHEET, 'ht="18"', 'ht="410"')),
    _cell("attribute-value", '<c r="A02" t="str"><v>a</v></c>'),
    ("cell-style", (_LOG, '<row r="1">', '<row r="1" s="2">')),
    _cell("cell-style", '<c r="A2" s="2" t="str"><v>a</v></c>'),
    _cell("cell-row", '<c r="A3" t="str"><v>a</v></c>'),
    _cell("cell-order", _CELL + _CELL),
    ("cell-column", (_LOG, "</row>", '</row><row r="2"><c r="XFD2"/><c/></row>')),
    _cell("attribute-value", '<c r="A2" t="text"/>'),
    *(_cell("cell-number", f'<c r="A2"><v>{value}</v></c>') for value in ("a", "1,5", "NaN", "INF", "1e999", "")),
    _cell("cell-boolean", '<c r="A2" t="b"><v>true</v></c>'),
    _cell("cell-error", '<c r="A2" t="e"><v>#OOPS!</v></c>'),
    _cell("cell-date", '<c r="A2" t="d"><v>29.2.2024</v></c>'),
    ("cell-shared", (_SHEET, '<c r="A4" t="s"><v>1</v></c>', '<c r="A4" t="s"><v>2</v></c>')),
    _cell("cell-value-missing", '<c r="A2" t="b"/>'),
    _cell("cell-inline", '<c r="A2" t="inlineStr"/>'),
    _cell("cell-inline", '<c r="A2" t="str"><is><t>a</t></is></c>'),
    _cell("cell-inline", '<c r="A2" t="inlineStr"><v>a</v><is><t>a</t></is></c>'),
    _cell("inline-text", '<c r="A2" t="inlineStr"><is></is></c>'),
    _cell("text-length", f'<c r="A2" t="inlineStr"><is><t>{"a" * 32_768}</t></is></c>'),
    _cell("text-length", f'<c r="A2" t="str"><v>{"😀" * 16_384}</v></c>'),
    _cell("text-space", '<c r="A2" t="inlineStr"><is><t>a </t></is></c>'),
    _cell("text-space", '<c r="A2" t="inlineStr"><is><t>\na</t></is></c>'),
    ("well-formed", (_LOG, "</sheetData>", '<row r="2"><c r="A2" t="str"><v>\x0b</v></c></row></sheetData>')),
    _sheet("formula", _SUM, "<f>=1</f>"),
    _sheet("formula", _SUM, f"<f>{'1+' * 4096}1</f>"),
    *(_sheet("formula", _SUM, f"<f>{formula}</f>") for formula in ("SUM(1", "1)", '"a', "'Sales!A1", "{1)", "Table1[x", "a]",
                                                                 '"' + "a" * 256 + '"')),
    _sheet("formula-sheet", _SUM, "<f>Absent!A1</f>"),
    _sheet("formula-empty", _SUM, "<f></f>"),
    _sheet("formula-empty", '<f t="shared" si="0"/>', '<f t="shared" si="1"/>'),
    _sheet("formula-ref", '<f t="array" ref="H12">', '<f t="array">'),
]
_AREAS = [
    _sheet("count", _MERGES, '<mergeCells count="3">'),
    _sheet("merge-single", 'ref="C15:D15"', 'ref="C15"'),
    _sheet("merge-overlap", 'ref="C15:D15"', 'ref="B16:D16"'),
    _sheet("merge-table", 'ref="C15:D15"', 'ref="C5:D5"'),
    _sheet("attribute-value", 'hyperlink ref="A8"', 'hyperlink ref="A"'),
    _sheet("hyperlink-target", ' location="Log!A1"', ""),
    _sheet("hyperlink-text", 'tooltip="tip"', f'tooltip="{"a" * 256}"'),
    ("hyperlink-number", (_SHEET, "</hyperlinks>", '<hyperlink ref="A9" location="Log!A1"/>' * 65_529 + "</hyperlinks>")),
    ("hyperlink-internal", (_RELATIONS, 'Target="https://example.com/a?b=c&amp;d=e#f" TargetMode="External"', 'Target="sheet2.xml"')),
    _sheet("relationship", 'r:id="rId1"', 'r:id="rId9"'),
    _sheet("relationship", 'drawing r:id="rId2"', 'drawing r:id="rId3"'),
    _sheet("relationship", 'paperSize="9"', 'paperSize="9" r:id="rId1"'),
    _sheet("relationship", "<tableParts", '<legacyDrawing r:id="rId9"/><tableParts'),
    _sheet("relationship", "<tableParts", '<picture r:id="rId9"/><tableParts'),
    _sheet("table-parts", '<tableParts count="2"><tablePart r:id="rId3"/><tablePart r:id="rId4"/></tableParts>', ""),
    _sheet("count", '<tableParts count="2">', '<tableParts count="1">'),
    _sheet("table-part-duplicate", '<tableParts count="2">', '<tableParts count="2"><tablePart r:id="rId3"/>'),
    ("filter-column", (_LOG, 'colId="1"', 'colId="2"')),
    ("attribute-value", (_LOG, 'autoFilter ref="A1:B3"', 'autoFilter ref="$A$1:$B$3"')),
    ("filter-name", (_LOG, 'autoFilter ref="A1:B3"', 'autoFilter ref="A1:B4"')),
    _sheet("filter-table", _MERGES, '<autoFilter ref="C3:D9"/>' + _MERGES),
    ("protected-range", (_LOG, "<autoFilter", '<protectedRanges><protectedRange name="a"/></protectedRanges><autoFilter')),
]
_PAGES = [
    _sheet("missing-attribute", ' footer="0.3"', ""),
    _sheet("attribute-value", 'left="0.7"', 'left="-1"'),
    _sheet("attribute-value", 'orientation="landscape"', 'orientation="wide"'),
    _sheet("attribute-value", 'fitToHeight="0"', 'fitToHeight="32768"'),
    _sheet("attribute-value", 'paperSize="9"', 'paperSize="A4"'),
    _sheet("header-length", _HEADER, "a" * 250),
    _sheet("header-code", _HEADER, "A &amp; B"),
    _sheet("header-section", _HEADER, "&amp;R"),
    _sheet("header-picture", _HEADER, "&amp;G"),
    _sheet("count", '<rowBreaks count="1"', '<rowBreaks count="2"'),
    _sheet("break-count", 'manualBreakCount="1"', 'manualBreakCount="0"'),
]
_CONDITIONS = [
    _sheet("rule-priority", 'priority="5"', 'priority="0"'),
    _sheet("rule-format", 'dxfId="0" priority="5"', 'dxfId="1" priority="5"'),
    _sheet("rule-rank", 'rank="3"', 'rank="1001"'),
    _sheet("rule-formula", "<formula>2</formula>", ""),
    _sheet("rule-attribute", ' operator="between"', ""),
    _sheet("rule-child", 'type="top10" dxfId="0" priority="5" rank="3"', 'type="dataBar" priority="5"'),
    _sheet("formula", "<formula>2</formula>", "<formula>(2</formula>"),
    _sheet("scale-value", ' val="33"', ""),
    _sheet("scale-colors", '<color theme="1"/>', '<color theme="1"/><color theme="2"/>'),
    _sheet("icon-points", 'iconSet="3Arrows"', 'iconSet="4Arrows"'),
    ("attribute-value", (_SHEET, 'type="top10"', 'type="top"')),
    _sheet("count", '<dataValidations count="2">', '<dataValidations count="1">'),
    ("validation-number", (_SHEET, '<dataValidations count="2">', "<dataValidations>" + '<dataValidation sqref="D9"/>' * 65_533)),
    _sheet("validation-text", 'prompt="Pick"', f'prompt="{"a" * 256}"'),
    _sheet("validation-text", 'prompt="Pick"', f'promptTitle="{"a" * 33}"'),
    _sheet("validation-formula", _LIST, ""),
    _sheet("validation-formula", _WHOLE, "<formula1>1</formula1>"),
    _sheet("formula", _LIST, f'<formula1>"{"a" * 256}"</formula1>'),
    ("missing-attribute", (_SHEET, ' sqref="E2"', ""), (_SHEET, '<dataValidations count="2">', "<dataValidations>")),
]

MUTATIONS = _STRUCTURE + _VIEWS + _CELLS + _AREAS + _PAGES + _CONDITIONS
