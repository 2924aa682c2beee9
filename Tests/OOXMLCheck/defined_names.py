"""Defined names (ECMA-376 part 1, sections 18.2.5 and 18.2.6)."""
from references import (
    absolute_area, absolute_band, formula_problem, name_problem, sheet_and_area, sheets_named, split_union, xstring)

_PREFIX = "_xlnm."
# The reserved names that are an area of the sheet that they are local to.
_AREAS = ("_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase")


class DefinedNameRules:
    def __init__(self, package, name):
        super().__init__(package, name)
        self.names = []
        self.filters = {}
        self._attributes = {}

    def start_definedName(self, attributes):
        self._attributes = attributes

    def end_definedName(self, text):
        scope = self._attributes.get("localSheetId")
        self.names.append((xstring(self._attributes["name"]), None if scope is None else int(scope), text, self.where()))

    def judge_names(self):
        """After the whole part: a name may refer to any sheet."""
        known, seen = self.sheet_names(), set()
        for name, scope, text, where in self.names:
            if not name.startswith(_PREFIX):
                problem = name_problem(name)
                if problem:
                    self.report("name-syntax", f"{name[:60]!r} {problem}", where)
            if (name.casefold(), scope) in seen:
                self.report("name-duplicate", f"{name!r} is there twice in its scope", where)
            seen.add((name.casefold(), scope))
            if scope is not None and scope >= len(self.sheets):
                self.report("name-scope", f"{name!r} is local to sheet {scope}, which there is not", where)
                continue
            problem = "is empty" if not text.strip() else formula_problem(text)
            if problem:
                self.report("name-formula", f"{name!r}: {text[:60]!r} {problem}", where)
                continue
            absent = [sheet for sheet in sheets_named(text) if sheet.casefold() not in known]
            if absent:
                self.report("name-sheet", f"{name!r} refers to the sheet {absent[0]!r}, which there is not", where)
            elif name in _AREAS:
                self._judge_area(name, scope, text, where)

    def _judge_area(self, name, scope, text, where):
        pieces = split_union(text)
        if scope is None:
            self.report("name-scope-missing", f"{name} has no localSheetId", where)
            return
        limit = {"_xlnm.Print_Titles": 2, "_xlnm._FilterDatabase": 1}.get(name)
        fits = not limit or len(pieces) <= limit
        for piece in pieces:
            found = sheet_and_area(piece)
            if not found or found[0].casefold() != self.sheets[scope].name.casefold():
                fits = False
            elif name == "_xlnm.Print_Titles":
                fits = fits and absolute_band(found[1])
            elif name == "_xlnm.Print_Area":
                fits = fits and bool(absolute_area(found[1]) or absolute_band(found[1]))
            else:
                fits = fits and absolute_area(found[1]) is not None
        if fits and name == "_xlnm._FilterDatabase":
            self.filters[scope] = absolute_area(sheet_and_area(text)[1])
        if not fits:
            self.report("name-area", f"{name} is {text[:80]!r}, not an absolute area of its own sheet", where)

    def judge_tables(self, tables):
        """A table's name is a name of the workbook's."""
        names = {name.casefold() for name, *_ in self.names}
        for table in tables:
            if table.display_name.casefold() in names:
                self.report("name-table", f"{table.display_name!r} is a table and a defined name", "-")
