#!/usr/bin/env python3
"""Prints the first rows of workbooks as a reader that Ajastin did not write sees them: values, and the type of each column."""
import sys

import openpyxl

ROWS = 6

for path in sys.argv[1:]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    print(f"\n{path.rsplit('/', 1)[-1]}: sheet “{sheet.title}”, {sheet.max_row - 1} rows")
    rows = [list(row) for row in sheet.iter_rows(max_row=ROWS)]
    texts = [["" if cell.value is None else str(cell.value) for cell in row] for row in rows]
    if len(rows) > 1:
        texts.append([f"({type(cell.value).__name__})" for cell in rows[1]])
    widths = [max(len(row[column]) for row in texts) for column in range(len(texts[0]))]
    for row in texts:
        print("  ".join(text.ljust(width) for text, width in zip(row, widths)).rstrip())
