"""Reads one XML part as a stream, and checks what holds for every part: encoding, content models, attributes."""
import xml.parsers.expat

_OFFICE = ("http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/")
_PREFIXES = {
    "spreadsheetml/2006/main": "x", "spreadsheetml/main": "x",
    "officeDocument/2006/relationships": "r", "officeDocument/relationships": "r",
    "drawingml/2006/chart": "c", "drawingml/chart": "c",
    "drawingml/2006/main": "a", "drawingml/main": "a",
    "drawingml/2006/spreadsheetDrawing": "xdr", "drawingml/spreadsheetDrawing": "xdr",
    "package/2006/content-types": "ct", "package/2006/relationships": "rel", "package/2006/metadata/core-properties": "cp",
    "officeDocument/2006/extended-properties": "ep", "officeDocument/extendedProperties": "ep",
    "officeDocument/2006/docPropsVTypes": "vt", "officeDocument/docPropsVTypes": "vt",
}
NAMESPACES = {office + path: prefix for office in _OFFICE for path, prefix in _PREFIXES.items()} | {
    "http://purl.org/dc/elements/1.1/": "dc", "http://purl.org/dc/terms/": "dcterms",
    "http://www.w3.org/XML/1998/namespace": "xml", "http://www.w3.org/2001/XMLSchema-instance": "xsi",
}
_IGNORABLE = "http://schemas.openxmlformats.org/markup-compatibility/2006 Ignorable"
_CHUNK = 1 << 18


class _Stop(Exception):
    """Ends the reading of a part in which nothing more can be judged."""


class _ShortNames(dict):
    """Names of elements and attributes: bare in the part's own namespace, "prefix:name" in a known one, None in another."""

    def __init__(self, own):
        self.own = own

    def __missing__(self, name):
        namespace, _, local = name.rpartition(" ")
        prefix = NAMESPACES.get(namespace)
        short = local if prefix == self.own else f"{prefix}:{local}" if prefix else None
        self[name] = short
        return short


