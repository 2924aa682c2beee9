"""The part of shared strings (ECMA-376 part 1, section 18.4)."""
from references import utf16_length, xstring
from spreadsheet_attributes import SHARED_STRINGS
from spreadsheet_sequences import SHARED_STRINGS_MODELS
from xml_part import XMLPart


class TextRules:
    """What holds for the text of a cell, shared or inline: for the children of an si or an is."""

    LONGEST = 32_767

    def __init__(self, package, name):
        super().__init__(package, name)
        self._keeps_space = False
        self.pieces = []

    def start_t(self, attributes):
        self._keeps_space = attributes.get("xml:space") == "preserve"

    def end_t(self, text):
        # White space of XML alone (XML 1.0, section 2.3): a no-break space is kept anyhow.
        if text and (text[0] in " \t\n\r" or text[-1] in " \t\n\r") and not self._keeps_space:
            self.report("text-space", "starts or ends with white space and has no xml:space=\"preserve\"")
        if self.path[-2] != "rPh":
            self.pieces.append(text)

    def whole_text(self):
        """The text of the pieces since the last call."""
        text = xstring("".join(self.pieces))
        self.pieces.clear()
        if utf16_length(text) > self.LONGEST:
            self.report("text-length", f"is longer than {self.LONGEST} characters")
        return text


class SharedStrings(TextRules, XMLPart):
    """Counts the strings; keeps only the texts that are wanted, as there may be millions."""

    NAMESPACE, ROOT = "x", "sst"
    SEQUENCES, ATTRIBUTES = SHARED_STRINGS_MODELS, SHARED_STRINGS

    def __init__(self, package, name, wanted=frozenset(), silent=False):
        super().__init__(package, name)
        self.wanted, self.silent = wanted, silent
        self.number = 0
        self.texts = {}
        self.said = {}

    def report(self, rule, text, where=None):
        if not self.silent:
            super().report(rule, text, where)

    def start_sst(self, attributes):
        self.said = {key: int(attributes[key]) for key in ("count", "uniqueCount") if key in attributes}

    def end_si(self, _):
        text = self.whole_text()
        if self.number in self.wanted:
            self.texts[self.number] = text
        self.number += 1

    def finish(self):
        if self.said.get("uniqueCount", self.number) != self.number:
            self.report("shared-unique-count", f"uniqueCount says {self.said['uniqueCount']}, and there are {self.number} strings")

    def judge_uses(self, uses):
        """The count is that of the cells with a shared string (18.4.9)."""
        if self.said.get("count", uses) != uses:
            self.report("shared-count", f"count says {self.said['count']}, and cells refer to strings {uses} times", "-")
