#!/usr/bin/env python3
"""Marked copies there and back: `feedback.py THIDUA` writes a figure over its total into the rows of each unit, has them sent back, puts each
marked cell right in LibreOffice's own .xlsx, .ods and .xls, and takes the copies in: nothing may be wrong any more."""

import csv
import pathlib
import shutil
import subprocess
import sys
import tempfile

import openpyxl

THIDUA = pathlib.Path(sys.argv[1]).resolve()
SOURCE = pathlib.Path(__file__).parents[2] / "examples/tp-ho-chi-minh-2022"
ENDINGS = ["xlsx", "ods", "xls"]


def run(*words, allowed=(0,)):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    if done.returncode not in allowed:
        sys.exit(f"{' '.join(map(str, words))}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done


def spoil(folder):
    """Writes one more than the total into a row of each unit: what was there, by unit."""
    was = {}
    for path in sorted((folder / "ket-qua").rglob("*.csv")):
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            if row["tong_so"] and row["don_vi"] not in was:
                was[row["don_vi"]] = row["thuc_hien"]
                row["thuc_hien"] = str(int(row["tong_so"]) + 1)
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return was


def mend(path, was):
    """Puts the marked cells of a copy right."""
    book = openpyxl.load_workbook(path)
    marked = [cell for row in book.active.iter_rows() for cell in row if cell.comment]
    for cell in marked:
        cell.value = int(was)
    book.save(path)
    return len(marked)


def there_and_back(kind, work):
    folder, back = work / "folder", work / "back"
    shutil.copytree(SOURCE, folder)
    was = spoil(folder)
    run(THIDUA, "feedback", "-C", folder, "--as-of", "2022-12-31", "-o", back, "-q", allowed=(1,))
    copies = sorted(back.glob("*/ket-qua*.xlsx"))
    if {copy.parent.name for copy in copies} != set(was):
        sys.exit(f"copies for {[copy.parent.name for copy in copies]}, faults of {sorted(was)}")
    sent = []
    for copy in copies:
        if mend(copy, was[copy.parent.name]) != 1:
            sys.exit(f"{copy}: one cell is wrong")
        # Every copy has the same name in a folder of its own.
        sent.append(copy.rename(work / f"{copy.parent.name}.xlsx"))
    run("soffice", f"-env:UserInstallation=file://{work / 'profile'}", "--headless", "--convert-to", kind, "--outdir", work / "sent", *sent)
    sent = sorted((work / "sent").iterdir())
    told = run(THIDUA, "-C", folder, "import", "--force", *sent)
    run(THIDUA, "check", folder, "--strict")
    if run(THIDUA, "tally", folder, "--format", "csv").stdout != run(THIDUA, "tally", SOURCE, "--format", "csv").stdout:
        sys.exit(f"{kind}: the ranking is another\n{told.stderr}")
    return len(copies)


def main():
    for kind in ENDINGS:
        with tempfile.TemporaryDirectory() as work:
            print(f"{kind}: {there_and_back(kind, pathlib.Path(work))} copies came back")


main()
