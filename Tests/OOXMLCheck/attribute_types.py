"""The attributes of an element as data, and the simple types of the standard (ECMA-376 part 1, section 18.18 and 22.9)."""
import re

from references import area, cell

_DOUBLE = re.compile(r"\s*([+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?)\s*$")
_UNSIGNED = re.compile(r"\+?\d{1,10}$")
_INTEGER = re.compile(r"[+-]?\d{1,10}$")
_ARGB = re.compile(r"[0-9A-Fa-f]{8}$")
_GUID = re.compile(r"\{[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}$")
_SPANS = re.compile(r"\d+:\d+( \d+:\d+)*$")


def is_double(text):
    """Whether a text is a finite xsd:double; Excel does not read the INF and NaN that the type has."""
    return bool(_DOUBLE.match(text)) and abs(float(text)) != float("inf")


TYPES = {
    "string": lambda text: True,
    "boolean": lambda text: text in ("0", "1", "true", "false"),
    "unsigned": lambda text: bool(_UNSIGNED.match(text)) and int(text) < 1 << 32,
    "int": lambda text: bool(_INTEGER.match(text)) and -(1 << 31) <= int(text) < 1 << 31,
    "double": is_double,
    "cell": lambda text: cell(text) is not None,
    "ref": lambda text: area(text) is not None,
    "sqref": lambda text: bool(text.split()) and all(area(ref) for ref in text.split()),
    "argb": lambda text: bool(_ARGB.match(text)),
    "guid": lambda text: bool(_GUID.match(text)),
    "spans": lambda text: bool(_SPANS.match(text)) or text == "",
}


def _checker(kind):
    if kind in TYPES:
        return TYPES[kind]
    if "|" in kind:
        values = frozenset(kind.split("|"))
        return values.__contains__
    low, high = (float(bound) for bound in kind.split(".."))
    return lambda text: is_double(text) and low <= float(text) <= high


class Attributes:
    """The attributes of one element, written as "name:type", with "!" where it is required.

    A type is a name of TYPES, the values of an enumeration "a|b", or the limits of a number "0..255".
    """

    __slots__ = ("types", "required")

    def __init__(self, model):
        self.types, self.required = {}, []
        for token in model.split():
            name, kind = token.rstrip("!").rsplit(":", 1)
            self.types[name] = (kind, _checker(kind))
            if token.endswith("!"):
                self.required.append(name)


def attributes(*tables):
    return {name: Attributes(model) for table in tables for name, model in table.items()}
