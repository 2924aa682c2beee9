"""The package of ECMA-376 part 2: a ZIP archive of parts with content types and relationships."""
import re
import zipfile

from package_parts import ContentTypes, Relationships
from xml_part import XMLPart

CONTENT_TYPES = "[Content_Types].xml"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_SHEET = _OFFICE + "spreadsheetml."
_MAIN = {
    _SHEET + "sheet.main+xml", _SHEET + "template.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "application/vnd.ms-excel.template.macroEnabled.main+xml", "application/vnd.ms-excel.addin.macroEnabled.main+xml",
}
# The content type of what a relationship of a type leads to (part 1, section 12.3, and 14 and 15.2 for the shared parts).
TARGET_TYPES = {
    "officeDocument": _MAIN,
    "worksheet": {_SHEET + "worksheet+xml"},
    "chartsheet": {_SHEET + "chartsheet+xml"},
    "dialogsheet": {_SHEET + "dialogsheet+xml"},
    "styles": {_SHEET + "styles+xml"},
    "sharedStrings": {_SHEET + "sharedStrings+xml"},
    "table": {_SHEET + "table+xml"},
    "comments": {_SHEET + "comments+xml"},
    "calcChain": {_SHEET + "calcChain+xml"},
    "externalLink": {_SHEET + "externalLink+xml"},
    "sheetMetadata": {_SHEET + "sheetMetadata+xml"},
    "pivotTable": {_SHEET + "pivotTable+xml"},
    "pivotCacheDefinition": {_SHEET + "pivotCacheDefinition+xml"},
    "printerSettings": {_SHEET + "printerSettings"},
    "theme": {_OFFICE + "theme+xml"},
    "drawing": {_OFFICE + "drawing+xml"},
    "vmlDrawing": {_OFFICE + "vmlDrawing"},
    "chart": {_OFFICE + "drawingml.chart+xml"},
    "chartUserShapes": {_OFFICE + "drawingml.chartshapes+xml"},
    "extended-properties": {_OFFICE + "extended-properties+xml"},
    "custom-properties": {_OFFICE + "custom-properties+xml"},
    "core-properties": {"application/vnd.openxmlformats-package.core-properties+xml"},
}
_SOURCE = re.compile(r"(.*/)?_rels/([^/]*)\.rels$")


class Package:
    """The parts of a file by name, each name without the leading slash."""

    def __init__(self, path, findings):
        self.findings = findings
        self.types = None
        self._relationships = {}
        self._read = set()
        self._archive = zipfile.ZipFile(path)
        self.names = [entry.filename for entry in self._archive.infolist() if not entry.is_dir()]
        self._present = set(self.names)

    def report(self, part, rule, text):
        self.findings.add(part, "-", rule, text)

    def open(self, name):
        self._read.add(name)
        return self._archive.open(name)

    def __contains__(self, name):
        return name in self._present

    def check(self):
        """Checks the entries, types and relationships; whether the package can be read further."""
        self._check_entries()
        if CONTENT_TYPES not in self:
            self.report(CONTENT_TYPES, "content-types-missing", "is not in the package")
            return False
        self.types = ContentTypes(self, CONTENT_TYPES).read()
        self._check_types()
        for name in self.names:
            match = _SOURCE.match(name)
            if not match:
                continue
            source = (match[1] or "") + match[2]
            if source and source not in self:
                self.report(name, "relationships-orphan", f"belongs to {source}, which is not in the package")
                continue
            self._relationships[source] = Relationships(self, name, source).read().by_id
        for source, relationships in self._relationships.items():
            self._check_targets(source, relationships)
        main = [each for each in self.relationships("").values() if each.kind == "officeDocument"]
        if len(main) != 1:
            self.report("_rels/.rels", "office-document", f"{len(main)} relationships lead to a workbook, not one")
        return len(main) == 1 and main[0].target in self

    def relationships(self, source):
        return self._relationships.get(source, {})

    def related(self, source, kind):
        """The parts that a source has relationships of a kind to."""
        return [each.target for each in self.relationships(source).values() if each.kind == kind and each.target in self]

    def _check_entries(self):
        # Part 2, section 9.1.1.1 (part names) and annex C (how they are stored in a ZIP archive).
        seen = {}
        for entry in self._archive.infolist():
            name = entry.orig_filename
            if name.startswith("/") or "\\" in name or re.match(r"[A-Za-z]:", name):
                self.report(name, "entry-name", "is absolute or has a backslash")
            elif entry.is_dir():
                continue
            elif any(segment.strip(".") == "" or segment.endswith(".") for segment in name.split("/")):
                self.report(name, "entry-name", "has a segment that is empty, is dots, or ends with a dot")
            elif not name.isascii() or re.search(r"%2f|%5c", name, re.IGNORECASE):
                self.report(name, "entry-name", "has a character that a part's name has to escape, or an escaped slash")
            if name.lower() in seen:
                self.report(name, "entry-duplicate", "is in the archive twice, or differs from another entry in case only")
            seen[name.lower()] = name
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                self.report(name, "entry-compression", "is neither stored nor deflated")
            if entry.flag_bits & 1:
                self.report(name, "entry-encrypted", "is encrypted")

    def _check_types(self):
        lower = {name.lower() for name in self.names}
        for part in self.types.overrides:
            if part.lstrip("/") not in lower:
                self.report(CONTENT_TYPES, "override-absent", f"gives {part} a type, which is not in the package")
        for name in self.names:
            if name != CONTENT_TYPES and not self.types.of(name):
                self.report(name, "content-type", "has no content type")

    def _check_targets(self, source, relationships):
        rels = f"{source.rpartition('/')[0]}/_rels/{source.rpartition('/')[2]}.rels".lstrip("/")
        for each in relationships.values():
            if each.external:
                continue
            if each.target not in self:
                self.report(rels, "relationship-target", f"{each.id} leads to {each.target}, which is not in the package")
                continue
            content_type = self.types.of(each.target)
            expected = TARGET_TYPES.get(each.kind)
            fits = content_type in expected if expected else each.kind != "image" or (content_type or "").startswith("image/")
            if content_type and not fits:
                self.report(rels, "relationship-type", f"{each.id} is of type {each.kind}, and leads to {content_type}")

    def check_rest(self):
        """Reads what no rule has read: XML must be well formed, and each entry must be what its checksum says."""
        for name in self.names:
            if name in self._read:
                continue
            if (self.types.of(name) or "").endswith(("+xml", "/xml")):
                XMLPart(self, name).read()
            else:
                with self.open(name) as stream:
                    while stream.read(1 << 20):
                        pass
