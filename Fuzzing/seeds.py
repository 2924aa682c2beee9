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
