"""The attributes of SpreadsheetML's elements (ECMA-376 part 1, chapter 18), with Excel's own limits where they are narrower."""
from attribute_types import attributes

_COLOR = "auto:boolean indexed:unsigned rgb:argb theme:unsigned tint:-1..1"  # 18.3.1.15
_LINE = ("style:none|thin|medium|dashed|dotted|thick|double|hair|mediumDashed|dashDot|mediumDashDot|dashDotDot|mediumDashDotDot|"
         "slantDashDot")  # 18.18.3
_PROPERTY = "val:boolean"

WORKBOOK = attributes({
    "workbook": "conformance:strict|transitional",
    # 18.2.30
    "workbookView": "visibility:visible|hidden|veryHidden minimized:boolean showHorizontalScroll:boolean showVerticalScroll:boolean "
                    "showSheetTabs:boolean xWindow:int yWindow:int windowWidth:unsigned windowHeight:unsigned tabRatio:0..1000 "
                    "firstSheet:unsigned activeTab:unsigned autoFilterDateGrouping:boolean",
    "sheet": "name:string! sheetId:unsigned! state:visible|hidden|veryHidden r:id:string!",  # 18.2.19
    # 18.2.5
    "definedName": "name:string! comment:string customMenu:string description:string help:string statusBar:string "
                   "localSheetId:unsigned hidden:boolean function:boolean vbProcedure:boolean xlm:boolean functionGroupId:unsigned "
                   "shortcutKey:string publishToServer:boolean workbookParameter:boolean",
})

FILTER = {
    "autoFilter": "ref:ref!",  # 18.3.1.2; optional in the schema, but Excel has nothing to filter without it
    "filterColumn": "colId:unsigned! hiddenButton:boolean showButton:boolean",  # 18.3.2.7
    "customFilter": "operator:equal|lessThan|lessThanOrEqual|notEqual|greaterThanOrEqual|greaterThan val:string",  # 18.3.2.1
    "sortState": "columnSort:boolean caseSensitive:boolean sortMethod:stroke|pinYin|none ref:ref!",  # 18.3.1.92
}

_CF_TYPES = ("expression|cellIs|colorScale|dataBar|iconSet|top10|uniqueValues|duplicateValues|containsText|notContainsText|beginsWith|"
             "endsWith|containsBlanks|notContainsBlanks|containsErrors|notContainsErrors|timePeriod|aboveAverage")  # 18.18.12
_CF_OPERATORS = ("lessThan|lessThanOrEqual|equal|notEqual|greaterThanOrEqual|greaterThan|between|notBetween|containsText|notContains|"
                 "beginsWith|endsWith")  # 18.18.15
_PERIODS = "today|yesterday|tomorrow|last7Days|thisMonth|lastMonth|nextMonth|thisWeek|lastWeek|nextWeek"  # 18.18.82
_ICONS = ("3Arrows|3ArrowsGray|3Flags|3TrafficLights1|3TrafficLights2|3Signs|3Symbols|3Symbols2|4Arrows|4ArrowsGray|4RedToBlack|"
          "4Rating|4TrafficLights|5Arrows|5ArrowsGray|5Rating|5Quarters")  # 18.18.42
_PANES = "bottomRight|topRight|bottomLeft|topLeft"  # 18.18.52

