"""The content models of spreadsheet drawings and charts (ECMA-376 part 1, sections 20.5 and 21.2; schemas in annex A.4 and A.5)."""
from child_sequences import sequences

_OBJECT = "sp|grpSp|graphicFrame|cxnSp|pic|contentPart"
DRAWING = {
    "wsDr": "twoCellAnchor|oneCellAnchor|absoluteAnchor*",  # 20.5.2.35
    "twoCellAnchor": f"from to {_OBJECT} clientData",  # 20.5.2.33
    "oneCellAnchor": f"from ext {_OBJECT} clientData",  # 20.5.2.24
    "absoluteAnchor": f"pos ext {_OBJECT} clientData",  # 20.5.2.1
    "from": "col colOff row rowOff",  # 20.5.2.15
    "to": "col colOff row rowOff",  # 20.5.2.32
    "graphicFrame": "nvGraphicFramePr xfrm a:graphic",  # 20.5.2.16
    "nvGraphicFramePr": "cNvPr cNvGraphicFramePr",  # 20.5.2.20
    "xfrm": "a:off? a:ext?",  # 20.5.2.36
    "a:graphic": "a:graphicData",  # 20.1.2.2.16
    "pic": "nvPicPr blipFill spPr style?",  # 20.5.2.25
    "nvPicPr": "cNvPr cNvPicPr",  # 20.5.2.22
    "sp": "nvSpPr spPr style? txBody?",  # 20.5.2.29
}

_TITLE = "tx? layout? overlay? spPr? txPr? extLst?"
_LABELS = ("numFmt? spPr? txPr? dLblPos? showLegendKey? showVal? showCatName? showSerName? showPercent? showBubbleSize? separator? ")
_SERIES = "idx order tx? spPr? "  # EG_SerShared
_LINE_SHARED = "grouping varyColors? ser* dLbls? dropLines? "
_BAR_SHARED = "barDir grouping? varyColors? ser* dLbls? "
_AREA_SHARED = "grouping? varyColors? ser* dLbls? dropLines? "
_PIE_SHARED = "varyColors? ser* dLbls? "
_SURFACE_SHARED = "wireframe? ser* bandFmts? "
# EG_AxShared
_AXIS = ("axId scaling delete? axPos majorGridlines? minorGridlines? title? numFmt? majorTickMark? minorTickMark? tickLblPos? "
         "spPr? txPr? crossAx crosses|crossesAt? ")
_BAR_SERIES = (_SERIES + "invertIfNegative? pictureOptions? dPt* dLbls? trendline* errBars? cat? val? shape? extLst?")  # 21.2.2.170
_LINE_SERIES = _SERIES + "marker? dPt* dLbls? trendline* errBars? cat? val? smooth? extLst?"  # 21.2.2.171
_PIE_SERIES = _SERIES + "explosion? dPt* dLbls? cat? val? extLst?"  # 21.2.2.172
_AREA_SERIES = _SERIES + "pictureOptions? dPt* dLbls? trendline* errBars{0,2} cat? val? extLst?"  # 21.2.2.168
_SURFACE_SERIES = _SERIES + "cat? val? extLst?"  # 21.2.2.173