class XMLPart:
    """A part; a subclass adds methods start_NAME(attributes) and end_NAME(text), with ":" in a name written as "_"."""

    NAMESPACE = None
    ROOT = None
    SEQUENCES = {}
    ATTRIBUTES = {}

    def __init__(self, package, name):
        self.package, self.name = package, name
        self.path = []
        self._names = _ShortNames(self.NAMESPACE)
        self._models = []
        self._text = []
        self._skipped = 0
        self._prefixes = set()
        self._model_of = {}

    def report(self, rule, text, where=None):
        self.package.findings.add(self.name, where or self.where(), rule, text)

    def where(self):
        return f"{self._parser.CurrentLineNumber}:{self._parser.CurrentColumnNumber + 1}"

    def read(self):
        self._parser = parser = xml.parsers.expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartNamespaceDeclHandler = lambda prefix, _: self._prefixes.add(prefix)
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        try:
            with self.package.open(self.name) as stream:
                first = True
                while chunk := stream.read(_CHUNK):
                    if first and chunk[:2] in (b"\xff\xfe", b"\xfe\xff"):
                        self.report("encoding", "is not UTF-8")
                        raise _Stop
                    first = False
                    parser.Parse(chunk, False)
                parser.Parse(b"", True)
            self.finish()
        except xml.parsers.expat.ExpatError as error:
            self.report("well-formed", str(error))
        except _Stop:
            pass
        return self

    def finish(self):
        """Judges what needs the whole part."""

    def _declaration(self, version, encoding, standalone):
        if version != "1.0":
            self.report("xml-version", f"is {version!r}, not 1.0")
        if encoding and encoding.upper() not in ("UTF-8", "US-ASCII", "ASCII"):
            self.report("encoding", f"is declared as {encoding}, not UTF-8")
            raise _Stop

    def _doctype(self, *_):
        # Part 2, section 9.1.1: a part has no DTD; and nobody should expand the entities of a stranger.
        self.report("dtd", "has a document type declaration")
        raise _Stop

    def _start(self, long_name, attributes):
        if self._skipped:
            self._skipped += 1
            return
        name, path = self._names[long_name], self.path
        if self._text:
            self._judge_text()
        if not path and self.ROOT and name != self.ROOT:
            self.report("root", f"is {name or long_name}, not {self.ROOT}")
            raise _Stop
        if not path:
            self._judge_ignorable(attributes.get(_IGNORABLE, ""))
        if name is None or name == "extLst":
            # Other namespaces are Excel's extensions or mc:AlternateContent, which have rules of their own.
            self._skipped = 1
            if name and path:
                self._count_child(name)
            return
        if path and not self._count_child(name):
            self._skipped = 1
            return
        key = (path[-1] if path else None, name)
        known = self._model_of.get(key)
        if known is None:
            known = self._model_of[key] = self._look_up(*key)
        sequence, allowed, start, end = known
        path.append(name)
        self._models.append([sequence, 0, {}, end])
        if " " in "".join(attributes):
            attributes = {self._names[key] or key: value for key, value in attributes.items()}
        if allowed and not self._attributes_fit(name, attributes, allowed):
            # Without what it must have, nothing in the element can be judged.
            path.pop()
            self._models.pop()
            self._skipped = 1
            return
        if start:
            start(attributes)

    def _judge_ignorable(self, prefixes):
        # Part 3, section 7.2: a prefix that is not declared makes the whole part unreadable.
        for prefix in prefixes.split():
            if prefix not in self._prefixes:
                self.report("ignorable", f"mc:Ignorable has the prefix {prefix}, which is not declared")

    def _look_up(self, parent, name):
        def find(table):
            return table.get(f"{parent}/{name}") or table.get(name)

        method = name.replace(":", "_")
        return (
            find(self.SEQUENCES), find(self.ATTRIBUTES),
            getattr(self, f"start_{method}", None), getattr(self, f"end_{method}", None))

    def _count_child(self, name):
        model = self._models[-1]
        sequence = model[0]
        if sequence is None:
            return True
        found = sequence.places.get(name)
        if found is None:
            self.report("unknown-element", f"{name} is not a child of {self.path[-1]}")
            return False
        place, most = found
        count = model[2][place] = model[2].get(place, 0) + 1
        if count > most:
            self.report("repeated-element", f"{self.path[-1]} has {name} {count} times")
        if place < model[1]:
            self.report("element-order", f"{name} comes after {sequence.names[model[1]]} in {self.path[-1]}")
        else:
            model[1] = place
        return True

    def _attributes_fit(self, name, attributes, allowed):
        bad = []
        for attribute, value in attributes.items():
            found = allowed.types.get(attribute)
            if found is None:
                # An attribute of another namespace is an extension's.
                if " " not in attribute and not attribute.startswith(("xml:", "xsi:")):
                    self.report("unknown-attribute", f"{name} has {attribute}")
            elif not found[1](value):
                self.report("attribute-value", f"{name} has {attribute}=\"{value[:60]}\", not {found[0]}")
                bad.append(attribute)
        for attribute in allowed.required:
            if attribute not in attributes:
                self.report("missing-attribute", f"{name} has no {attribute}")
                return False
        if not bad:
            return True
        # What follows may rely on the types: it sees an optional attribute that is wrong as absent.
        for attribute in bad:
            del attributes[attribute]
        return not any(attribute in allowed.required for attribute in bad)

    def _end(self, _):
        if self._skipped:
            self._skipped -= 1
            self._text.clear()
            return
        text = "".join(self._text)
        sequence, _, counts, end = self._models[-1]
        name = self.path[-1]
        if sequence:
            if text:
                self._judge_text()
            for place, least in sequence.least:
                if counts.get(place, 0) < least:
                    self.report("missing-element", f"{name} has {counts.get(place, 0)} {sequence.names[place]}, not {least}")
        self._text.clear()
        if end:
            end(text)
        self.path.pop()
        self._models.pop()

    def _judge_text(self):
        if self._models and self._models[-1][0] and "".join(self._text).strip():
            self.report("stray-text", f"{self.path[-1]} has text of its own")
        self._text.clear()

    def judge_count(self, attributes, found, what):
        """A "count" is optional, but where it is it must be true."""
        if "count" in attributes and int(attributes["count"]) != found:
            self.report("count", f"{what} says {attributes['count']}, and has {found}")
