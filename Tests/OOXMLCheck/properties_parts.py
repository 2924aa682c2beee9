"""The properties of the document: part 2, section 11 (core) and part 1, section 22.2 (extended)."""
import re

from attribute_types import attributes
from child_sequences import sequences
from xml_part import XMLPart

_ELEMENTS = ("category contentStatus dc:creator dc:description dc:identifier dc:language dc:subject dc:title dcterms:created "
             "dcterms:modified keywords lastModifiedBy lastPrinted revision version")
_W3CDTF = re.compile(
    r"(\d{4})(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d))?)?)?$")


class CoreProperties(XMLPart):
    """Section 11.1: an xsd:all, so the order is free, but each property comes once at most."""

    NAMESPACE, ROOT = "cp", "coreProperties"

    def __init__(self, package, name):
        super().__init__(package, name)
        self._seen = set()

    def _start(self, long_name, attributes):
        super()._start(long_name, attributes)
        if len(self.path) != 2 or self._skipped:
            return
        name = self.path[-1]
        if name not in _ELEMENTS.split():
            self.report("core-property-unknown", f"{name} is not a core property")
        if name in self._seen:
            self.report("core-property-repeated", f"{name} is there twice")
        self._seen.add(name)
        # Section 11.4: the two dates say their type, no property has an xml:lang, and none has children.
        kind = {self._names[key]: value for key, value in attributes.items()}.get("xsi:type")
        if name.startswith("dcterms:") and (kind or "").rpartition(":")[2] != "W3CDTF":
            self.report("core-property-type", f"{name} is of type {kind}, not dcterms:W3CDTF")

    def _date(self, text):
        if not _W3CDTF.match(text.strip()):
            self.report("core-property-date", f"{self.path[-1]} is {text[:40]!r}, not a W3CDTF date")

    end_dcterms_created = end_dcterms_modified = _date


class ExtendedProperties(XMLPart):
    """Section 22.2.2: an xsd:all as well; a vector's size is the number of its elements (22.4.2.34)."""

    NAMESPACE, ROOT = "ep", "Properties"
    SEQUENCES = sequences({"Properties": " ".join(name + "?" for name in (
        "Template Manager Company Pages Words Characters PresentationFormat Lines Paragraphs Slides Notes TotalTime HiddenSlides "
        "MMClips ScaleCrop HeadingPairs TitlesOfParts LinksUpToDate CharactersWithSpaces SharedDoc HyperlinkBase HLinks "
        "HyperlinksChanged DigSig Application AppVersion DocSecurity").split())})
    ATTRIBUTES = attributes({"vt:vector": "size:unsigned! baseType:string!"})

    def __init__(self, package, name):
        super().__init__(package, name)
        self._sizes = []

    def _count_child(self, name):
        if self.path[-1] == "vt:vector":
            self._sizes[-1][1] += 1
        # Any order will do: only what is unknown or repeated counts.
        self._models[-1][1] = 0
        return super()._count_child(name)

    def start_vt_vector(self, attributes):
        self._sizes.append([int(attributes["size"]), 0])

    def end_vt_vector(self, _):
        said, found = self._sizes.pop()
        if said != found:
            self.report("vector-size", f"{self.path[-2]} says {said} elements, and has {found}")
