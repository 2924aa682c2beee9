"""The workbook part (ECMA-376 part 1, section 18.2): its sheets and views; the names are in defined_names.py."""
from typing import NamedTuple

from defined_names import DefinedNameRules
from references import utf16_length
from spreadsheet_attributes import WORKBOOK
from spreadsheet_sequences import WORKBOOK_MODELS
from xml_part import XMLPart


class Sheet(NamedTuple):
    name: str
    part: str
    kind: str


class WorkbookPart(DefinedNameRules, XMLPart):
    NAMESPACE, ROOT = "x", "workbook"
    SEQUENCES, ATTRIBUTES = WORKBOOK_MODELS, WORKBOOK
    SHEET_KINDS = ("worksheet", "chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet")
    # Excel's own limit; the schema has none.
    HIGHEST_SHEET_ID = 65_534

    def __init__(self, package, name):
        super().__init__(package, name)
        self.sheets = []
        self.views = []
        self._names_seen, self._ids, self._targets = set(), set(), set()
        self._visible = 0

    def sheet_names(self):
        return {sheet.name.casefold() for sheet in self.sheets}

    def start_workbookView(self, attributes):
        self.views.append((int(attributes.get("activeTab", 0)), int(attributes.get("firstSheet", 0)), self.where()))

    def start_sheet(self, attributes):
        name = attributes["name"]
        self._check_name(name)
        if name.casefold() in self._names_seen:
            self.report("sheet-name-duplicate", f"{name!r} is there twice")
        self._names_seen.add(name.casefold())
        number = int(attributes["sheetId"])
        if not 1 <= number <= self.HIGHEST_SHEET_ID:
            self.report("sheet-id", f"{number} is not in 1..{self.HIGHEST_SHEET_ID}")
        if number in self._ids:
            self.report("sheet-id-duplicate", f"{number} is there twice")
        self._ids.add(number)
        self._visible += attributes.get("state", "visible") == "visible"
        relationship = self.package.relationships(self.name).get(attributes["r:id"])
        if not relationship or relationship.kind not in self.SHEET_KINDS:
            self.report("sheet-relationship", f"{attributes['r:id']} of {name!r} does not lead to a sheet")
            self.sheets.append(Sheet(name, "", ""))
            return
        if relationship.target in self._targets:
            self.report("sheet-part-shared", f"{name!r} has the same part as another sheet")
        self._targets.add(relationship.target)
        self.sheets.append(Sheet(name, relationship.target, relationship.kind))

    def _check_name(self, name):
        # What Excel lets nobody type into a sheet's tab; section 18.2.19 has only "ST_Xstring".
        if not 1 <= utf16_length(name) <= 31:
            self.report("sheet-name-length", f"{name!r} is not 1 to 31 characters long")
        if any(character in "[]:*?/\\" or character < " " for character in name):
            self.report("sheet-name-character", f"{name!r} has a character of []:*?/\\ or a control character")
        if name.startswith("'") or name.endswith("'"):
            self.report("sheet-name-apostrophe", f"{name!r} starts or ends with an apostrophe")
        if name.casefold() == "history":
            self.report("sheet-name-reserved", f"{name!r} is Excel's own")

    def end_sheets(self, _):
        if self.sheets and not self._visible:
            self.report("sheet-visible", "no sheet is visible")

    def finish(self):
        for active, first, where in self.views:
            if max(active, first) >= len(self.sheets):
                self.report("active-tab", f"activeTab {active} or firstSheet {first} is not a sheet", where)
        self.judge_names()
