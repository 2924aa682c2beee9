"""Proves the checker: python -m unittest in this folder. A valid workbook has no finding, and each broken one has just its own."""
import ast
import contextlib
import io
import os
import subprocess
import sys
import tempfile
import unittest
import zipfile

import mutations_drawing
import mutations_package
import mutations_tables
import mutations_workbook
import mutations_worksheet
import ooxml_check
from base_workbook import PARTS, archive

_FOLDER = os.path.dirname(os.path.abspath(__file__))
_MODULES = (mutations_package, mutations_workbook, mutations_worksheet, mutations_tables, mutations_drawing)
MUTATIONS = [mutation for module in _MODULES for mutation in module.MUTATIONS]
# Broken in their bytes, not in a part's text: the tests below make them.
_ARCHIVES = {"archive", "entry-name", "entry-duplicate", "entry-compression", "entry-encrypted"}


def mutated(edits):
    """The parts after edits (part, old, new): without old it is the whole part's new text, or no part if new is None too."""
    parts = dict(PARTS)
    for part, old, new in edits:
        if old is None and new is None:
            del parts[part]
        elif old is None:
            parts[part] = new
        else:
            if old not in parts[part]:
                raise AssertionError(f"{part} has no {old!r}")
            parts[part] = parts[part].replace(old, new, 1)
    return parts


class CheckerTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, "book.xlsx")

    def findings(self, data):
        with open(self.path, "wb") as file:
            file.write(data)
        return ooxml_check.check(self.path)

    def test_a_valid_workbook_has_no_finding(self):
        self.assertEqual(self.findings(archive(PARTS)).summary(), [])

    def test_a_broken_workbook_has_its_own_finding_only(self):
        for number, (rule, *edits) in enumerate(MUTATIONS):
            with self.subTest(number=number, rule=rule, edits=str(edits)[:200]):
                found = self.findings(archive(mutated(edits)))
                self.assertEqual(set(found.rules), {rule}, "\n".join(line[:300] for line in found.lines))

    def test_entries_of_the_archive(self):
        for rule, name in mutations_package.ENTRIES:
            with self.subTest(name=name), contextlib.suppress(UserWarning):
                types = ("[Content_Types].xml", "<Default ", '<Default Extension="xml." ContentType="a/b"/><Default ')
                self.assertEqual(set(self.findings(_archive_with(name, mutated([types] if name.endswith(".") else []))).rules) - {
                    "content-type"}, {rule})

    def test_an_archive_that_cannot_be_read(self):
        self.assertEqual(ooxml_check.check(self.path).rules, ["archive"])
        self.assertEqual(self.findings(b"no archive").rules, ["archive"])
        # A byte inside the stored text of a part, so that its checksum is wrong.
        stream = io.BytesIO(archive(PARTS))
        with zipfile.ZipFile(stream, "a", zipfile.ZIP_STORED) as file:
            file.writestr("xl/other.xml", "<other>text</other>")
        self.assertEqual(self.findings(stream.getvalue().replace(b"<other>text", b"<other>tent")).rules, ["archive"])

    def test_compression_and_encryption(self):
        stream = io.BytesIO(archive(PARTS))
        with zipfile.ZipFile(stream, "a", zipfile.ZIP_BZIP2) as file:
            file.writestr("xl/other.xml", "<other/>")
        self.assertEqual(self.findings(stream.getvalue()).rules, ["entry-compression"])
        data = bytearray(archive({**PARTS, "zz.xml": "<a/>"}))
        # The flag of the last entry of the central directory (APPNOTE 4.3.12), which says that it is encrypted.
        data[data.rindex(b"PK\x01\x02") + 8] |= 1
        self.assertEqual(self.findings(bytes(data)).rules, ["entry-encrypted", "archive"])

    def test_every_rule_is_broken_by_a_test(self):
        broken = {rule for rule, *_ in MUTATIONS} | _ARCHIVES
        self.assertEqual(_rules() - broken, set(), "rules that no test breaks")
        self.assertEqual(broken - _rules(), set(), "tests of rules that there are not")

    def test_repeated_findings_are_cut_short(self):
        cells = "".join(f'<row r="{row}"><c r="A{row}"><v>x</v></c></row>' for row in range(2, 102))
        lines = self.findings(archive(mutated([("xl/worksheets/sheet2.xml", "</sheetData>", cells + "</sheetData>")]))).summary()
        self.assertEqual(len(lines), 11)
        self.assertIn("xl/worksheets/sheet2.xml: A2: cell-number: ", lines[0])
        self.assertTrue(lines[-1].endswith("cell-number: 90 more like these"))

    def test_the_program_prints_and_exits(self):
        def run(data):
            with open(self.path, "wb") as file:
                file.write(data)
            program = os.path.join(_FOLDER, "ooxml_check.py")
            return subprocess.run([sys.executable, program, self.path], capture_output=True, text=True, check=False)

        good, bad = run(archive(PARTS)), run(archive(mutated([("xl/workbook.xml", 'sheetId="3"', 'sheetId="1"')])))
        self.assertEqual((good.returncode, good.stdout, good.stderr), (0, "", ""))
        self.assertEqual(bad.returncode, 1)
        self.assertRegex(bad.stdout, r"^.*book\.xlsx: xl/workbook\.xml: 2:\d+: sheet-id-duplicate: 1 is there twice\n$")


def _archive_with(name, parts):
    """An archive with one more entry of a name that zipfile would put right, or warn of."""
    stand_in = "Z" * len(name.encode())
    return archive(parts, [(stand_in, PARTS.get(name, "<a/>"))]).replace(stand_in.encode(), name.encode())


def _rules():
    """The names of all rules, out of the checker's own source: the constants that are given to "report" and "findings.add"."""
    rules = set()
    for file in sorted(os.listdir(_FOLDER)):
        if not file.endswith(".py") or file.startswith(("test_", "mutations_", "base_")):
            continue
        with open(os.path.join(_FOLDER, file), encoding="utf-8") as source:
            tree = ast.parse(source.read())
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("report", "add"):
                place = 2 if node.func.attr == "add" else 1 if file == "package.py" else 0
                argument = node.args[place] if len(node.args) > max(place, 1) else None
                if isinstance(argument, ast.Constant):
                    rules.add(argument.value)
    return rules


if __name__ == "__main__":
    unittest.main()