WORKSHEET = attributes(FILTER, {
    "tabColor": _COLOR, "color": _COLOR,
    # 18.3.1.82
    "sheetPr": "syncHorizontal:boolean syncVertical:boolean syncRef:ref transitionEvaluation:boolean transitionEntry:boolean "
               "published:boolean codeName:string filterMode:boolean enableFormatConditionsCalculation:boolean",
    "outlinePr": "applyStyles:boolean summaryBelow:boolean summaryRight:boolean showOutlineSymbols:boolean",  # 18.3.1.61
    "pageSetUpPr": "autoPageBreaks:boolean fitToPage:boolean",  # 18.3.1.65
    "dimension": "ref:ref!",  # 18.3.1.35
    # 18.3.1.87; Excel takes 10 to 400 per cent, and 0 for "automatic" where the schema has it
    "sheetView": "windowProtection:boolean showFormulas:boolean showGridLines:boolean showRowColHeaders:boolean showZeros:boolean "
                 "rightToLeft:boolean tabSelected:boolean showRuler:boolean showOutlineSymbols:boolean defaultGridColor:boolean "
                 "showWhiteSpace:boolean view:normal|pageBreakPreview|pageLayout topLeftCell:cell colorId:unsigned zoomScale:10..400 "
                 "zoomScaleNormal:0..400 zoomScaleSheetLayoutView:0..400 zoomScalePageLayoutView:0..400 workbookViewId:unsigned!",
    "pane": f"xSplit:double ySplit:double topLeftCell:cell activePane:{_PANES} state:split|frozen|frozenSplit",  # 18.3.1.66
    "selection": f"pane:{_PANES} activeCell:cell activeCellId:unsigned sqref:sqref",  # 18.3.1.78
    # 18.3.1.81
    "sheetFormatPr": "baseColWidth:unsigned defaultColWidth:0..255 defaultRowHeight:0..409.5! customHeight:boolean zeroHeight:boolean "
                     "thickTop:boolean thickBottom:boolean outlineLevelRow:0..7 outlineLevelCol:0..7",
    # 18.3.1.13
    "col": "min:unsigned! max:unsigned! width:0..255 style:unsigned hidden:boolean bestFit:boolean customWidth:boolean "
           "phonetic:boolean outlineLevel:0..7 collapsed:boolean",
    # 18.3.1.73
    "row": "r:unsigned spans:spans s:unsigned customFormat:boolean ht:0..409.5 hidden:boolean customHeight:boolean outlineLevel:0..7 "
           "collapsed:boolean thickTop:boolean thickBot:boolean ph:boolean",
    "c": "r:cell s:unsigned t:b|d|e|inlineStr|n|s|str cm:unsigned vm:unsigned ph:boolean",  # 18.3.1.4
    # 18.3.1.40
    "f": "t:normal|array|dataTable|shared aca:boolean ref:ref dt2D:boolean dtr:boolean del1:boolean del2:boolean r1:cell r2:cell "
         "ca:boolean si:unsigned bx:boolean",
    "mergeCells": "count:unsigned", "mergeCell": "ref:ref!",
    "conditionalFormatting": "pivot:boolean sqref:sqref!",
    # 18.3.1.10
    "cfRule": f"type:{_CF_TYPES}! dxfId:unsigned priority:int! stopIfTrue:boolean aboveAverage:boolean percent:boolean bottom:boolean "
              f"operator:{_CF_OPERATORS} text:string timePeriod:{_PERIODS} rank:unsigned stdDev:int equalAverage:boolean",
    "dataBar": "minLength:0..100 maxLength:0..100 showValue:boolean",
    "iconSet": f"iconSet:{_ICONS} showValue:boolean percent:boolean reverse:boolean",
    "cfvo": "type:num|percent|max|min|formula|percentile! val:string gte:boolean",
    "dataValidations": "disablePrompts:boolean xWindow:unsigned yWindow:unsigned count:unsigned",
    # 18.3.1.32
    "dataValidation": "type:none|whole|decimal|list|date|time|textLength|custom errorStyle:stop|warning|information "
                      "imeMode:noControl|off|on|disabled|hiragana|fullKatakana|halfKatakana|fullAlpha|halfAlpha|fullHangul|halfHangul "
                      "operator:between|notBetween|equal|notEqual|lessThan|lessThanOrEqual|greaterThan|greaterThanOrEqual "
                      "allowBlank:boolean showDropDown:boolean showInputMessage:boolean showErrorMessage:boolean errorTitle:string "
                      "error:string promptTitle:string prompt:string sqref:sqref!",
    "hyperlink": "ref:ref! r:id:string location:string tooltip:string display:string",  # 18.3.1.47
    "printOptions": "horizontalCentered:boolean verticalCentered:boolean headings:boolean gridLines:boolean gridLinesSet:boolean",
    # 18.3.1.62; Excel takes margins under 49 inches
    "pageMargins": "left:0..48.999! right:0..48.999! top:0..48.999! bottom:0..48.999! header:0..48.999! footer:0..48.999!",
    # 18.3.1.63
    "pageSetup": "paperSize:unsigned paperHeight:string paperWidth:string scale:10..400 firstPageNumber:int fitToWidth:0..32767 "
                 "fitToHeight:0..32767 pageOrder:downThenOver|overThenDown orientation:default|portrait|landscape "
                 "usePrinterDefaults:boolean blackAndWhite:boolean draft:boolean cellComments:none|asDisplayed|atEnd "
                 "useFirstPageNumber:boolean errors:displayed|blank|dash|NA horizontalDpi:int verticalDpi:int copies:1..32767 "
                 "r:id:string",
    "headerFooter": "differentOddEven:boolean differentFirst:boolean scaleWithDoc:boolean alignWithMargins:boolean",
    "rowBreaks": "count:unsigned manualBreakCount:unsigned", "colBreaks": "count:unsigned manualBreakCount:unsigned",
    "brk": "id:unsigned min:unsigned max:unsigned man:boolean pt:boolean",
    "drawing": "r:id:string!", "legacyDrawing": "r:id:string!", "legacyDrawingHF": "r:id:string!", "picture": "r:id:string!",
    "tableParts": "count:unsigned", "tablePart": "r:id:string!",
})

CHARTSHEET = WORKSHEET | attributes({
    # 18.3.1.86
    "sheetView": "tabSelected:boolean zoomScale:10..400 workbookViewId:unsigned! zoomToFit:boolean",
    "chartsheet/sheetPr": "published:boolean codeName:string",  # 18.3.1.83
})