CHART = {
    # 21.2.2.29 chartSpace
    "chartSpace": "date1904? lang? roundedCorners? style? clrMapOvr? pivotSource? protection? chart spPr? txPr? externalData? "
                  "printSettings? userShapes? extLst?",
    # 21.2.2.27 chart
    "chart": "title? autoTitleDeleted? pivotFmts? view3D? floor? sideWall? backWall? plotArea legend? plotVisOnly? dispBlanksAs? "
             "showDLblsOverMax? extLst?",
    # 21.2.2.145 plotArea
    "plotArea": "layout? areaChart|area3DChart|lineChart|line3DChart|stockChart|radarChart|scatterChart|pieChart|pie3DChart|"
                "doughnutChart|barChart|bar3DChart|ofPieChart|surfaceChart|surface3DChart|bubbleChart+ "
                "valAx|catAx|dateAx|serAx* dTable? spPr? extLst?",
    "title": _TITLE,  # 21.2.2.210
    "title/tx": "strRef|rich",  # 21.2.2.214
    "dLbl/tx": "strRef|rich",
    "ser/tx": "strRef|v",  # 21.2.2.215
    "layout": "manualLayout? extLst?",  # 21.2.2.88
    "manualLayout": "layoutTarget? xMode? yMode? wMode? hMode? x? y? w? h? extLst?",  # 21.2.2.104
    "view3D": "rotX? hPercent? rotY? depthPercent? rAngAx? perspective? extLst?",  # 21.2.2.228
    "legend": "legendPos? legendEntry* layout? overlay? spPr? txPr? extLst?",  # 21.2.2.93
    "legendEntry": "idx delete? txPr? extLst?",  # 21.2.2.94
    "barChart": _BAR_SHARED + "gapWidth? overlap? serLines* axId{2,2} extLst?",  # 21.2.2.16
    "bar3DChart": _BAR_SHARED + "gapWidth? gapDepth? shape? axId{2,3} extLst?",  # 21.2.2.15
    "lineChart": _LINE_SHARED + "hiLowLines? upDownBars? marker? smooth? axId{2,2} extLst?",  # 21.2.2.97
    "line3DChart": _LINE_SHARED + "gapDepth? axId{3,3} extLst?",  # 21.2.2.96
    "stockChart": "ser{3,4} dLbls? dropLines? hiLowLines? upDownBars? axId{2,2} extLst?",  # 21.2.2.198
    "areaChart": _AREA_SHARED + "axId{2,2} extLst?",  # 21.2.2.5
    "area3DChart": _AREA_SHARED + "gapDepth? axId{2,3} extLst?",  # 21.2.2.4
    "pieChart": _PIE_SHARED + "firstSliceAng? extLst?",  # 21.2.2.141
    "pie3DChart": _PIE_SHARED + "extLst?",  # 21.2.2.140
    "doughnutChart": _PIE_SHARED + "firstSliceAng? holeSize? extLst?",  # 21.2.2.50
    "ofPieChart": "ofPieType " + _PIE_SHARED + "gapWidth? splitType? splitPos? custSplit? secondPieSize? serLines* extLst?",  # 21.2.2.126
    "scatterChart": "scatterStyle? varyColors? ser* dLbls? axId{2,2} extLst?",  # 21.2.2.161; Excel does without the style
    "bubbleChart": "varyColors? ser* dLbls? bubble3D? bubbleScale? showNegBubbles? sizeRepresents? axId{2,2} extLst?",  # 21.2.2.20
    "radarChart": "radarStyle varyColors? ser* dLbls? axId{2,2} extLst?",  # 21.2.2.153
    "surfaceChart": _SURFACE_SHARED + "axId{2,3} extLst?",  # 21.2.2.204
    "surface3DChart": _SURFACE_SHARED + "axId{3,3} extLst?",  # 21.2.2.203
    **{f"{chart}/ser": _BAR_SERIES for chart in ("barChart", "bar3DChart")},
    **{f"{chart}/ser": _LINE_SERIES for chart in ("lineChart", "line3DChart", "stockChart")},
    **{f"{chart}/ser": _PIE_SERIES for chart in ("pieChart", "pie3DChart", "doughnutChart", "ofPieChart")},
    **{f"{chart}/ser": _AREA_SERIES for chart in ("areaChart", "area3DChart")},
    **{f"{chart}/ser": _SURFACE_SERIES for chart in ("surfaceChart", "surface3DChart")},
    "scatterChart/ser": _SERIES + "marker? dPt* dLbls? trendline* errBars{0,2} xVal? yVal? smooth? extLst?",  # 21.2.2.167
    # 21.2.2.174
    "bubbleChart/ser": _SERIES + "invertIfNegative? dPt* dLbls? trendline* errBars{0,2} xVal? yVal? bubbleSize? bubble3D? extLst?",
    "radarChart/ser": _SERIES + "marker? dPt* dLbls? cat? val? extLst?",  # 21.2.2.169
    "dPt": "idx invertIfNegative? marker? bubble3D? explosion? spPr? pictureOptions? extLst?",  # 21.2.2.52
    "dLbls": "dLbl* delete? " + _LABELS + "showLeaderLines? leaderLines? extLst?",  # 21.2.2.49
    "dLbl": "idx delete? layout? tx? " + _LABELS + "extLst?",  # 21.2.2.47
    # 21.2.2.211
    "trendline": "name? spPr? trendlineType order? period? forward? backward? intercept? dispRSqr? dispEq? trendlineLbl? extLst?",
    "errBars": "errDir? errBarType errValType noEndCap? plus? minus? val? spPr? extLst?",  # 21.2.2.55
    "upDownBars": "gapWidth? upBars? downBars? extLst?",  # 21.2.2.218
    "cat": "multiLvlStrRef|numRef|numLit|strRef|strLit",  # 21.2.2.24
    "xVal": "multiLvlStrRef|numRef|numLit|strRef|strLit",  # 21.2.2.234
    "ser/val": "numRef|numLit",  # 21.2.2.224
    "yVal": "numRef|numLit",  # 21.2.2.237
    "bubbleSize": "numRef|numLit",  # 21.2.2.22
    "numRef": "f numCache? extLst?",  # 21.2.2.123
    "strRef": "f strCache? extLst?",  # 21.2.2.201
    "multiLvlStrRef": "f multiLvlStrCache? extLst?",  # 21.2.2.115
    "numCache": "formatCode? ptCount? pt* extLst?",  # 21.2.2.120
    "numLit": "formatCode? ptCount? pt* extLst?",  # 21.2.2.122
    "strCache": "ptCount? pt* extLst?",  # 21.2.2.199
    "strLit": "ptCount? pt* extLst?",  # 21.2.2.200
    "multiLvlStrCache": "ptCount? lvl* extLst?",  # 21.2.2.114
    "lvl": "pt*",  # 21.2.2.99
    "pt": "v",  # 21.2.2.151
    "catAx": _AXIS + "auto? lblAlgn? lblOffset? tickLblSkip? tickMarkSkip? noMultiLvlLbl? extLst?",  # 21.2.2.25
    "dateAx": _AXIS + "auto? lblOffset? baseTimeUnit? majorUnit? majorTimeUnit? minorUnit? minorTimeUnit? extLst?",  # 21.2.2.39
    "valAx": _AXIS + "crossBetween? majorUnit? minorUnit? dispUnits? extLst?",  # 21.2.2.226
    "serAx": _AXIS + "tickLblSkip? tickMarkSkip? extLst?",  # 21.2.2.175
    "scaling": "logBase? orientation? max? min? extLst?",  # 21.2.2.160
    "dTable": "showHorzBorder? showVertBorder? showOutline? showKeys? spPr? txPr? extLst?",  # 21.2.2.54
    "ser/marker": "symbol? size? spPr? extLst?",  # 21.2.2.106
    "dPt/marker": "symbol? size? spPr? extLst?",
    "printSettings": "headerFooter? pageMargins? pageSetup? legacyDrawingHF?",  # 21.2.2.148
}

DRAWING_MODELS, CHART_MODELS = sequences(DRAWING), sequences(CHART)
