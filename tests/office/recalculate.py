#!/usr/bin/env python3
"""Has an office calculate workbooks anew and compares every formula with the result written beside it.

    tests/office/recalculate.py FILE.xlsx...

LibreOffice opens each workbook with a profile that always recalculates, and saves it again. That it does recalculate
is shown on a copy of each in which one result was made wrong. Every figure of a column of checks comes to nought, and
in a copy with a figure changed does not.
Exit code 0: every formula comes to its written result; 1: one does not, or the office did not recalculate; 2: no
office, or not a workbook.
"""

import math
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

# 0: always recalculate OOXML on load.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""

# What doubles lose in a sum of a few hundred points.
TOLERANCE = 1e-9

WRONG = "123456.789"

# A cell of a column of checks: figures of a row added up, less what they come to.
CHECK = re.compile(r"ROUND\(SUM\([A-Z0-9:]+\)-\([-0-9.]+\),6\)")


def sheets(book):
    """Name and path of every sheet of an open workbook."""
    workbook = ET.fromstring(book.read("xl/workbook.xml"))
    relations = ET.fromstring(book.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target") for relation in relations}
    for sheet in workbook.iter(f"{MAIN}sheet"):
        target = targets[sheet.get(f"{RELATION}id")]
        yield sheet.get("name"), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def cells(path):
    """Of every cell with a value: its formula, if it has one, and the value as written; by sheet and address."""
    found = {}
    with zipfile.ZipFile(path) as book:
        for name, part in sheets(book):
            for cell in ET.fromstring(book.read(part)).iter(f"{MAIN}c"):
                value = cell.find(f"{MAIN}v")
                if value is not None:
                    formula = cell.find(f"{MAIN}f")
                    text = formula.text or "" if formula is not None else None
                    found[name, cell.get("r")] = (text, value.text)
    return found


def formulas(path):
    return {address: value for address, (formula, value) in cells(path).items() if formula is not None}


def plant(path, to):
    """Copies a workbook with the result of its first formula made wrong; the address of that formula."""
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as copy:
        parts = {part: name for name, part in sheets(book)}
        planted = None
        for entry in book.infolist():
            content = book.read(entry)
            if planted is None and entry.filename in parts:
                text = content.decode()
                found = re.search(r'<c r="([A-Z]+[0-9]+)"[^>]*><f>[^<]*</f><v>([^<]*)</v>', text)
                if found:
                    planted = (parts[entry.filename], found[1])
                    content = (text[: found.start(2)] + WRONG + text[found.end(2) :]).encode()
            copy.writestr(entry, content)
    return planted


def falsify(path, to):
    """Copies a workbook with a figure of a block changed, as somebody may; the check beside it, none without a block."""
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as copy:
        parts = {part: name for name, part in sheets(book)}
        changed = None
        for entry in book.infolist():
            content = book.read(entry)
            if changed is None and entry.filename in parts:
                text = content.decode()
                for row in re.finditer(r"<row .*?</row>", text):
                    check = re.search(r'<c r="([A-Z]+[0-9]+)"[^>]*><f>' + CHECK.pattern + "</f>", row[0])
                    figure = check and re.search(r'<c r="[A-Z]+[0-9]+"[^>]*><v>([0-9.]+)</v></c>(?=.*<f>)', row[0].split("</c>", 3)[3])
                    if figure:
                        start = row.start() + row[0].index(figure[0]) + figure.start(1) - figure.start()
                        content = (text[:start] + WRONG + text[start + len(figure[1]) :]).encode()
                        changed = (parts[entry.filename], check[1])
                        break
            copy.writestr(entry, content)
    return changed


def recalculate(paths, folder):
    """Opens and saves workbooks; where each came out."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    out = folder / "out"
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        print("no soffice in PATH")
        sys.exit(2)
    command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx", "--outdir", out, *paths]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=600)
    return [out / path.name for path in paths]


def differ(written, calculated):
    """Whether a result is not the one written."""
    try:
        return not math.isclose(float(written), float(calculated), rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    except (TypeError, ValueError):
        return written != calculated


def main(names):
    if not names:
        print(__doc__)
        return 2
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        copies, baits, planted, false = [], [], [], []
        for number, file in enumerate(names):
            copy = folder / f"{number}.xlsx"
            shutil.copy(file, copy)
            copies.append(copy)
            bait = folder / f"{number}-bait.xlsx"
            address = plant(copy, bait)
            # A workbook that ranks nothing may have no formula; that the others have theirs is tested cell by cell.
            if address is not None:
                baits.append(bait)
                planted.append((file, copy, bait, address))
            changed = folder / f"{number}-changed.xlsx"
            check = falsify(copy, changed)
            if check is not None:
                false.append((file, changed, check))
        if not planted:
            print("no formula to make wrong in any workbook")
            return 2
        results = recalculate([*copies, *baits, *(changed for _, changed, _ in false)], folder)
        baited, falsified = results[len(copies) : len(copies) + len(baits)], results[len(copies) + len(baits) :]
        for (file, copy, bait, address), result in zip(planted, baited):
            before, right, after = (formulas(path)[address] for path in (bait, copy, result))
            if before != WRONG or differ(right, after):
                print(f"{file}: the office did not recalculate: {address} was made {before} and came out as {after}, not {right}")
                return 1
            print(f"{file}: recalculation bites: {address[0]}!{address[1]} made {WRONG} came out as {after}")
        for (file, _, check), result in zip(false, falsified):
            if not differ("0", formulas(result)[check]):
                print(f"{file}: a figure was changed and the check {check} says nothing")
                return 1
            print(f"{file}: the check bites: {check[0]}!{check[1]} came out as {formulas(result)[check]}")
        for file, copy, result in zip(names, copies, results):
            calculated = {address: value for address, (_, value) in cells(result).items()}
            written = formulas(copy)
            faults = [(address, value, calculated.get(address)) for address, value in written.items() if differ(value, calculated.get(address))]
            for (sheet, cell), value, other in faults:
                print(f"{file}: {sheet}!{cell}: written {value}, calculated {other}")
            wrong += len(faults)
            checked = [address for address, (formula, _) in cells(copy).items() if formula and CHECK.fullmatch(formula)]
            for sheet, cell in checked:
                if differ("0", calculated[sheet, cell]):
                    wrong += 1
                    print(f"{file}: {sheet}!{cell}: the check comes to {calculated[sheet, cell]}")
            print(f"{file}: {len(written)} formulas, {len(faults)} differ; {len(checked)} checks come to 0")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