_TOTALS = "none|sum|min|max|average|count|countNums|stdDev|var|custom"  # 18.18.89
TABLE = attributes(FILTER, {
    # 18.5.1.2
    "table": "id:unsigned! name:string displayName:string! comment:string ref:ref! tableType:worksheet|xml|queryTable "
             "headerRowCount:0..1 insertRow:boolean insertRowShift:boolean totalsRowCount:0..1 totalsRowShown:boolean published:boolean "
             "headerRowDxfId:unsigned dataDxfId:unsigned totalsRowDxfId:unsigned headerRowBorderDxfId:unsigned "
             "tableBorderDxfId:unsigned totalsRowBorderDxfId:unsigned headerRowCellStyle:string dataCellStyle:string "
             "totalsRowCellStyle:string connectionId:unsigned",
    "tableColumns": "count:unsigned",
    # 18.5.1.3
    "tableColumn": f"id:unsigned! uniqueName:string name:string! totalsRowFunction:{_TOTALS} totalsRowLabel:string "
                   "queryTableFieldId:unsigned headerRowDxfId:unsigned dataDxfId:unsigned totalsRowDxfId:unsigned "
                   "headerRowCellStyle:string dataCellStyle:string totalsRowCellStyle:string",
    "calculatedColumnFormula": "array:boolean", "totalsRowFormula": "array:boolean",
    # 18.5.1.5
    "tableStyleInfo": "name:string showFirstColumn:boolean showLastColumn:boolean showRowStripes:boolean showColumnStripes:boolean",
})

SHARED_STRINGS = attributes({"sst": "count:unsigned uniqueCount:unsigned"})

_COUNTED = "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs"
STYLES = attributes({
    **{name: "count:unsigned" for name in _COUNTED.split()},
    "numFmt": "numFmtId:unsigned! formatCode:string!",  # 18.8.30
    "color": _COLOR, "fgColor": _COLOR, "bgColor": _COLOR,
    "b": _PROPERTY, "i": _PROPERTY, "strike": _PROPERTY, "outline": _PROPERTY, "shadow": _PROPERTY, "condense": _PROPERTY,
    "extend": _PROPERTY, "font/name": "val:string!", "charset": "val:0..255!", "family": "val:0..14!", "sz": "val:1..409.55!",
    "u": "val:single|double|singleAccounting|doubleAccounting|none", "vertAlign": "val:baseline|superscript|subscript!",
    "scheme": "val:none|major|minor!",
    # 18.18.55
    "patternFill": "patternType:none|solid|mediumGray|darkGray|lightGray|darkHorizontal|darkVertical|darkDown|darkUp|darkGrid|"
                   "darkTrellis|lightHorizontal|lightVertical|lightDown|lightUp|lightGrid|lightTrellis|gray125|gray0625",
    "border": "diagonalUp:boolean diagonalDown:boolean outline:boolean",
    **{side: _LINE for side in "start end left right top bottom diagonal vertical horizontal".split()},
    # 18.8.45
    "xf": "numFmtId:unsigned fontId:unsigned fillId:unsigned borderId:unsigned xfId:unsigned quotePrefix:boolean pivotButton:boolean "
          "applyNumberFormat:boolean applyFont:boolean applyFill:boolean applyBorder:boolean applyAlignment:boolean "
          "applyProtection:boolean",
    # 18.8.1
    "alignment": "horizontal:general|left|center|right|fill|justify|centerContinuous|distributed "
                 "vertical:top|center|bottom|justify|distributed textRotation:0..255 wrapText:boolean indent:0..250 relativeIndent:int "
                 "justifyLastLine:boolean shrinkToFit:boolean readingOrder:0..2",
    "protection": "locked:boolean hidden:boolean",
    "cellStyle": "name:string xfId:unsigned! builtinId:unsigned iLevel:unsigned hidden:boolean customBuiltin:boolean",  # 18.8.7
    "tableStyles": "count:unsigned defaultTableStyle:string defaultPivotStyle:string",
    "tableStyle": "name:string! pivot:boolean table:boolean count:unsigned",
    # 18.18.93
    "tableStyleElement": "type:wholeTable|headerRow|totalRow|firstColumn|lastColumn|firstRowStripe|secondRowStripe|firstColumnStripe|"
                         "secondColumnStripe|firstHeaderCell|lastHeaderCell|firstTotalCell|lastTotalCell|firstSubtotalColumn|"
                         "secondSubtotalColumn|thirdSubtotalColumn|firstSubtotalRow|secondSubtotalRow|thirdSubtotalRow|blankRow|"
                         "firstColumnSubheading|secondColumnSubheading|thirdColumnSubheading|firstRowSubheading|"
                         "secondRowSubheading|thirdRowSubheading|pageFieldLabels|pageFieldValues! size:1..9 dxfId:unsigned",
})
