"""The parts that hold a package together: content types and relationships (ECMA-376 part 2, sections 9.3 and 10.1)."""
import posixpath
import re
import urllib.parse
from typing import NamedTuple

from attribute_types import attributes
from child_sequences import sequences
from references import utf16_length
from xml_part import XMLPart

_ID = re.compile(r"[^\W\d][\w.\-]*$")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_NOT_IN_URI = re.compile(r'[\s<>"{}^`\x00-\x1f]')
_MEDIA_TYPE = re.compile(r"[\w!#$&^.+\-]+/[\w!#$&^.+\-]+(\s*;.*)?$")


class ContentTypes(XMLPart):
    NAMESPACE, ROOT = "ct", "Types"
    SEQUENCES = sequences({"Types": "Default|Override*"})
    ATTRIBUTES = attributes({
        "Default": "Extension:string! ContentType:string!", "Override": "PartName:string! ContentType:string!"})

    def __init__(self, package, name):
        super().__init__(package, name)
        self.defaults, self.overrides = {}, {}

    def start_Default(self, attributes):
        self._add(self.defaults, attributes["Extension"].lower(), attributes["ContentType"])

    def start_Override(self, attributes):
        part = attributes["PartName"]
        if not part.startswith("/"):
            self.report("override-name", f"{part} does not start with a slash")
        self._add(self.overrides, part.lower(), attributes["ContentType"])

    def _add(self, table, key, content_type):
        if key in table:
            self.report("content-type-duplicate", f"{key} has a type twice")
        if not _MEDIA_TYPE.match(content_type):
            self.report("media-type", f"{content_type!r} is not a media type")
        table[key] = content_type

    def of(self, name):
        """A part's type: its own, or else its extension's (section 10.1.2.4)."""
        extension = posixpath.basename(name).rpartition(".")[2].lower()
        return self.overrides.get("/" + name.lower()) or self.defaults.get(extension)


class Relationship(NamedTuple):
    id: str
    kind: str
    target: str
    external: bool


class Relationships(XMLPart):
    NAMESPACE, ROOT = "rel", "Relationships"
    SEQUENCES = sequences({"Relationships": "Relationship*"})
    ATTRIBUTES = attributes({"Relationship": "Id:string! Type:string! Target:string! TargetMode:Internal|External"})
    # Excel does not follow a longer one, and repairs the sheet.
    LONGEST_TARGET = 2079

    def __init__(self, package, name, source):
        super().__init__(package, name)
        self.source = source
        self.by_id = {}

    def start_Relationship(self, attributes):
        identifier, target = attributes["Id"], attributes["Target"]
        external = attributes.get("TargetMode") == "External"
        if not _ID.match(identifier):
            self.report("relationship-id", f"{identifier!r} is not an xsd:ID")
        if identifier in self.by_id:
            self.report("relationship-duplicate", f"{identifier} is there twice")
        kind = attributes["Type"].rpartition("/")[2]
        if external:
            self._check_uri(identifier, target)
        elif _SCHEME.match(target):
            self.report("target-mode", f"{identifier} leads to {target[:60]} without TargetMode=\"External\"")
            return
        elif not target.startswith("#"):
            target = self._resolved(target)
        self.by_id[identifier] = Relationship(identifier, kind, target, external or target.startswith("#"))

    def _resolved(self, target):
        target = urllib.parse.unquote(target)
        if "\\" in target:
            self.report("target-name", f"{target} has a backslash")
            target = target.replace("\\", "/")
        base = "/" + posixpath.dirname(self.source)
        return posixpath.normpath(posixpath.join(base, target)).lstrip("/")

    def _check_uri(self, identifier, target):
        if not target or _NOT_IN_URI.search(target) or target.count("#") > 1:
            self.report("target-uri", f"{identifier} leads to {target[:60]!r}, which is not a URI")
        if utf16_length(target) > self.LONGEST_TARGET:
            self.report("target-length", f"{identifier} leads to a URI of more than {self.LONGEST_TARGET} characters")
