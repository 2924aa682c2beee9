"""Writes the files that fuzzing starts from, a folder per reader: seeds.py FOLDER."""

import gzip, io, os, sys, zipfile


def write(reader, name, data):
    folder = os.path.join(sys.argv[1], reader)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "wb") as file:
        file.write(data)


texts = {
    "plain": "id,name\n1,Anna\n2,Väinö\n",
    "quoted": 'a;"b ""c"" d";\r\n"x\ny";z\r\n',
    "faults": 'a\t"b"c\td\n"open\te\nf\r\rg',
    "long": ",".join(["x" * 70] * 5) + "\n",
}
for number, (name, text) in enumerate(texts.items()):
    for chunks in (0, 7):
        write("csv", f"{name}-{chunks}", bytes([number, chunks, 12]) + text.encode())
write("csv", "limited", bytes([4 + 8 * 12, 3, 0]) + texts["quoted"].encode())

lines = [
    '{"a":1,"id":"x","ä":null}\n{"id":"\\u00e4\\ud83d\\ude00\\n","a":-1.50e3,"other":[1,{"b":[]}]}\r\n',
    '\n{"a":true,"a":false}\n[1]\n{"a":0.1E-7,"\\u0061":"é"}',
    '{"a":"\\ud800"}\n{"a":01}\n{"a":{"b":{"c":[[[["d"]]]]}}}\n',
]
for number, text in enumerate(lines):
    for first in (0, 6, 41):
        write("ndjson", f"{number}-{first}", bytes([first]) + text.encode())

content = b"id,name\n" + b"1,Anna\n" * 200
out = io.BytesIO()
with gzip.GzipFile("name.csv", "wb", 9, out, 1) as file:
    file.write(content)
files = {
    "named": out.getvalue(),
    "members": gzip.compress(b"one") + gzip.compress(b"") + gzip.compress(os.urandom(300)) + b"\0" * 9,
    "stored": gzip.compress(os.urandom(3000), 0),
    "extra": b"\x1f\x8b\x08\x1e" + b"\0" * 6 + b"\3\0abcname\0comment\0\0\0" + gzip.compress(b"x")[10:],
}
for name, data in files.items():
    write("gzip", name, b"\x10" + data)

main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
cells = (
    '<c r="A1" t="inlineStr"><is><r><t xml:space="preserve"> a</t></r><rPh><t>b</t></rPh></is></c>',
    '<c t="b"><v>1</v></c><c t="e"><v>#DIV/0!</v></c><c t="str"><f>A1</f><v>_x0041_</v></c>',
    '<c r="B1" s="1"><v>60.5</v></c><c s="2"><v>1.25E0</v></c><c t="d"><v>2026-12-31T00:00:00</v></c>',
)
for number, cell in enumerate(cells):
    write("sheet", f"cells-{number}", b"\x30" + f'<worksheet xmlns="{main}"><sheetData><row>{cell}</row></sheetData></worksheet>'.encode())
write("sheet", "strings", b"\x02" + f'<sst xmlns="{main}"><si><t>x</t></si><si><t>_xD83D__xDE00_</t></si></sst>'.encode())
formats = "".join(f'<numFmt numFmtId="{164 + i}" formatCode="{c}"/>' for i, c in enumerate(("[h]:mm", "d\\.m\\.yy h:mm AM/PM", "0.00E+0")))
write("sheet", "styles", b"\x03" + f'<styleSheet xmlns="{main}">{formats}<cellXfs><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>'.encode())
write("sheet", "book", b"\x04" + b'<workbook><workbookPr date1904="1"/><sheets><sheet name="A" state="hidden" id="rId1"/></sheets></workbook>')

import datetime, openpyxl

book = openpyxl.Workbook()
sheet = book.active
for row in (["id", "ä", None, "x" * 40], [1, 2.5, True, "=A1"], [datetime.datetime(2026, 12, 31, 11), datetime.time(11), datetime.date(1900, 1, 1)]):
    sheet.append(row)
book.create_sheet("B").append([1])
data = io.BytesIO()
book.save(data)
write("xlsx", "deflated", data.getvalue())
stored = io.BytesIO()
with zipfile.ZipFile(data) as source, zipfile.ZipFile(stored, "w") as target:
    for name in source.namelist():
        target.writestr(name, source.read(name))
write("xlsx", "stored", stored.getvalue())

word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def field(code, result="x"):
    def char(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
    pieces = code if isinstance(code, list) else [code]
    runs = "".join(p if p.startswith("<") else f"<w:r><w:instrText>{p}</w:instrText></w:r>" for p in pieces)
    return char("begin") + runs + char("separate") + f"<w:r><w:t>{result}</w:t></w:r>" + char("end")


def paragraph(content):
    return f"<w:p>{content}</w:p>"


start, end = field(" MERGEFIELD TableStart:m "), field(" MERGEFIELD TableEnd:m ")
letters = {
    "fields": paragraph(field(" MERGEFIELD a \\* Upper ") + field(' MERGEFIELD b \\# "# ##0,00" ') + '<w:fldSimple w:instr=" MERGEFIELD c "/>'),
    "if": paragraph(field([" IF ", field("MERGEFIELD a"), ' = "ä" "', field("MERGEFIELD b"), '" "no"'])) + paragraph(field([" HYPERLINK ", field("MERGEFIELD a")])),
    "joined": paragraph(field([' IF 1 = 1 "a', "</w:p><w:p>", "<w:r><w:instrText>b\"</w:instrText></w:r>"])),
    "rows": f"<w:tbl><w:tr><w:tc>{paragraph(start + field('MERGEFIELD a'))}</w:tc><w:tc>{paragraph(end)}</w:tc></w:tr></w:tbl>",
    "blocks": paragraph(start) + paragraph(field("MERGEFIELD b")) + paragraph(end) + '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>',
    "next": paragraph(field(" NEXT ") + field(" SKIPIF 1 = 2 ") + field(" MERGEREC ") + '<w:bookmarkStart w:id="1" w:name="b"/><w:bookmarkEnd w:id="1"/>'),
}
for name, body in letters.items():
    write("letter", name, b"\0" + f"<w:document {word}><w:body>{body}</w:body></w:document>".encode())
write("letter", "header", b"\2" + f"<w:hdr {word}>{letters['fields']}</w:hdr>".encode())
write("letter", "notes", b"\3" + f'<w:footnotes {word}><w:footnote w:id="1">{letters["fields"]}</w:footnote></w:footnotes>'.encode())

import docx

document = docx.Document()
document.add_paragraph("x")
data = io.BytesIO()
document.save(data)
small = io.BytesIO()
with zipfile.ZipFile(data) as source, zipfile.ZipFile(small, "w", zipfile.ZIP_DEFLATED) as target:
    for name in source.namelist():
        if "styles" not in name and "theme" not in name and "thumbnail" not in name:
            target.writestr(name, source.read(name))
write("docx", "plain", small.getvalue())
