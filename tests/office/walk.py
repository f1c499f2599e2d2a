"""A clerk's walk: a sheet with a dozen faults, saved as CSV by an office suite set to Vietnamese, and mended by the messages alone.

    python walk.py THIDUA

Each step is what `check` says first, whole, and what a clerk does who reads just that: type into the cell it names what it
says to write, or remove the row. The cell is then saved again by the office suite, with the format it has.
"""

import datetime
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from openpyxl import Workbook

DEFINITION = """\
phien_ban: 1
ma: thi-dua-2026
ten: Phong trào thi đua năm 2026
nam: 2026
khoi: [{ma: K1, ten: Khối thi đua số 1}]
ky: [{ma: 6D, ten: Sáu tháng đầu năm, tu: 2026-01-01, den_het: 2026-06-30}]
cham_diem:
  vong: [tu_cham, tham_dinh]
  lam_tron: {chu_so_thap_phan: 2, cach: tu_5_len, luc: tung_dong}
  vuot_chi_tieu: toi_da
tieu_chi:
  - {ma: A1, ten: Hoàn thành nhiệm vụ được giao, diem_chuan: 70, cach_cham: cho_diem}
  - {ma: A2, ten: Giải quyết hồ sơ đúng hạn, diem_chuan: 20, cach_cham: {ty_le: {mau: tong_so}}}
  - {ma: A3, ten: Tỷ lệ hòa giải thành, diem_chuan: 10, cach_cham: {ty_le: {mau: chi_tieu}}}
xep_hang: {so_sanh: tong_diem, thu_hang: 1-2-2-4}
"""
UNITS = "ma,ten,khoi\nVP,Văn phòng,K1\nTTr,Thanh tra,K1\n"

