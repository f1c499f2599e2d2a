#!/usr/bin/env python3
"""Workbooks as an office prints them: no figure that found no room, no empty page, no other font.

    tests/office/paper.py FOLDER FILE.xlsx...

Each workbook becomes a PDF in the folder, by LibreOffice. With Pillow installed its pages are drawn too, nine to a
picture (`NAME.1.png` …), to be looked at. Exit code 1: a page is wrong; 2: no office, or not a workbook.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

# What Times New Roman is where it is not installed; and its bold and italic faces.
FONTS = re.compile(r"(TimesNewRoman|Times-|LiberationSerif|Tinos)", re.IGNORECASE)

# Pages in a row and in a column of a picture, and how fine they are drawn.
SIDE, FINENESS = 3, 60


def said(*command):
    return subprocess.run(command, check=True, capture_output=True, timeout=600).stdout.decode()


def printed(files, folder):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        print("no soffice in PATH")
        sys.exit(2)
    with tempfile.TemporaryDirectory() as profile:
        profile = pathlib.Path(profile).as_uri()
        said(office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", folder, *files)
    return [folder / f"{pathlib.Path(file).stem}.pdf" for file in files]


def faults(pdf):
    pages = said("pdftotext", "-layout", pdf, "-").split("\f")[:-1]
    drawn = {int(line.split()[0]) for line in said("pdfimages", "-list", pdf).splitlines()[2:]}
    for number, text in enumerate(pages, 1):
        if "###" in text:
            yield f"page {number}: a figure found no room"
        # A page number alone is no page; charts have words of their own.
        if not re.sub(r"\d+", "", text).strip() and number not in drawn:
            yield f"page {number}: empty"
    for line in said("pdffonts", pdf).splitlines()[2:]:
        if not FONTS.search(line.split()[0]):
            yield f"font {line.split()[0]}"
    if not pages:
        yield "no pages"


def draw(pdf, folder):
    """Draws the pages, several to a picture; nothing without Pillow."""
    try:
        from PIL import Image
    except ImportError:
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        said("pdftoppm", "-r", str(FINENESS), "-png", pdf, f"{scratch}/page")
        pages = [Image.open(path).convert("RGB") for path in sorted(pathlib.Path(scratch).glob("page-*.png"))]
        sheets = [pages[first : first + SIDE * SIDE] for first in range(0, len(pages), SIDE * SIDE)]
        for number, sheet in enumerate(sheets, 1):
            width, height = max(page.width for page in sheet) + 8, max(page.height for page in sheet) + 8
            picture = Image.new("RGB", (width * SIDE, height * -(-len(sheet) // SIDE)), "gray")
            for place, page in enumerate(sheet):
                picture.paste(page, (place % SIDE * width, place // SIDE * height))
            picture.save(folder / f"{pdf.stem}.{number}.png")
    return len(sheets)


def main(arguments):
    if len(arguments) < 2:
        print(__doc__)
        return 2
    folder, wrong = pathlib.Path(arguments[0]), 0
    for pdf in printed(arguments[1:], folder):
        found = list(faults(pdf))
        wrong += len(found)
        for fault in found:
            print(f"{pdf.name}: {fault}")
        count = re.search(r"Pages:\s+(\d+)", said("pdfinfo", pdf))[1]
        print(f"{pdf.name}: {count} pages, {len(found)} wrong, {draw(pdf, folder)} pictures")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
