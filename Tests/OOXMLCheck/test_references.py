"""The small grammars that the rules stand on."""
import unittest

from number_format import format_problem
from page_setup import _CODE
from references import area, cell, column_letters, formula_problem, name_problem, sheets_named, split_union, utf16_length, xstring
from worksheet_part import first_overlap


class ReferenceTests(unittest.TestCase):
    def test_cells_and_areas(self):
        self.assertEqual(cell("XFD1048576"), (1_048_576, 16_384))
        self.assertEqual([cell(text) for text in ("XFE1", "A1048577", "A0", "a1", "$A$1", "A", "1")], [None] * 7)
        self.assertEqual(area("A1:B2"), (1, 1, 2, 2))
        self.assertEqual([area(text) for text in ("B2:A1", "A1:", "A:B", "A1:B2:C3")], [None] * 4)
        self.assertEqual([column_letters(number) for number in (1, 26, 27, 702, 703, 16_384)], ["A", "Z", "AA", "ZZ", "AAA", "XFD"])

    def test_overlaps(self):
        self.assertIsNone(first_overlap([(1, 1, 2, 2), (1, 3, 2, 4), (3, 1, 3, 4)]))
        self.assertEqual(first_overlap([(5, 5, 6, 6), (1, 1, 9, 1), (8, 1, 8, 3)]), ((8, 1, 8, 3), (1, 1, 9, 1)))

    def test_names(self):
        for name in ("_a", "\\a", "Ääkköset", "a.b?", "XFE1", "A1048577", "RC_", "R1C1a", "Table1", "a" * 255):
            self.assertIsNone(name_problem(name), name)

    def test_formulas(self):
        for formula in (
                "IF(A1=\"it's (\",1,2)", "'It''s \"x\"'!A1", "T[[#Totals],[a'[b'] ''c]]", "{1,2;3,4}", "\"a\"\"b\"", "[1]S!A1",
                "SUM('a(b'!A1)", "T[It''s]"):
            self.assertIsNone(formula_problem(formula), formula)

    def test_sheets_of_a_formula(self):
        for formula, names in (
                ("Sales!A1+'It''s'!B2", ["Sales", "It's"]), ("\"Text!A1\"", []), ("Sales!#REF!+#REF!", ["Sales"]), ("[1]Other!A1", []),
                ("'[book.xlsx]Other'!A1", []), ("SUM(First:Last!A1)", ["First", "Last"]), ("'a\"b'!A1&\"x\"", ["a\"b"]), ("A1", [])):
            self.assertEqual(sheets_named(formula), names, formula)
        self.assertEqual(split_union("'a,b'!$A:$A,S!$1:$1"), ["'a,b'!$A:$A", "S!$1:$1"])

    def test_texts(self):
        self.assertEqual(xstring("a_x000a_b_x005F_x0041_"), "a\nb_x0041_")
        self.assertEqual(utf16_length("a😀ä"), 4)

    def test_number_formats(self):
        for code in ("General", "0.00\\ \"€\";[Red]\\-0", "[$-40B]d.m.yyyy", "_-* #,##0_-;@", "\"]\"0", "h:mm;;;@"):
            self.assertIsNone(format_problem(code), code)

    def test_header_codes(self):
        text = "&L&\"Arial,Bold\"&14 a && b&C&K00FF00 c &K01+050 d&R&P+1 / &N &D &T &F &A &Z"
        self.assertNotIn("&", _CODE.sub("", text))


if __name__ == "__main__":
    unittest.main()
