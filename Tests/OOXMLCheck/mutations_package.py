"""Packages and properties that break one rule each: (rule, (part, old, new)...), the first old being replaced."""

_TYPES, _RELATIONS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
_SHEET_RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"
_CORE, _APP = "docProps/core.xml", "docProps/app.xml"
_LINK = "https://example.com/a?b=c&amp;d=e#f"

MUTATIONS = [
    ("content-types-missing", (_TYPES, None, None)),
    ("content-type", (_TYPES, '<Default Extension="xml" ContentType="application/xml"/>', ""), ("xl/other.xml", None, "<a/>")),
    ("content-type-duplicate", (_TYPES, "<Default ", '<Default Extension="XML" ContentType="application/xml"/><Default ')),
    ("content-type-duplicate", (_TYPES, "<Override ", '<Override PartName="/XL/workbook.xml" ContentType="a/b"/><Override ')),
    ("media-type", (_TYPES, "<Default ", '<Default Extension="png" ContentType="picture"/><Default ')),
    ("override-name", (_TYPES, "<Override ", '<Override PartName="xl/styles.xml" ContentType="a/b"/><Override ')),
    ("override-absent", (_TYPES, "<Override ", '<Override PartName="/xl/absent.xml" ContentType="a/b"/><Override ')),
    ("relationship-type", (_TYPES, "spreadsheetml.styles+xml", "spreadsheetml.table+xml")),
    ("relationship-type", (_RELATIONS, "</Relationships>",
     '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="styles.xml"/>'
     "</Relationships>")),
    ("relationship-id", (_SHEET_RELATIONS, "<Relationship ",
     '<Relationship Id="1" Type="http://x/relationships/hyperlink" Target="http://x/" TargetMode="External"/><Relationship ')),
    ("relationship-duplicate", (_SHEET_RELATIONS, "<Relationship ",
     '<Relationship Id="rId1" Type="http://x/relationships/hyperlink" Target="http://x/" TargetMode="External"/><Relationship ')),
    ("relationship-target", (_RELATIONS, "</Relationships>",
     '<Relationship Id="rId9" Type="http://x/relationships/theme" Target="theme/theme1.xml"/></Relationships>')),
    ("relationships-orphan", ("xl/_rels/absent.xml.rels", None,
     '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>')),
    ("office-document", ("_rels/.rels", "relationships/officeDocument", "relationships/other")),
    ("target-mode", (_SHEET_RELATIONS, "<Relationship ",
     '<Relationship Id="rId9" Type="http://x/relationships/hyperlink" Target="http://x/"/><Relationship ')),
    ("target-uri", (_SHEET_RELATIONS, _LINK, "https://example.com/a b")),
    ("target-uri", (_SHEET_RELATIONS, _LINK, "https://example.com/#a#b")),
    ("target-length", (_SHEET_RELATIONS, _LINK, "https://example.com/" + "a" * 2060)),
    ("target-name", (_RELATIONS, 'Target="styles.xml"', 'Target="..\\xl\\styles.xml"')),
    ("part-repeated", (_RELATIONS, "</Relationships>",
     '<Relationship Id="rId9" Type="http://x/relationships/styles" Target="styles.xml"/></Relationships>')),
    ("dtd", (_CORE, "<cp:", "<!DOCTYPE a><cp:")),
    ("xml-version", (_CORE, 'version="1.0"', 'version="1.1"')),
    ("encoding", (_CORE, 'encoding="UTF-8"', 'encoding="ISO-8859-1"')),
    ("encoding", (_CORE, None, '<?xml version="1.0"?><a/>'.encode("utf-16"))),
    ("well-formed", (_CORE, "</dc:title>", "\x01</dc:title>")),
    ("well-formed", (_CORE, "</dc:title>", "&#x1;</dc:title>")),
    ("well-formed", (_CORE, "</dc:title>", "</dc:creator>")),
    ("well-formed", ("xl/other.xml", None, b"<a>\xe4</a>")),
    ("well-formed", ("xl/other.xml", None, "<a>")),
    ("root", (_APP, "<Properties ", "<Property "), (_APP, "</Properties>", "</Property>")),
    ("root", (_APP, None, "<Properties/>")),
    ("core-property-repeated", (_CORE, "<dc:title>", "<dc:title>A</dc:title><dc:title>")),
    ("core-property-unknown", (_CORE, "<dc:title>", "<dc:publisher>A</dc:publisher><dc:title>")),
    ("core-property-type", (_CORE, ' xsi:type="dcterms:W3CDTF"', "")),
    ("core-property-date", (_CORE, "2024-02-29T10:00:00Z", "29.2.2024")),
    ("core-property-date", (_CORE, "2024-02-29T10:00:00Z", "2024-02-29T10:00:00")),
    ("vector-size", (_APP, 'size="2"', 'size="3"')),
    ("repeated-element", (_APP, "<Application>", "<Application>A</Application><Application>")),
    ("unknown-element", (_APP, "<Application>", "<Program>A</Program><Application>")),
]

# The names of entries that are added to the archive.
ENTRIES = [
    ("entry-name", "/xl/a.xml"), ("entry-name", "C:/a.xml"), ("entry-name", "xl/../a.xml"), ("entry-name", "xl//a.xml"),
    ("entry-name", "xl\\a.xml"), ("entry-name", "xl/a.xml."), ("entry-name", "xl/ä.xml"), ("entry-name", "xl/a%2fb.xml"),
    ("entry-duplicate", "xl/styles.xml"), ("entry-duplicate", "XL/Styles.xml"),
]
