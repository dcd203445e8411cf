"""workbook.py write CSV XLSX: the table as a workbook by xlsxwriter, as Excel writes them (shared strings),
numbers as numbers, empty cells left out. workbook.py read XLSX: openpyxl reads every cell in its read-only
mode; prints how many rows there were."""
import csv
import sys


def write(table, workbook):
    import xlsxwriter

    book = xlsxwriter.Workbook(workbook)
    sheet = book.add_worksheet("申报单位")
    numeric = set()
    with open(table, encoding="utf-8", newline="") as source:
        for at, row in enumerate(csv.reader(source)):
            if at == 0:
                numeric = {i for i, header in enumerate(row) if header.endswith(("人员", "数", "（万元）"))}
            for column, text in enumerate(row):
                if at > 0 and text and column in numeric:
                    sheet.write_number(at, column, float(text))
                elif text:
                    sheet.write_string(at, column, text)
    book.close()


def read(workbook):
    import openpyxl

    book = openpyxl.load_workbook(workbook, read_only=True)
    print(sum(1 for _ in book.active.iter_rows(values_only=True)))


{"write": write, "read": read}[sys.argv[1]](*sys.argv[2:])
