#!/usr/bin/env python3
"""The files of tests/intake/files, in the shapes offices send them: `make.py` writes them anew, beside it.

A case is a file and, where one is needed, `<name>.args` with the options of `thidua import`. Needs openpyxl and LibreOffice (`soffice`);
the tests need neither.
"""

import datetime
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import zipfile

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

FILES = pathlib.Path(__file__).parent / "files"
HEAD = ["Đơn vị", "Tiêu chí", "Kỳ", "Tổng số", "Thực hiện"]
FULL = ["TT", "Đơn vị", "Tiêu chí", "Kỳ", "Tổng số", "Thực hiện", "Điểm tự chấm", "Ghi chú"]
ROWS = [["VP", "1.1", "Q2", 20, 18], ["VP", "1.2", "Q2", None, None], ["VP", "A1", "Q2", None, None]]
REGISTER = ["Năm", "Đơn vị", "Đối tượng", "Mã", "Họ và tên", "Danh hiệu", "Ngày nhận"]


def args(name, *words):
    (FILES / f"{name}.args").write_text("\n".join(words) + "\n", encoding="utf-8")


def book(rows, merged=(), title="Sheet1"):
    made = Workbook()
    made.properties.created = made.properties.modified = datetime.datetime(2026, 1, 1)
    page = made.active
    page.title = title
    for row in rows:
        page.append(row)
    for area in merged:
        page.merge_cells(area)
    return made


def fixed(path):
    """The same bytes whenever it is made: fixed times in the container and in the document."""
    with zipfile.ZipFile(path) as archive:
        parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            if name == "docProps/core.xml":
                content = re.sub(rb"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-01-01T00:00:00Z", content)
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type = kind
            archive.writestr(info, content)


def save(name, made):
    path = FILES / f"{name}.xlsx"
    made.save(path)
    fixed(path)


def xlsx(name, rows, merged=(), title="Sheet1", **cells):
    made = book(rows, merged, title)
    for address, value in cells.items():
        made.active[address] = value
    save(name, made)


def text(name, content, encoding="utf-8", ending="csv"):
    (FILES / f"{name}.{ending}").write_bytes(content.encode(encoding))


def converted(name, made, kind):
    """As LibreOffice saves it."""
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "source" / f"{name}.xlsx"
        source.parent.mkdir()
        made.save(source)
        subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind, "--outdir", folder, source],
                       check=True, capture_output=True)
        (FILES / f"{name}.{kind}").write_bytes((pathlib.Path(folder) / f"{name}.{kind}").read_bytes())
    if kind == "ods":
        fixed(FILES / f"{name}.{kind}")


