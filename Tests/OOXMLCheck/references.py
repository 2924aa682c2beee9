"""Cell references, names, and the parts of a formula that name sheets (ECMA-376 part 1, sections 18.17.2 and 18.18.62)."""
import re

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384

_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})$")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NAME = re.compile(r"[^\W\d]|[_\\]")
_NAME_REST = re.compile(r"[\w.\\?]*$")
_R1C1 = re.compile(r"(R[0-9]*(C[0-9]*)?|C[0-9]*)$", re.IGNORECASE)
_A1 = re.compile(r"([A-Z]{1,3})([0-9]{1,7})$", re.IGNORECASE)
# A sheet's name before "!": quoted with doubled apostrophes, or bare; a "[1]" before it is another workbook's.
_SHEET = re.compile(r"'((?:[^']|'')+)'!|((?:\[[^\]]*\])?[\w.\\?]+(?::[\w.\\?]+)?)!")
_TEXT = re.compile(r'"((?:[^"]|"")*)"')
_TEXT_OR_SHEET = re.compile(r'"(?:[^"]|"")*"|' + _SHEET.pattern)
_ABSOLUTE = re.compile(r"\$([A-Z]{1,3})\$([0-9]+)(?::\$([A-Z]{1,3})\$([0-9]+))?$")
_ABSOLUTE_BAND = re.compile(r"\$([A-Z]{1,3}):\$([A-Z]{1,3})$|\$([0-9]+):\$([0-9]+)$")


class _Columns(dict):
    def __missing__(self, letters):
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - 64
        self[letters] = number
        return number


COLUMNS = _Columns()


def cell(text):
    """(row, column) of a relative reference such as B7, or None."""
    match = _CELL.match(text)
    if not match:
        return None
    row, column = int(match[2]), COLUMNS[match[1]]
    return (row, column) if row <= MAX_ROW and column <= MAX_COLUMN else None


def area(text):
    """(top, left, bottom, right) of a relative reference such as A1:B7 or A1, or None."""
    first, colon, last = text.partition(":")
    start = cell(first)
    end = cell(last) if colon else start
    if not start or not end or end[0] < start[0] or end[1] < start[1]:
        return None
    return (*start, *end)


def areas(text):
    return [found for found in map(area, text.split()) if found]


def overlap(one, other):
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def column_letters(column):
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def utf16_length(text):
    """Excel counts a text's length in UTF-16 units."""
    return len(text) + sum(1 for character in text if character > "\uffff") if not text.isascii() else len(text)


def xstring(text):
    """An ST_Xstring with its _xHHHH_ escapes resolved (section 22.9.2.19)."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def name_problem(name):
    """Why a text is not a defined name's or a table's name, or None (section 18.2.5)."""
    if not name:
        return "is empty"
    if utf16_length(name) > 255:
        return "is longer than 255 characters"
    if not _NAME.match(name) or not _NAME_REST.match(name):
        return "has a character that a name cannot have there"
    match = _A1.match(name)
    if match and COLUMNS[match[1].upper()] <= MAX_COLUMN and 1 <= int(match[2]) <= MAX_ROW:
        return "looks like a cell reference"
    if _R1C1.match(name):
        return "looks like a cell reference in R1C1 notation"
    return "is a logical value" if name.upper() in ("TRUE", "FALSE") else None


def _without_strings(formula):
    """A formula with the contents of its text literals and quoted sheet names blanked, or None when a quote is left open."""
    kept, position = [], 0
    while position < len(formula):
        character = formula[position]
        if character not in "\"'":
            kept.append(character)
            position += 1
            continue
        end = formula.find(character, position + 1)
        if end < 0:
            return None
        kept.append(character * 2)
        position = end + 1
    return "".join(kept)


def _without_specifiers(formula):
    """A formula without its structured references' "[…]", where an apostrophe escapes the next character (section 18.17.2)."""
    kept, depth, position, quoted = [], 0, 0, ""
    while position < len(formula):
        character = formula[position]
        if depth and character == "'":
            position += 2
            continue
        if not depth and character in "\"'" and quoted in ("", character):
            quoted = "" if quoted else character
        if not quoted and character == "[":
            depth += 1
        if not depth:
            kept.append(character)
        if not quoted and character == "]":
            if not depth:
                return None
            depth -= 1
        position += 1
    return None if depth else "".join(kept)


def formula_problem(formula):
    """Why Excel would not parse a formula: too long, an equals sign, or quotes and brackets that do not pair. Or None."""
    if utf16_length(formula) > 8192:
        return "is longer than 8192 characters"
    if formula.startswith("="):
        return "starts with ="
    outside = _without_specifiers(formula)
    outside = None if outside is None else _without_strings(outside)
    if outside is None:
        return "has a quote or a bracket that is not closed"
    if '"' in formula and any(utf16_length(text.replace('""', '"')) > 255 for text in _TEXT.findall(formula)):
        return "has a text of more than 255 characters"
    open_ones = []
    for character in outside:
        if character in "({":
            open_ones.append({"(": ")", "{": "}"}[character])
        elif character in ")}" and (not open_ones or open_ones.pop() != character):
            return "has a parenthesis that does not pair"
    return "has a parenthesis that is not closed" if open_ones else None


def sheets_named(formula):
    """The names of the sheets of this workbook that a formula refers to."""
    if "!" not in formula:
        return []
    names = []
    for match in _TEXT_OR_SHEET.finditer(formula):
        name = match[1].replace("''", "'") if match[1] else match[2]
        if not name:
            continue
        before = formula[match.start() - 1:match.start()]
        if "[" in name or before in ("#", "]") or name.upper() == "REF":
            continue
        names += name.split(":")
    return names


def split_union(text):
    """The areas of a reference "A!$1:$1,B!$A:$A", commas in quoted sheet names apart."""
    pieces, quoted, start = [], False, 0
    for position, character in enumerate(text):
        if character == "'":
            quoted = not quoted
        elif character == "," and not quoted:
            pieces.append(text[start:position])
            start = position + 1
    return pieces + [text[start:]]


def sheet_and_area(text):
    """("Sheet", "$A$1:$B$2") of a reference to an area of one sheet, or None."""
    match = _SHEET.match(text)
    if not match:
        return None
    return (match[1].replace("''", "'") if match[1] else match[2]), text[match.end():]


def absolute_area(text):
    """(top, left, bottom, right) of $A$1:$B$2, or None."""
    match = _ABSOLUTE.match(text)
    return area(text.replace("$", "")) if match else None


def absolute_band(text):
    """Whether a text is whole rows or columns, $1:$2 or $A:$B."""
    match = _ABSOLUTE_BAND.match(text)
    if not match:
        return False
    low, high, limit = (
        (COLUMNS[match[1]], COLUMNS[match[2]], MAX_COLUMN) if match[1] else (int(match[3]), int(match[4]), MAX_ROW))
    return 1 <= low <= high <= limit