# The system's language is what an office suite's CSV follows: decimal comma, days before months, points between thousands.
VIETNAMESE = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>vi-VN</value></prop></item>
</oor:items>
"""
SEMICOLON_UTF8 = "csv:Text - txt - csv (StarCalc):59,34,76"

AS_TEXT = "; trong bảng tính, đặt định dạng ô là văn bản rồi viết"


def day(format="dd/mm/yyyy"):
    return datetime.date(2026, 7, 3), format


# The sheet as a clerk has it; a pair is a value with the format of its cell.
ROWS = [
    ["KẾT QUẢ THI ĐUA 6 THÁNG ĐẦU NĂM 2026"],
    # The wrong accent of `Thực hiên` is read past.
    ["Mã đơn vị", "Tiêu chí", "Kỳ", "Chỉ tiêu", "Tổng số", "Thực hiên", "Điểm tự chấm", "Điểm thẩm đnh", "Ngày nhận"],
    ["VP", "A1", "6D", None, None, None, 68.5, 67.25, day()],
    ["VP", "A2", "6D", None, (1250, "#,##0"), 1200, None, None, day("d/m/yy")],
    ["VP", "A3", "6D", 90, None, (0.95, "0%"), None, None, day()],
    [None],
    ["TTR", "A1", "6D", None, None, None, "65.5", 64, day()],
    ["TTr", "A2.", "6D", None, 1800, (1700, "# ##0"), None, None, day()],
    ["TTr", "A3", "6D", 90, None, 88, None, None, day()],
    ["TTr", "A3", "6D", 90, None, 88, None, None, day()],
    ["Tổng cộng", None, None, 180, 3050, 2900, None, None, None],
]

# What is said first: the check, the cell, the message, the help; and what the clerk types there, nothing to remove the row.
STEPS = [
    (
        "missing-column",
        "A1",
        "dòng đầu chỉ có `KẾT QUẢ THI ĐUA 6 THÁNG ĐẦU NĂM 2026`, không phải dòng tên cột",
        "bỏ dòng này, để dòng tên cột đứng đầu tệp",
        None,
    ),
    ("unknown-label", "H1", "không có vòng chấm nào ứng với cột `Điểm thẩm đnh`", "viết `diem_tham_dinh`", "diem_tham_dinh"),
    ("unreadable-cell", "E3", "`1.250` có dấu ngăn cách hàng nghìn", "viết `1250`" + AS_TEXT, "1250"),
    (
        "unreadable-cell",
        "I3",
        "`3/7/26` viết năm hai chữ số",
        "viết `2026-07-03` (ngày trước tháng) hoặc `2026-03-07` (tháng trước ngày)" + AS_TEXT,
        "2026-07-03",
    ),
    ("unreadable-cell", "F4", "`95%` không phải là số", "chỉ viết số: `95`" + AS_TEXT, "95"),
    ("blank-record", None, "dòng trống, chỉ có dấu phân cách", "bỏ dòng này", None),
    ("unknown-unit", "A5", "không có đơn vị nào mang mã `TTR`", "viết `TTr`", "TTr"),
    (
        "unreadable-cell",
        "G5",
        "`65.5` dùng dấu chấm thập phân, mà tệp này dùng dấu `;` giữa các ô nên dấu thập phân là dấu phẩy",
        "viết `65,5`",
        "65,5",
    ),
    ("unknown-criterion", "B6", "không có tiêu chí nào mang mã `A2.`", "viết `A2`", "A2"),
    ("unreadable-cell", "F6", "`1 700` không phải là số", "viết liền: `1700`" + AS_TEXT, "1700"),
    ("duplicate-result", None, "`TTr` đã có kết quả của tiêu chí `A3`, kỳ `6D` ở một dòng khác", "giữ một dòng, bỏ dòng kia", None),
    (
        "unknown-unit",
        "A8",
        "không có đơn vị nào mang mã `Tổng cộng`",
        "bỏ dòng này: dòng cộng không phải của đơn vị nào, thidua tự cộng",
        None,
    ),
]


def saved(sheet, profile, folder):
    """Saves the sheet as CSV."""
    book = folder.parent / "ket-qua.xlsx"
    sheet.parent.save(book)
    words = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", SEMICOLON_UTF8, "--outdir", folder / "ket-qua", book]
    subprocess.run(words, check=True, capture_output=True)


def first(program, folder):
    """The first finding in order of file and line, none where all is right."""
    done = subprocess.run([program, "check", folder, "--format", "json"], capture_output=True, text=True)
    findings = json.loads(done.stdout)["findings"]
    assert done.returncode == (1 if any(finding["severity"] == "error" for finding in findings) else 0), done.stderr
    return findings[0] if findings else None


def mend(sheet, finding, typed):
    """Does what the help says, and nothing that it does not say."""
    help = finding["help"]
    if typed is None:
        assert "bỏ dòng" in help, help
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        sheet.delete_rows(finding["line"])
        return
    assert f"`{typed}`" in help, help
    cell = sheet[finding["cell"]]
    if help.endswith(AS_TEXT):
        cell.number_format, cell.value = "@", typed
    else:
        # What looks like a number there is one.
        cell.value = float(typed.replace(",", ".")) if typed.replace(",", "").isdigit() else typed


def main(program):
    with tempfile.TemporaryDirectory() as work:
        work = Path(work).resolve()
        folder, profile = work / "moi", work / "profile"
        (folder / "ket-qua").mkdir(parents=True)
        (profile / "user").mkdir(parents=True)
        (profile / "user/registrymodifications.xcu").write_text(VIETNAMESE, encoding="utf-8")
        (folder / "phong-trao.yaml").write_text(DEFINITION, encoding="utf-8")
        (folder / "don-vi.csv").write_text(UNITS, encoding="utf-8")
        sheet = Workbook().active
        for row, values in enumerate(ROWS, 1):
            for column, value in enumerate(values, 1):
                cell = sheet.cell(row, column)
                cell.value, format = value if isinstance(value, tuple) else (value, None)
                cell.number_format = format or cell.number_format
        sheet.merge_cells("A1:I1")
        saved(sheet, profile, folder)
        for number, (*expected, typed) in enumerate(STEPS, 1):
            finding = first(program, folder)
            found = [finding[key] for key in ("check", "cell", "message", "help")] if finding else None
            assert found == expected, f"step {number}: {found}"
            mend(sheet, finding, typed)
            saved(sheet, profile, folder)
        assert (finding := first(program, folder)) is None, finding
        print(f"walk: {len(STEPS)} steps to a clean check")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