def patched(name, part, change):
    """A part of a workbook that is there, changed."""
    path = FILES / f"{name}.xlsx"
    with zipfile.ZipFile(path) as archive:
        parts = [(info, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, content in parts:
            archive.writestr(info, change(content) if info.filename == part else content)


def plain_tables():
    xlsx("plain", [HEAD, *ROWS])
    xlsx("keys", [["don_vi", "tieu_chi", "ky", "tong_so", "thuc_hien"], *ROWS])
    converted("plain-xls", book([HEAD, *ROWS]), "xls")
    converted("plain-ods", book([HEAD, *ROWS]), "ods")
    text("plain-csv", "Đơn vị,Tiêu chí,Kỳ,Tổng số,Thực hiện\nVP,1.1,Q2,20,18\n")
    text("bom-csv", "\ufeffĐơn vị;Tiêu chí;Kỳ;Tổng số;Thực hiện\r\nVP;1.1;Q2;20;18,5\r\n")
    text("sep-line", "sep=;\nĐơn vị;Tiêu chí;Kỳ;Tổng số;Thực hiện\nVP;1.1;Q2;20;18,5\n")
    text("tabs", "Đơn vị\tTiêu chí\tKỳ\tTổng số\tThực hiện\nVP\t1.1\tQ2\t20\t18,5\n", ending="tsv")
    text("titles-over-csv", "BÁO CÁO KẾT QUẢ, QUÝ II\n\nĐơn vị;Tiêu chí;Kỳ;Tổng số;Thực hiện\nVP;1.1;Q2;20;18,5\n")
    text("quoted-lines", 'Đơn vị,Tiêu chí,Kỳ,Thực hiện,Tổng số,Ghi chú\nVP,1.1,Q2,18,20,"hai dòng\ntrong một ô"\n')


def encodings():
    text("utf16", "Đơn vị\tTiêu chí\tKỳ\tTổng số\tThực hiện\nVăn phòng Sở\t1.1\tQ2\t20\t18\n", "utf-16", "txt")
    text("utf16-without-mark", "Đơn vị\tTiêu chí\tKỳ\tTổng số\tThực hiện\nVP\t1.1\tQ2\t20\t18\n", "utf-16-le", "txt")
    # Windows-1258 writes tones behind their letters.
    import unicodedata
    base = "Đơn vị,Tiêu chí,Kỳ,Tổng số,Thực hiện\nVăn phòng Sở,1.1,Q2,20,18\n"
    tones = "\u0300\u0301\u0303\u0309\u0323"

    def apart(letter):
        whole = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in whole if mark in tones)
        rest = unicodedata.normalize("NFC", "".join(mark for mark in whole if mark not in tones))
        return rest + tone

    text("windows-1258", "".join(apart(letter) for letter in base), "cp1258")
    # Typed with a .VnTime font (TCVN3) and with a VNI font.
    tcvn3 = "§¬n vÞ,Tiªu chÝ,Kú,Tæng sè,Thùc hiÖn\nV¨n phßng Së,1.1,Q2,20,18\n"
    text("tcvn3-csv", tcvn3, "latin-1")
    text("tcvn3-csv-told", tcvn3, "latin-1")
    args("tcvn3-csv-told", "--encoding", "tcvn3")
    xlsx("tcvn3-xlsx", [[*"§¬n vÞ|Tiªu chÝ|Kú|Tæng sè|Thùc hiÖn".split("|")], ["V¨n phßng Së", "1.1", "Q2", 20, 18]])
    xlsx("tcvn3-xlsx-told", [[*"§¬n vÞ|Tiªu chÝ|Kú|Tæng sè|Thùc hiÖn".split("|")], ["V¨n phßng Së", "1.1", "Q2", 20, 18]])
    args("tcvn3-xlsx-told", "--encoding", "tcvn3")
    vni = "Ñôn vò,Tieâu chí,Kyø,Toång soá,Thöïc hieän\nVaên phoøng Sôû,1.1,Q2,20,18\n"
    text("vni-csv", vni, "latin-1")
    text("vni-csv-told", vni, "latin-1")
    args("vni-csv-told", "--encoding", "vni")
    text("decomposed", unicodedata.normalize("NFD", "Đơn vị,Tiêu chí,Kỳ,Tổng số,Thực hiện\nHội Nghệ sỹ,1.1,Q2,10,9\n"))
    (FILES / "binary.csv").write_bytes(bytes(range(256)))


def cells():
    xlsx("float-noise", [HEAD, ["VP", "1.1", "Q2", 20, 7.000000000000001], ["VP", "1.10", "Q2", 1, 0.1 + 0.2]])
    xlsx("a-third", [HEAD, ["VP", "1.1", "Q2", 20, 1 / 3]])
    xlsx("text-numbers", [HEAD, ["VP", "1.1", "Q2", "20", "18,5"], ["VP", "1.10", "Q2", "1.250.000", "1.250"]])
    xlsx("percent", [HEAD, ["VP", "1.1", "Q2", 20, "95%"]])
    xlsx("dates", [[*HEAD, "Ngày nhận"], ["VP", "1.1", "Q2", 20, 18, datetime.date(2026, 7, 1)], ["VP", "1.2", "Q2", None, None, "01/07/2026"],
                   ["VP", "A1", "Q2", None, None, "1/7/2026"], ["VP", "A2", "Q2", None, None, 46204],
                   ["TTr", "1.1", "Q2", 1, 1, datetime.datetime(2026, 7, 1, 8, 30)], ["TTr", "A1", "Q2", None, None, "13-7-2026"]])
    made = book([[*HEAD, "Ngày nhận"], ["VP", "1.1", "Q2", 20, 18, None]])
    made.epoch = CALENDAR_MAC_1904
    made.active["F2"] = datetime.date(2026, 7, 1)
    save("dates-1904", made)
    converted("dates-ods", book([[*HEAD, "Ngày nhận"], ["VP", "1.1", "Q2", 20, 18.5, datetime.date(2026, 7, 1)]]), "ods")
    converted("dates-xls", book([[*HEAD, "Ngày nhận"], ["VP", "1.1", "Q2", 20, 18.5, datetime.date(2026, 7, 1)]]), "xls")
    xlsx("formula-without-result", [HEAD, ["VP", "1.1", "Q2", 20, "=10+8"], ["VP", "1.10", "Q2", 20, 18]])
    converted("formula-with-result", book([HEAD, ["VP", "1.1", "Q2", 20, "=10+8"], ["VP", "1.10", "Q2", 20, "=E2/3"]]), "xlsx")
    fixed(FILES / "formula-with-result.xlsx")
    converted("formula-without-result-xls", book([HEAD, ["VP", "1.1", "Q2", 20, "=10-10"], ["VP", "1.10", "Q2", 20, "=9-9"]]), "xls")
    # As programs write it that cannot calculate: zero, to be calculated when the file is opened.
    path = FILES / "formula-without-result-xls.xls"
    content = bytearray(path.read_bytes())
    formulas = [at for at in range(len(content) - 26) if struct.unpack_from("<HHHHH", content, at)[0] == 6
                and struct.unpack_from("<HHHHH", content, at)[2:4] == (1, 4)]
    struct.pack_into("<H", content, formulas[0] + 18, 2)
    path.write_bytes(bytes(content))
    # The same in the new format: zero for each, and the book says that all are to be calculated.
    converted("formula-zero-on-opening", book([HEAD, ["VP", "1.1", "Q2", 20, "=10-10"], ["VP", "1.10", "Q2", 20, 18]]), "xlsx")
    patched("formula-zero-on-opening", "xl/workbook.xml", lambda content: content.replace(b"<calcPr ", b'<calcPr fullCalcOnLoad="1" '))
    fixed(FILES / "formula-zero-on-opening.xlsx")
    # A formula that came to nothing: the cell is empty.
    converted("formula-came-to-nothing", book([HEAD, ["VP", "1.1", "Q2", 20, '=IF(D2=20,"",1)'], ["VP", "1.10", "Q2", 20, 18]]), "xlsx")
    fixed(FILES / "formula-came-to-nothing.xlsx")
    xlsx("errors", [HEAD, ["VP", "1.1", "Q2", 20, "#REF!"], ["VP", "1.10", "Q2", "#N/A", 18], ["VP", "1.2", "Q2", None, None]])
    converted("errors-ods", book([HEAD, ["VP", "1.1", "Q2", 20, "=1/0"], ["VP", "1.2", "Q2", None, None]]), "ods")
    xlsx("number-codes", [HEAD, ["VP", 1.1, "Q2", 20, 18], ["VP", 1.2, "Q2", None, None], ["VP", "1.10", "Q2", 1, 1]])
    xlsx("code-became-day", [HEAD, ["VP", datetime.date(2026, 1, 1), "Q2", 20, 18]])
    xlsx("yes-no", [["Đơn vị", "Tiêu chí", "Kỳ", "Thực hiện", "Không phát sinh", "Ghi chú"], ["VP", "1.1", "Q2", None, "x", "không có hồ sơ"], ["VP", "A1", "Q2", True, None, None]])
    xlsx("negative", [HEAD, ["VP", "1.1", "Q2", 20, -1]])
    xlsx("too-long-number", [HEAD, ["VP", "1.1", "Q2", 20, 12345678901234567890]])


def shapes():
    xlsx("titles", [["SỞ TƯ PHÁP"], ["BÁO CÁO KẾT QUẢ THI ĐUA QUÝ II NĂM 2026"], [], HEAD, *ROWS])
    xlsx("numbering", [HEAD, [1, 2, 3, 4, 5], *ROWS])
    xlsx("numbering-letters", [FULL, ["A", "B", 1, 2, 3, "4=3/2", 5, 6], [1, "VP", "1.1", "Q2", 20, 18, None, None]])
    xlsx("merged-heads", [["Đơn vị", "Tiêu chí", "Kỳ", "Kết quả", None, "Điểm", None], [None, None, None, "Tổng số", "Thực hiện", "Tự chấm", "Thẩm định"],
                          ["VP", "1.1", "Q2", 20, 18, 9, None], ["VP", "1.2", "Q2", None, None, 8.5, 8]],
         ["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1"])
    converted("merged-heads-ods", book([["Đơn vị", "Tiêu chí", "Kỳ", "Kết quả", None, "Điểm", None], [None, None, None, "Tổng số", "Thực hiện", "Tự chấm", "Thẩm định"],
              ["VP", "1.1", "Q2", 20, 18, 9, None]], ["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1"]), "ods")
    xlsx("sums", [FULL, [1, "VP", "1.1", "Q2", 20, 18, None, None], [None, "Cộng", None, None, 20, 18, None, None], [2, "TTr", "1.1", "Q2", 10, 10, None, None],
                  [None, "Tổng cộng", None, None, 30, 28, None, None]])
    xlsx("headings", [FULL, ["I", None, "Công tác khác", None, None, None, None, None], [1, "VP", "1.1", "Q2", 20, 18, None, None]])
    xlsx("signed", [HEAD, *ROWS, [], [None, None, None, "Hà Nội, ngày 05 tháng 7 năm 2026"], ["Người lập biểu", None, None, "THỦ TRƯỞNG ĐƠN VỊ"], ["Nguyễn Văn A", None, None, "Trần B"]])
    xlsx("row-under-signature", [HEAD, *ROWS, ["Người lập biểu"], ["VP", "1.10", "Q2", 5, 5]])
    xlsx("notes-beside", [[*HEAD], *ROWS], H2="xem công văn 12", H3="đã sửa")
    xlsx("blank-lines", [HEAD, ROWS[0], [], [None, " "], ROWS[1], [], ROWS[2]])
    xlsx("labels-again", [HEAD, ROWS[0], HEAD, ROWS[1]])
    xlsx("merged-units", [HEAD, ["VP", "1.1", "Q2", 20, 18], [None, "1.2", None, None, None], [None, "A1", None, None, None]], ["A2:A4", "C2:C4"])
    xlsx("merged-figures", [HEAD, ["VP", "1.1", "Q2", 20, 18], ["VP", "1.10", "Q2", None, 5]], ["D2:D3"])
    made = book([["Cách điền biểu này"], ["Điền đủ các cột"]], title="Hướng dẫn")
    page = made.create_sheet("Biểu")
    for row in [HEAD, *ROWS]:
        page.append(row)
    hidden = made.create_sheet("Cũ")
    for row in [HEAD, ["VP", "1.10", "Q2", 1, 1]]:
        hidden.append(row)
    hidden.sheet_state = "hidden"
    save("several-pages", made)
    made = book([HEAD, ROWS[0]], title="Tháng 4")
    page = made.create_sheet("Tháng 5")
    for row in [HEAD, ["TTr", "1.1", "Q2", 10, 9]]:
        page.append(row)
    save("two-tables", made)
    save("one-page-told", made)
    args("one-page-told", "--sheet", "Tháng 5")
    xlsx("unit-over-table", [["Đơn vị: Văn phòng Sở"], ["Kỳ:", "Quý II"], ["Tiêu chí", "Tổng số", "Thực hiện"], ["1.1", 20, 18], ["1.2", None, None]])
    xlsx("unit-told", [["Tiêu chí", "Tổng số", "Thực hiện"], ["1.1", 20, 18]])
    args("unit-told", "--unit", "VP", "--period", "Q2")
    xlsx("unit-lacking", [["Tiêu chí", "Tổng số", "Thực hiện"], ["1.1", 20, 18]])
    xlsx("other-units-told", [HEAD, ROWS[0], ["TTr", "1.1", "Q2", 10, 9]])
    args("other-units-told", "--unit", "VP")
    xlsx("marked-copy", [[*HEAD, "LỖI"], [*ROWS[0], "ô E2: viết số"]])


def labels():
    xlsx("unknown-label", [["Đơn vị", "Nội dung", "Kỳ", "Tổng số", "Thực hiện"], *ROWS])
    xlsx("unknown-label-told", [["Đơn vị", "Nội dung", "Kỳ", "Tổng số", "Thực hiện"], *ROWS])
    args("unknown-label-told", "--map", "Nội dung=tieu_chi")
    xlsx("extra-column", [[*HEAD, "Xếp loại"], [*ROWS[0], "Tốt"]])
    xlsx("extra-column-left-out", [[*HEAD, "Xếp loại"], [*ROWS[0], "Tốt"]])
    args("extra-column-left-out", "--map", "Xếp loại=-")
    xlsx("map-without-label", [HEAD, *ROWS])
    args("map-without-label", "--map", "Nội dung=tieu_chi")
    xlsx("label-of-two-columns", [["Đơn vị", "Tiêu chí", "Ky", "Kế hoạch", "Thuc hien"], ["VP", "1.1", "Q2", 20, 18]])
    xlsx("unknown-stage", [[*HEAD, "Điểm phúc tra"], [*ROWS[0], 9]])
    xlsx("no-table", [["Kính gửi: Sở Tư pháp"], ["Văn phòng báo cáo như sau", "đã làm xong"]])
    xlsx("empty", [])
    xlsx("twice-the-column", [[*HEAD, "Thực hiện"], [*ROWS[0], 19]])
    xlsx("kind-in-doubt", [["Năm", "Đơn vị", "Đối tượng", "Mã", "Họ tên", "Danh hiệu"], [2026, "VP", "ca_nhan", "P01", "Nguyễn Văn Hòa", "LĐTT"]])
    xlsx("kind-told", [["Năm", "Đơn vị", "Đối tượng", "Mã", "Họ tên", "Danh hiệu"], [2026, "VP", "ca_nhan", "P01", "Nguyễn Văn Hòa", "LĐTT"]])
    args("kind-told", "--kind", "dang-ky")


def names():
    xlsx("units-by-name", [HEAD, ["văn phòng  sở", "1.1", "Q2", 20, 18], ["Thanh Tra", "1.1", "Quý II", 10, 9], ["Phòng Tư pháp Hoà Bình", "Hồ sơ đúng hạn", "Q2", 5, 5],
                           ["Hội nghệ sỹ", "Hoà giải ở cơ sở", "Q2", 5, 5]])
    xlsx("near-misses", [HEAD, ["Văn phòng So", "1.1", "Q2", 20, 18], ["VPP", "1.1", "Q2", 10, 9], ["VP", "1.3", "Q2", 5, 5], ["VP", "1.1", "Q3", 5, 5]])
    xlsx("code-beside-name", [["Mã đơn vị", "Tên đơn vị", "Mã tiêu chí", "Tên tiêu chí", "Kỳ", "Tổng số", "Thực hiện"],
                              ["VP", "Văn phòng Sở", "1.1", "Hồ sơ đúng hạn", "Q2", 20, 18], ["VP", "Thanh tra Sở", "1.1", "Hồ sơ đúng hạn", "Q2", 10, 9],
                              ["VP", "Văn phòng", "1.10", "Hồ sơ đúng hạn", "Q2", 10, 9]])
    people = [[2026, "VP", None, None, "Nguyễn Văn Hoà", "LĐTT", None], [2026, "VP", "ca_nhan", "P02", "Trần Thị Thủy", "Chiến sỹ thi đua cơ sở", None],
              [2026, "VP", "ca_nhan", "P01", "Trần Thị Thủy", "LĐTT", None], [2026, "VP", "ca_nhan", None, "Lê Sĩ Quí", "LĐTT", None],
              [2026, "VP", "ca_nhan", None, "Trần Thị Thúy", "LĐTT", None], [2026, "TTr", "ca_nhan", None, "Phạm Thị Mai", "LĐTT", None],
              [2026, "TTr", "ca_nhan", "P05", "Phạm Thị Mai", "LĐTT", None], [2026, "VP", "ca_nhan", "P4", None, "LĐTT", None],
              [2026, "VP", "Tập thể", None, None, "TTLĐTT", datetime.date(2026, 1, 20)]]
    xlsx("people", [["ĐĂNG KÝ THI ĐUA"], REGISTER, *people])
    identity = [["ĐĂNG KÝ THI ĐUA"], [*REGISTER[:5], "Số CCCD", *REGISTER[5:]], [2026, "VP", "ca_nhan", "P01", "Nguyễn Văn Hòa", "001085012345", "LĐTT", None],
                [2026, "VP", "ca_nhan", "P02", "Trần Thị Thúy", "079185000001", "LĐTT", None]]
    xlsx("identity-numbers", identity)
    codes = [["Năm", "Đơn vị", "Đối tượng", "Mã", "Họ và tên", "Danh hiệu", "Ngày nhận"], [2026, "VP", "ca_nhan", "001085012345", "Nguyễn Văn Hòa", "LĐTT", datetime.date(2026, 1, 5)],
             [2026, "VP", "ca_nhan", "079185000001", "Trần Thị Thủy", "LĐTT", datetime.date(2026, 1, 5)]]
    xlsx("identity-as-codes", codes)
    args("identity-as-codes", "--kind", "dang-ky")
    xlsx("identity-as-codes-kept", codes)
    args("identity-as-codes-kept", "--kind", "dang-ky", "--keep")


def merging():
    xlsx("merges-rows", [HEAD, ["TTr", "1.1", "Q1", 20, 19], ["TTr", "1.2", "Q1", None, None], ["TTr", "1.10", "Q1", 5, 5]])
    xlsx("empty-takes-nothing", [[*HEAD, "Điểm thẩm định"], ["TTr", "1.2", "Q1", None, None, None]])
    xlsx("stands-elsewhere", [HEAD, ["NS", "1.1", "Q1", 10, 8]])
    xlsx("stands-elsewhere-alike", [HEAD, ["NS", "1.1", "Q1", 10, 9]])
    xlsx("same-row-twice", [HEAD, ROWS[0], ROWS[0], ["VP", "1.10", "Q2", 5, 5], ["VP", "1.10", "Q2", 5, 4]])
    xlsx("receipts", [["SỔ NỘP"], ["Đơn vị", "Việc", "Kỳ", "Ngày nộp", "Số văn bản"], ["VP", "Bảng kết quả", "Quý I", datetime.date(2026, 4, 8), "12/BC-VP"], ["TTr", "dang_ky", None, "20/01/2026", None]])
    xlsx("votes", [["Năm", "Nơi họp", "Đối tượng", "Mã", "Danh hiệu", "Tổng số thành viên", "Có mặt", "Đồng ý"], [2026, "hoi_dong", "Cá nhân", "P01", "CSTĐCS", 9, 9, 8]])
    xlsx("targets", [["Đơn vị", "Tiêu chí", "Kỳ", "Chỉ tiêu giao", "Không giao", "Ghi chú"], ["VP", "1.1", "Q2", 20, None, None], ["VP", "1.10", "Q2", None, "x", "không có việc"]])
    args("targets", "--kind", "chi-tieu")
    # The column of targets must be there, though this file fills none.
    text("no-target-at-all", "Đơn vị,Tiêu chí,Kỳ,Chỉ tiêu giao,Không giao,Ghi chú\nVP,1.10,Q2,,x,không có việc\n")
    args("no-target-at-all", "--kind", "chi-tieu")


def broken():
    (FILES / "truncated.xlsx").write_bytes((FILES / "plain.xlsx").read_bytes()[:1500])
    (FILES / "truncated.xls").write_bytes((FILES / "plain-xls.xls").read_bytes()[:2000])
    (FILES / "not-a-book.xlsx").write_bytes(b"PK\x03\x04 this is no archive")
    xlsx("part-cut-short", [HEAD, *ROWS])
    patched("part-cut-short", "xl/worksheets/sheet1.xml", lambda content: content[:len(content) // 2])
    # An ods whose page ends in the middle.
    path = FILES / "part-cut-short.ods"
    path.write_bytes((FILES / "plain-ods.ods").read_bytes())
    with zipfile.ZipFile(path) as archive:
        parts = [(info, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, content in parts:
            cut = content.find(b"</table:table-row>") + len(b"</table:table-row>")
            archive.writestr(info, content[:cut] if info.filename == "content.xml" else content)
    # A row in the last line of an endless page.
    path = FILES / "repeated-rows.ods"
    path.write_bytes((FILES / "plain-ods.ods").read_bytes())
    with zipfile.ZipFile(path) as archive:
        parts = [(info, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, content in parts:
            repeated = content.replace(b"<table:table-row ", b'<table:table-row table:number-rows-repeated="1000000" ', 3)
            archive.writestr(info, repeated if info.filename == "content.xml" else content)
    # A part that says it unfolds to two gibibytes.
    xlsx("bomb", [HEAD, *ROWS])
    path = FILES / "bomb.xlsx"
    content = bytearray(path.read_bytes())
    entry = content.rfind(b"PK\x01\x02")
    struct.pack_into("<I", content, entry + 24, (1 << 31) - 1)
    path.write_bytes(bytes(content))
    # The container Excel puts a file with a password in.
    password()


def password():
    """A compound file with a stream `EncryptedPackage`: what is in it nobody can read."""
    sector = 512
    header = bytearray(sector)
    header[0:8] = bytes.fromhex("D0CF11E0A1B11AE1")
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 40, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    content = 8
    fat = [0xFFFFFFFD, 0xFFFFFFFE, *[index + 3 for index in range(content - 1)], 0xFFFFFFFE]
    fat += [0xFFFFFFFF] * (128 - len(fat))

    def entry(name, kind, child, start, size):
        made = bytearray(128)
        encoded = (name + "\0").encode("utf-16-le")
        made[0:len(encoded)] = encoded
        struct.pack_into("<H", made, 64, len(encoded))
        made[66], made[67] = kind, 1
        struct.pack_into("<III", made, 68, 0xFFFFFFFF, 0xFFFFFFFF, child)
        struct.pack_into("<IQ", made, 116, start, size)
        return bytes(made)

    empty = bytearray(128)
    struct.pack_into("<III", empty, 68, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
    directory = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry("EncryptedPackage", 2, 0xFFFFFFFF, 2, content * sector) + bytes(empty) * 2
    (FILES / "password.xlsx").write_bytes(bytes(header) + struct.pack("<128I", *fat) + directory + bytes(content * sector))


OFFICE_TOP = [["SỞ TƯ PHÁP TỈNH X", None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["VĂN PHÒNG SỞ", None, None, None, "Độc lập - Tự do - Hạnh phúc"], [],
              ["BẢNG TỔNG HỢP KẾT QUẢ THI ĐUA QUÝ II NĂM 2026"], ["(Kèm theo Báo cáo số 12/BC-VP ngày 05 tháng 7)"]]
OFFICE_HEAD = [["TT", "Mã đơn vị", "Mã tiêu chí", "Tên tiêu chí", "Kỳ", "Kết quả", None, "Điểm", None, "Ghi chú"],
               [None, None, None, None, None, "Tổng số", "Thực hiện", "Tự chấm", "Thẩm định", None],
               [*(f"({n})" for n in range(1, 11))]]
OFFICE_MERGED = ["A7:A8", "B7:B8", "C7:C8", "D7:D8", "E7:E8", "F7:G7", "H7:I7", "J7:J8"]
OFFICE_FOOT = [[None, "Tổng cộng", None, None, None, 46, 42, 26, None, None], [], [None, None, None, None, None, "Hà Nội, ngày 05 tháng 7 năm 2026"],
               [None, "Người lập biểu", None, None, None, "CHÁNH VĂN PHÒNG"], [None, "(Ký, ghi rõ họ tên)", None, None, None, "(Ký tên, đóng dấu)"],
               [None, "Nơi nhận: Như trên; Lưu VT."]]


def office(rows, head=OFFICE_HEAD, foot=OFFICE_FOOT):
    return [*OFFICE_TOP, [], *head, *rows, *foot]


def many_defects():
    good = [1, "VP", "1.1", "Hồ sơ đúng hạn", "Q2", 20, 18, 9, None, None]
    hoa = [2, "VP", "1.10", "Hoà giải ở cơ sở", "Quý II", "26", "24,0", "9,2", None, "đã kiểm tra"]
    gave = [3, "VP", "1.2", "Tự chấm công tác", "Q2", None, None, 7.000000000000001, None, None]
    xlsx("office-1", office([good, hoa, gave]), OFFICE_MERGED, L10="xem lại", L11="theo CV 15")
    xlsx("office-2", office([good, [2, "VP", "1.1", "Hòa giải ở cơ sở", "Q2", 26, 24, None, None, None], gave]), OFFICE_MERGED, L10="số liệu tạm")
    converted("office-3", book(office([good, hoa, [3, "VP", "A1", "Phong trào ở cơ sở", "Q2", None, None, "4,5", None, "=1+1"]]), OFFICE_MERGED), "ods")
    converted("office-4", book(office([good, hoa, gave]), OFFICE_MERGED), "xls")
    # The same with zero bytes at the end of a note.
    content = (FILES / "office-4.xls").read_bytes()
    (FILES / "zero-byte.xls").write_bytes(content.replace("kiểm tra".encode("utf-16-le"), "kiểm t\0\0".encode("utf-16-le")))
    xlsx("office-5", office([good, hoa, [3, "VP", "A1", "Phong trào ở cơ sở", "Q2", None, None, "4.500", None, None],
                             [4, "VP", "A2", "Gương người tốt", "Q2", None, None, "#REF!", None, None]]), OFFICE_MERGED, L11="?")
    xlsx("office-6", office([["I", None, None, "CÔNG TÁC CHUYÊN MÔN NĂM NAY", None, None, None, None, None, None], good, hoa, ["II", None, None, "CÔNG TÁC KHÁC NĂM NAY", None, None, None, None, None, None], gave]), OFFICE_MERGED)
    xlsx("office-7", office([good, [None, "Cộng", None, None, None, 20, 18, None, None, None], hoa, [], gave]), OFFICE_MERGED, M12="ghi chú bên")
    merged = [*OFFICE_MERGED, "B10:B12", "E10:E12"]
    xlsx("office-8", office([good, [2, None, "1.10", "Hoà giải ở cơ sở", None, "26", "24,0", None, None, None], [3, None, "1.2", None, None, None, None, 8, None, None]]), merged)
    xlsx("office-9", office([good, [2, "VP", 1.1, "Hòa giải ở cơ sở", "Q2", 26, 24, None, None, None], [3, "VP", "1.10", "Hoà giải ở cơ sở", "Q3", 26, 24, None, None, None]]), OFFICE_MERGED)
    xlsx("office-10", office([good, [2, "VPS", "1.10", None, "Q2", 26, 24, None, None, None], [3, "VP", "A1", None, "Q2", None, None, "5 điểm", None, None], good]), OFFICE_MERGED, L10="trùng")
    rows = [";".join("" if cell is None else str(cell).replace(".", ",") if isinstance(cell, float) else str(cell) for cell in row) for row in office([good, hoa, gave])]
    text("office-11", "\ufeff" + "\r\n".join(rows) + "\r\n")
    text("office-12", "\r\n".join(rows).replace("18;9", "1.8000;9") + "\r\n", "utf-16")
    xlsx("office-13", office([good, hoa, [3, "VP", "1.2", "Tự chấm công tác", "Q2", "=SUM(F10:F11)", None, 8, None, None], gave[:1] + ["TTr"] + gave[2:]]), OFFICE_MERGED)
    xlsx("office-14", office([[1, "Văn phòng", "1.1", None, "Q2", 20, 18, 9, None, None], [2, "Thanh tra", "1.1", None, "Q2", "10", "9,5", 9, None, None],
                              [3, "Hội nghệ sỹ", "1.1", None, "Quý II", 10, -1, 9, None, None], [4, "Hoà Bình", "1.2", None, "Q2", None, None, "8,75", None, None]]), OFFICE_MERGED, N11="x")
    made = book(office([good, hoa, gave]), OFFICE_MERGED, "Biểu 1")
    guide = made.create_sheet("Hướng dẫn", 0)
    guide.append(["Cách lập biểu"])
    other = made.create_sheet("Biểu 2")
    for row in [HEAD, ["TTr", "1.1", "Q2", 10, "9,5"], ["TTr", "1.1", "Q2", 10, "9,6"]]:
        other.append(row)
    made["Biểu 1"]["M10"] = "theo dõi"
    save("office-15", made)


def main():
    FILES.mkdir(exist_ok=True)
    for old in FILES.iterdir():
        if not old.name.endswith(".expected.txt"):
            old.unlink()
    for part in (plain_tables, encodings, cells, shapes, labels, names, merging, broken, many_defects):
        part()
    print(sum(not path.name.endswith((".args", ".expected.txt")) for path in FILES.iterdir()), "files")


if __name__ == "__main__":
    sys.exit(main())
