#!/usr/bin/env python3
"""Letters and lists as an office opens them: A4, one face, a list on one page however much there is to mend.

    tests/office/letters.py TOOL FOLDER

Two units are late and wrong, one in two hundred rows, one in three; what goes back to them is written, and every `.docx` of it becomes a
PDF in the folder, by LibreOffice. Exit code 1: a page is wrong; 2: no office, or nothing was written.
"""

import pathlib
import re
import shutil
import subprocess
import sys

from paper import faults, printed, said

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Long names and words make rows of several lines.
CRITERIA = 200
NAME = "Tham mưu, tổng hợp, xây dựng và tổ chức thực hiện chương trình, kế hoạch công tác số"


def campaign(folder):
    """The base campaign with an agency, two hundred criteria, and rows beyond their maximum."""
    shutil.copytree(ROOT / "tests/base", folder)
    definition = (folder / "phong-trao.yaml").read_text(encoding="utf-8")
    criteria = "".join(f'  - {{ma: A{one}, ten: "{NAME} {one}", diem_chuan: 10, cach_cham: cho_diem}}\n' for one in range(1, CRITERIA + 1))
    definition = re.sub(r"^tieu_chi:\n(  .*\n)+", lambda _: f"tieu_chi:\n{criteria}", definition, flags=re.MULTILINE)
    agency = "co_quan: {chu_quan: Ủy ban nhân dân tỉnh Bình Định, ten: Sở Tư pháp tỉnh Bình Định, dia_danh: Bình Định, chuc_vu_ky: KT. Giám đốc}\n"
    (folder / "phong-trao.yaml").write_text(definition + agency, encoding="utf-8")
    rows = [f"P1,A{one},Q1,12\n" for one in range(1, CRITERIA + 1)] + [f"P2,A{one},Q1,{12 if one < 4 else 9}\n" for one in range(1, CRITERIA + 1)]
    (folder / "ket-qua/q1.csv").write_text("don_vi,tieu_chi,ky,diem_cham\n" + "".join(rows), encoding="utf-8")
    (folder / "nop.csv").write_text("don_vi,viec,ky,ngay_nhan\nP1,ket_qua,Q1,2026-04-12\nP2,ket_qua,Q1,2026-04-20\n", encoding="utf-8")


def wrong(pdf):
    """What is wrong with a paper, and whether it is a list."""
    about = said("pdfinfo", pdf)
    pages = int(re.search(r"Pages:\s+(\d+)", about)[1])
    text = said("pdftotext", "-layout", pdf, "-")
    is_list = "DANH SÁCH NỘI DUNG CẦN SỬA" in text
    found = list(faults(pdf))
    if "(A4)" not in about:
        found.append("not A4")
    if is_list and pages != 1:
        found.append(f"a list of {pages} pages")
    if not is_list and "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" not in text:
        found.append("neither a list nor a letter")
    return found, is_list, text


def main(arguments):
    if len(arguments) != 2:
        print(__doc__)
        return 2
    tool, folder = pathlib.Path(arguments[0]).resolve(), pathlib.Path(arguments[1])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    campaign(folder / "phong-trao")
    # A campaign with findings gives exit code 1.
    given = subprocess.run([tool, "-C", folder / "phong-trao", "feedback", "--as-of", "2026-05-01", "-q", "-o", folder / "gui-lai"], check=False)
    papers = sorted((folder / "gui-lai").rglob("*.docx"))
    if given.returncode not in (0, 1) or not papers:
        print(f"exit code {given.returncode}, {len(papers)} papers")
        return 2
    # Names of units repeat from folder to folder; a PDF has its paper's name alone.
    flat = []
    for number, paper in enumerate(papers):
        flat.append(folder / f"{number:02}-{paper.parent.name}-{paper.name}")
        shutil.copyfile(paper, flat[-1])
    count, lists, longest = 0, 0, 0
    for pdf in printed(flat, folder):
        found, is_list, text = wrong(pdf)
        count, lists = count + len(found), lists + is_list
        longest += is_list and "nội dung nữa" in text
        for fault in found:
            print(f"{pdf.name}: {fault}")
    print(f"{len(papers)} papers, {lists} of them lists, {longest} longer than a page holds: {count} wrong")
    # Two units, each with a list and a letter; the list of one has no room for all.
    return 1 if count or (len(papers), lists, longest) != (4, 2, 1) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
