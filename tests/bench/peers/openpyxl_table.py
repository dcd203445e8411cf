"""openpyxl_table.py write CSV XLSX: the table as a workbook, numbers as numbers, empty cells left out.
openpyxl_table.py read XLSX: reads every cell, read-only mode, and prints how many rows there were."""
import csv
import sys

import openpyxl


def cell(text):
    if not text:
        return None
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text


def write(table, workbook):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("申报单位")
    with open(table, encoding="utf-8", newline="") as source:
        for row in csv.reader(source):
            sheet.append([cell(text) for text in row])
    book.save(workbook)


def read(workbook):
    book = openpyxl.load_workbook(workbook, read_only=True)
    print(sum(1 for _ in book.active.iter_rows(values_only=True)))


{"write": write, "read": read}[sys.argv[1]](*sys.argv[2:])
