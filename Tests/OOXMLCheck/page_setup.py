"""Headers and footers of printed pages (ECMA-376 part 1, sections 18.3.1.36, 18.3.1.37, 18.3.1.39 and 18.3.1.46)."""
import re

from references import utf16_length, xstring

# The codes after "&"; a font is "name,style", a colour six hexadecimal digits or a theme's with its tint, a size digits.
_CODE = re.compile(
    r'&(?:[LCRPNDTZFAGBIUESXYOH&]|"[^",]*(?:,[^"]*)?"|K(?:[0-9A-Fa-f]{6}|[0-9]{2}[+-][0-9]{3})|[0-9]{1,3}|[+-])', re.IGNORECASE)


class PageRules:
    LONGEST_HEADER = 255

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self._pictures = False

    def _judge_header(self, text):
        text = xstring(text)
        name = self.path[-1]
        if utf16_length(text) > self.LONGEST_HEADER:
            self.report("header-length", f"{name} is longer than {self.LONGEST_HEADER} characters")
        rest = _CODE.sub("", text)
        if "&" in rest:
            self.report("header-code", f"{name} has {rest[rest.index('&'):][:6]!r}, which is no code")
        codes = [code.upper() for code in _CODE.findall(text)]
        for section in ("&L", "&C", "&R"):
            if codes.count(section) > 1:
                self.report("header-section", f"{name} has the section {section} twice")
        self._pictures = self._pictures or "&G" in codes

    end_oddHeader = end_oddFooter = end_evenHeader = end_evenFooter = end_firstHeader = end_firstFooter = _judge_header

    def judge_pictures(self, has_legacy_drawing):
        if self._pictures and not has_legacy_drawing:
            self.report("header-picture", "a header or footer has &G, and the sheet has no legacyDrawingHF", "-")
