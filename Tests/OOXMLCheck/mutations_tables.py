"""Table parts that break one rule each: (rule, (part, old, new)...)."""

_TABLE, _OTHER, _SHEET = "xl/tables/table1.xml", "xl/tables/table2.xml", "xl/worksheets/sheet1.xml"
_NAMES = 'name="Other" displayName="Other"'
_REF = 'ref="G10:H11"><autoFilter ref="G10:H11"/>'
_COLUMNS = '<tableColumn id="1" name="X"/><tableColumn id="2" name="Y"/>'


def _other(rule, old, new):
    return (rule, (_OTHER, old, new))


MUTATIONS = [
    ("element-order", (_OTHER, '<tableStyleInfo name="TableStyleLight21"/>', ""),
     (_OTHER, "<tableColumns ", '<tableStyleInfo name="TableStyleLight21"/><tableColumns ')),
    _other("missing-attribute", ' displayName="Other"', ""),
    _other("table-id", 'id="2" name="Other"', 'id="0" name="Other"'),
    _other("table-id-duplicate", 'id="2" name="Other"', 'id="1" name="Other"'),
    *(_other("table-name", _NAMES, f'displayName="{name}"') for name in ("", "T1", "R1C1", "Two words", "1st", "Sales-1", "C")),
    _other("table-name-duplicate", _NAMES, 'name="Other" displayName="TABLE1"'),
    _other("table-name-duplicate", _NAMES, 'name="table1" displayName="Other"'),
    _other("table-rows", _REF, 'ref="G10:H10"><autoFilter ref="G10:H10"/>'),
    _other("attribute-value", _REF, 'headerRowCount="2" ' + _REF),
    ("table-overlap", (_OTHER, _REF, 'ref="B4:C5"><autoFilter ref="B4:C5"/>'),
     (_SHEET, '<c r="B4" t="n"/><c r="C4" t="d"><v>2024-02-29</v></c>',
     '<c r="B4" t="str"><v>X</v></c><c r="C4" t="str"><v>Y</v></c>')),
    _other("table-filter", '<autoFilter ref="G10:H11"/>', '<autoFilter ref="G10:H10"/>'),
    ("table-filter", (_TABLE, '<autoFilter ref="A1:C4"/>', '<autoFilter ref="A1:C5"/>')),
    _other("table-filter", _REF, 'headerRowCount="0" ' + _REF),
    _other("table-filter-column", '<autoFilter ref="G10:H11"/>', '<autoFilter ref="G10:H11"><filterColumn colId="2"/></autoFilter>'),
    _other("count", '<tableColumns count="2">', '<tableColumns count="3">'),
    ("column-number", (_OTHER, _COLUMNS, '<tableColumn id="1" name="X"/>'), (_OTHER, 'Columns count="2"', "Columns")),
    _other("column-id", 'id="2" name="Y"', 'id="1" name="Y"'),
    _other("column-id", 'id="2" name="Y"', 'id="0" name="Y"'),
    ("column-name", (_OTHER, 'name="Y"', 'name=""'), (_SHEET, "<t>Y</t>", "<t></t>")),
    ("column-name", (_OTHER, 'name="Y"', f'name="{"a" * 256}"'), (_SHEET, "<t>Y</t>", f"<t>{'a' * 256}</t>")),
    ("column-name-duplicate", (_OTHER, 'name="Y"', 'name="x"'), (_SHEET, "<t>Y</t>", "<t>x</t>")),
    _other("table-header", 'name="Y"', 'name="Z"'),
    ("table-header", (_SHEET, '<c r="H10" t="inlineStr"><is><t>Y</t></is></c>', "")),
    ("table-header", (_SHEET, '<c r="H10" t="inlineStr"><is><t>Y</t></is></c>', '<c r="H10"><v>1</v></c>')),
    ("table-header", ("xl/sharedStrings.xml", "<t>Sum</t>", "<t>sum</t>")),
    ("totals-cell", (_TABLE, 'totalsRowFunction="sum"', 'totalsRowFunction="average"')),
    ("totals-cell", (_SHEET, "SUBTOTAL(109,Table1[Sum])", "SUBTOTAL(109,Table1[Name])")),
    ("totals-cell", (_SHEET, "SUBTOTAL(109,Table1[Sum])", "SUM(B2:B4)")),
    ("totals-cell", (_SHEET, "<t>All</t>", "<t>Some</t>")),
    ("totals-cell", (_SHEET, "MAX(Table1", "MIN(Table1")),
    ("totals-formula", (_TABLE, "<totalsRowFormula>MAX(Table1[Two\nlines '[x']])</totalsRowFormula>", "")),
    ("column-formula", (_OTHER, '<tableColumn id="1" name="X"/>',
                        '<tableColumn id="1" name="X"><calculatedColumnFormula>SUM(1</calculatedColumnFormula></tableColumn>')),
    ("table-format", (_OTHER, 'id="1" name="X"', 'id="1" name="X" dataDxfId="1"')),
    ("table-format", (_OTHER, _NAMES, _NAMES + ' headerRowDxfId="1"')),
    _other("table-style", "TableStyleLight21", "TableStyleLight22"),
    _other("table-style", "TableStyleLight21", "TableStyleMedium0"),
    ("table-style", (_TABLE, '"House"', '"Home"')),
]
