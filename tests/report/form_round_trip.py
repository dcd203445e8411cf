#!/usr/bin/env python3
"""Fills in every shipped form as a spreadsheet user would, sends it through LibreOffice (XLSX to CSV,
to XLSX, to CSV) and reads it back: the same facts must come out. WRITER; ends with 77 when openpyxl
or LibreOffice is not there."""
import csv
import datetime
import pathlib
import shutil
import subprocess
import sys
import tempfile

try:
    import openpyxl
except ImportError:
    print("openpyxl is not installed")
    sys.exit(77)
if not shutil.which("soffice"):
    print("LibreOffice is not installed")
    sys.exit(77)

CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"


def sample(kind, form, least, options):
    """What is typed into the cell."""
    if kind in ("list", "set"):
        return f"{options[0]}、{options[-1]}" if len(options) > 1 else "2024、2025"
    if options:
        return options[-1]
    if form == "uscc":
        return "91140100MA0FAKE17N"
    if kind == "int":
        return int(least or 7) + 1
    if kind == "decimal":
        return 1999.5 if not least else float(least) + 0.25
    if kind == "date":
        return datetime.date(2026, 3, 16)
    return "140100"  # digits that must stay text


def convert(files, target, folder, profile, *options):
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{profile}", *options,
                    "--convert-to", target, "--outdir", folder, *files], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def read(writer, pairs):
    """header and cell -> fact and value, as the product reads them."""
    text = "".join(f"{header}\t{cell}\n" for header, cell in pairs)
    out = subprocess.run([writer, "--read"], input=text, stdout=subprocess.PIPE, check=True, text=True)
    return out.stdout.splitlines()


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def main():
    writer = str(pathlib.Path(sys.argv[1]).resolve())
    faults = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run([writer, folder], check=True)
        filled, first, back, second = (folder / p for p in ("filled", "first", "back", "second"))
        filled.mkdir()
        typed = {}
        for form in sorted(folder.glob("*.zh.xlsx")):
            fields = [line.split("\t") for line in form.with_suffix(".fields").read_text().splitlines()]
            book = openpyxl.load_workbook(form)
            sheet = book.worksheets[0]
            values = []
            for column, (header, kind, fact, shape, least, options) in enumerate(fields, 1):
                assert sheet.cell(1, column).value == header
                value = sample(kind, shape, least, options.split("|") if options else [])
                sheet.cell(2, column).value = value
                values.append((header, str(value)))
            book.save(filled / form.name)
            typed[form.stem] = values
        profile = folder / "profile"
        convert(sorted(map(str, filled.glob("*.xlsx"))), CSV, first, profile)
        convert(sorted(map(str, first.glob("*.csv"))), "xlsx", back, profile, "--infilter=CSV:44,34,76,1")
        convert(sorted(map(str, back.glob("*.xlsx"))), CSV, second, profile)
        for stem, values in typed.items():
            expected = read(writer, values)
            for line, (header, value) in zip(expected, values):
                if line.endswith("\t?"):
                    faults += 1
                    print(f"{stem}: `{value}` under `{header}` is not read")
            # The second time, the spreadsheet has guessed the types of a CSV anew.
            for step in (first, second):
                table = rows(step / f"{stem}.csv")
                got = read(writer, zip(table[0], table[1]))
                for want, come in zip(expected, got):
                    if want != come:
                        faults += 1
                        print(f"{step.name}/{stem}: wrote {want}, read {come}")
                faults += len(expected) != len(got)
                if len(table) != 2:
                    faults += 1
                    print(f"{step.name}/{stem}: {len(table)} rows")
    print(f"{len(typed)} forms")
    return 1 if faults or not typed else 0


sys.exit(main())
