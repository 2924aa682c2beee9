"""The content models of SpreadsheetML (ECMA-376 part 1, chapter 18; the order is that of the schemas in annex A.2)."""
from child_sequences import sequences

WORKBOOK = {
    # 18.2.27 workbook
    "workbook": "fileVersion? fileSharing? workbookPr? workbookProtection? bookViews? sheets functionGroups? externalReferences? "
                "definedNames? calcPr? oleSize? customWorkbookViews? pivotCaches? smartTagPr? smartTagTypes? webPublishing? "
                "fileRecoveryPr* webPublishObjects? extLst?",
    "bookViews": "workbookView+ extLst?",  # 18.2.1
    "sheets": "sheet+",  # 18.2.20
    "definedNames": "definedName*",  # 18.2.6
    "externalReferences": "externalReference+",  # 18.2.9
}

FILTER = {
    "autoFilter": "filterColumn* sortState? extLst?",  # 18.3.1.2
    "filterColumn": "filters|top10|customFilters|dynamicFilter|colorFilter|iconFilter|extLst?",  # 18.3.2.7
    "filters": "filter* dateGroupItem*",  # 18.3.2.8
    "customFilters": "customFilter{1,2}",  # 18.3.2.2
    "sortState": "sortCondition{0,64} extLst?",  # 18.3.1.92
}

WORKSHEET = FILTER | {
    # 18.3.1.99 worksheet; the legacy drawings are part 4, 14.2.1's
    "worksheet": "sheetPr? dimension? sheetViews? sheetFormatPr? cols* sheetData sheetCalcPr? sheetProtection? protectedRanges? "
                 "scenarios? autoFilter? sortState? dataConsolidate? customSheetViews? mergeCells? phoneticPr? "
                 "conditionalFormatting* dataValidations? hyperlinks? printOptions? pageMargins? pageSetup? headerFooter? "
                 "rowBreaks? colBreaks? customProperties? cellWatches? ignoredErrors? smartTags? drawing? legacyDrawing? "
                 "legacyDrawingHF? drawingHF? picture? oleObjects? controls? webPublishItems? tableParts? extLst?",
    "sheetPr": "tabColor? outlinePr? pageSetUpPr?",  # 18.3.1.82
    "sheetViews": "sheetView+ extLst?",  # 18.3.1.88
    "sheetView": "pane? selection{0,4} pivotSelection{0,4} extLst?",  # 18.3.1.87
    "cols": "col+",  # 18.3.1.17
    "sheetData": "row*",  # 18.3.1.80
    "row": "c* extLst?",  # 18.3.1.73
    "c": "f? v? is? extLst?",  # 18.3.1.4
    "is": "t? r* rPh* phoneticPr?",  # 18.3.1.53
    "r": "rPr? t",  # 18.4.4
    "rPh": "t",  # 18.4.6
    "protectedRanges": "protectedRange+",  # 18.3.1.69
    "mergeCells": "mergeCell+",  # 18.3.1.55
    "conditionalFormatting": "cfRule+ extLst?",  # 18.3.1.18
    "cfRule": "formula{0,3} colorScale? dataBar? iconSet? extLst?",  # 18.3.1.10
    "colorScale": "cfvo{2,3} color{2,3}",  # 18.3.1.16; Excel knows scales of two and of three colours
    "dataBar": "cfvo{2,2} color",  # 18.3.1.28
    "iconSet": "cfvo{3,5}",  # 18.3.1.49; Excel knows sets of three to five icons
    "cfvo": "extLst?",  # 18.3.1.11
    "dataValidations": "dataValidation+",  # 18.3.1.33
    "dataValidation": "formula1? formula2?",  # 18.3.1.32
    "hyperlinks": "hyperlink+",  # 18.3.1.48
    "headerFooter": "oddHeader? oddFooter? evenHeader? evenFooter? firstHeader? firstFooter?",  # 18.3.1.46
    "rowBreaks": "brk*",  # 18.3.1.74
    "colBreaks": "brk*",  # 18.3.1.14
    "ignoredErrors": "ignoredError+ extLst?",  # 18.3.1.51
    "tableParts": "tablePart*",  # 18.3.1.95
}

CHARTSHEET = {
    # 18.3.1.12 chartsheet
    "chartsheet": "sheetPr? sheetViews sheetProtection? customSheetViews? pageMargins? pageSetup? headerFooter? drawing "
                  "legacyDrawing? legacyDrawingHF? drawingHF? picture? webPublishItems? extLst?",
    "chartsheet/sheetPr": "tabColor?",  # 18.3.1.83
    "sheetViews": "sheetView+ extLst?",  # 18.3.1.89
    "headerFooter": WORKSHEET["headerFooter"],
}

TABLE = FILTER | {
    "table": "autoFilter? sortState? tableColumns tableStyleInfo? extLst?",  # 18.5.1.2
    "tableColumns": "tableColumn+",  # 18.5.1.4
    "tableColumn": "calculatedColumnFormula? totalsRowFormula? xmlColumnPr? extLst?",  # 18.5.1.3
}

SHARED_STRINGS = {
    "sst": "si* extLst?",  # 18.4.9
    "si": "t? r* rPh* phoneticPr?",  # 18.4.8
    "r": WORKSHEET["r"],
    "rPh": WORKSHEET["rPh"],
}

_BORDER_LINE = "color?"  # 18.8.6 and its like
STYLES = {
    # 18.8.39 styleSheet
    "styleSheet": "numFmts? fonts? fills? borders? cellStyleXfs? cellXfs? cellStyles? dxfs? tableStyles? colors? extLst?",
    "numFmts": "numFmt*",  # 18.8.31; Excel takes the schema's one for none
    "fonts": "font+",  # 18.8.23
    "fills": "fill+",  # 18.8.21
    "fill": "patternFill|gradientFill?",  # 18.8.20; a fill of a differential format may be empty
    "patternFill": "fgColor? bgColor?",  # 18.8.32
    "gradientFill": "stop*",  # 18.8.24
    "stop": "color",  # 18.8.38
    "borders": "border+",  # 18.8.5
    "border": "start? end? left? right? top? bottom? diagonal? vertical? horizontal?",  # 18.8.4
    **{side: _BORDER_LINE for side in "start end left right top bottom diagonal vertical horizontal".split()},
    "cellStyleXfs": "xf+",  # 18.8.9
    "cellXfs": "xf+",  # 18.8.10
    "xf": "alignment? protection? extLst?",  # 18.8.45
    "cellStyles": "cellStyle+",  # 18.8.8
    "dxfs": "dxf*",  # 18.8.15
    "dxf": "font? numFmt? fill? alignment? border? protection? extLst?",  # 18.8.14
    "tableStyles": "tableStyle*",  # 18.8.42
    "tableStyle": "tableStyleElement*",  # 18.8.40
    "colors": "indexedColors? mruColors?",  # 18.8.11
}

WORKBOOK_MODELS, WORKSHEET_MODELS, CHARTSHEET_MODELS, TABLE_MODELS, SHARED_STRINGS_MODELS, STYLES_MODELS = (
    sequences(table) for table in (WORKBOOK, WORKSHEET, CHARTSHEET, TABLE, SHARED_STRINGS, STYLES))
