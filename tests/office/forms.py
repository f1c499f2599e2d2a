#!/usr/bin/env python3
"""Forms there and back: `forms.py THIDUA` writes the forms of every example, fills them in with the example's own rows, lets LibreOffice save
them as .xlsx, .ods and .xls in turn, and takes them into the example without its rows: what comes out must be those rows again."""

import csv
import decimal
import pathlib
import shutil
import subprocess
import sys
import tempfile

import openpyxl

THIDUA = pathlib.Path(sys.argv[1]).resolve()
EXAMPLES = pathlib.Path(__file__).parents[2] / "examples"
ENDINGS = ["xlsx", "ods", "xls"]
# The sheets that have forms, and what tells whose form a row stands in.
HOMES = {"Kết quả": "ket-qua", "Đăng ký thi đua": "dang-ky", "Đề nghị khen thưởng": "de-nghi", "Bỏ phiếu": "bo-phieu", "Sổ nộp": "nop"}
KEYS = {
    "Phong trào": "phong_trao", "Đơn vị": "don_vi", "Tiêu chí": "tieu_chi", "Kỳ": "ky", "Chỉ tiêu": "chi_tieu", "Tổng số": "tong_so",
    "Thực hiện": "thuc_hien", "Ước thực hiện": "uoc_thuc_hien", "Không phát sinh": "khong_phat_sinh", "Ngày nhận": "ngay_nhan",
    "Minh chứng": "minh_chung", "Ghi chú": "ghi_chu", "Năm": "nam", "Đối tượng": "doi_tuong", "Mã": "ma", "Họ tên": "ho_ten",
    "Danh hiệu": "danh_hieu", "Trạng thái": "trang_thai", "Ngày rút": "ngay_rut", "Đợt": "dot", "Căn cứ xét": "can_cu_xet",
    "Sáng kiến": "sang_kien", "Ngày hồ sơ": "ngay_ho_so", "Tờ trình": "to_trinh", "Báo cáo": "bao_cao", "Biên bản": "bien_ban",
    "Chứng nhận": "chung_nhan", "Nhận xét đơn vị cũ": "nhan_xet_don_vi_cu", "Nơi họp": "noi_hop", "Tổng thành viên": "tong_thanh_vien",
    "Có mặt": "co_mat", "Ý kiến văn bản": "y_kien_van_ban", "Phiếu phát": "phieu_phat", "Phiếu thu": "phieu_thu",
    "Phiếu hợp lệ": "phieu_hop_le", "Đồng ý": "dong_y", "Ngày": "ngay", "Việc": "viec", "Hình thức": "hinh_thuc", "Số văn bản": "so_van_ban",
    "Điểm tự chấm": "diem_tu_cham", "Điểm thẩm định": "diem_tham_dinh", "Điểm khu vực": "diem_khu_vuc", "Điểm hội đồng": "diem_hoi_dong",
}
# What stands in a form in words.
WORDS = {"Tập thể": "tap_the", "Cá nhân": "ca_nhan"}
NUMBERS = {"tong_so", "thuc_hien", "uoc_thuc_hien", "tong_thanh_vien", "co_mat", "y_kien_van_ban", "phieu_phat", "phieu_thu", "phieu_hop_le", "dong_y"}


def run(*words, within=None, allowed=(0,)):
    done = subprocess.run([str(word) for word in words], cwd=within, capture_output=True, text=True)
    if done.returncode not in allowed:
        sys.exit(f"{' '.join(map(str, words))}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done


def files(folder, sheet):
    one = folder / f"{sheet}.csv"
    return ([one] if one.is_file() else []) + sorted((folder / sheet).rglob("*.csv"))


def rows(folder, sheet):
    found = []
    for path in files(folder, sheet):
        with open(path, encoding="utf-8-sig", newline="") as file:
            found += [{key: value.strip() for key, value in row.items() if value.strip()} for row in csv.DictReader(file)]
    return found


def typed(key, value):
    """As somebody types it: numbers as numbers, the rest as text."""
    if key in NUMBERS or key.startswith("diem_"):
        try:
            return float(value)
        except ValueError:
            return value
    return value


def plain(row):
    def one(key, value):
        if key in NUMBERS or key.startswith("diem_"):
            try:
                return format(decimal.Decimal(value).normalize(), "f")
            except decimal.InvalidOperation:
                return value
        return value
    return frozenset((key, one(key, value)) for key, value in row.items() if key != "chi_tieu")


def fill(path, left):
    """Fills in the rows of a workbook that it has room for; those it has none for stay in `left`."""
    book = openpyxl.load_workbook(path)
    for page in book.worksheets:
        name = next((known for known in HOMES if page.title == known or page.title.startswith(known + " ")), None)
        if name is None:
            continue
        sheet = HOMES[name]
        head = next(row for row in page.iter_rows() if sum(cell.value is not None for cell in row) > 2)
        keys = [KEYS.get(str(cell.value), str(cell.value)) for cell in head]
        for cells in page.iter_rows(min_row=head[0].row + 1):
            given = {key: WORDS.get(str(cell.value), str(cell.value)) for key, cell in zip(keys, cells) if cell.value is not None and not key.startswith("Tên ") and key != "chi_tieu"}

            def fits(row):
                takes = all(key in keys for key in row) and all(row.get(key, value if key in ("phong_trao", "nam", "ma", "ho_ten") else None) == value for key, value in given.items())
                # A row of an open line may be of this campaign alone.
                return takes

            row = next((row for row in left[sheet] if fits(row)), None)
            if row is None:
                continue
            left[sheet].remove(row)
            for key, cell in zip(keys, cells):
                if key in row and cell.value is None:
                    cell.value = typed(key, row[key])
    book.save(path)


def saved(paths, kind, folder, profile):
    folder.mkdir(parents=True)
    run("soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", kind, "--outdir", folder, *paths)
    return [folder / f"{path.stem}.{kind}" for path in paths]


def example(source, kind, work):
    forms, bare = work / "forms", work / "bare"
    shutil.copytree(source, bare)
    for sheet in HOMES.values():
        for path in files(bare, sheet):
            path.unlink()
    forms.mkdir(parents=True)
    wanted = {sheet: rows(source, sheet) for sheet in HOMES.values()}
    left = {sheet: list(found) for sheet, found in wanted.items()}
    # Receipts and votes are the officer's own; the rest is asked of every unit.
    for name in ("nop", "bo-phieu"):
        run(THIDUA, "-C", source, "template", "--kind", name, "-o", forms / f"{name}.xlsx", allowed=(0, 2))
    for name in ("ket-qua", "dang-ky", "de-nghi"):
        run(THIDUA, "-C", source, "template", "--kind", name, "-o", f"{forms / name}/", allowed=(0, 2))
    paths = sorted(forms.rglob("*.xlsx"))
    for path in paths:
        if path.parent != forms:
            path = path.rename(path.parent.parent / f"{path.parent.name}-{path.name}")
        fill(path, left)
    paths = sorted(forms.glob("*.xlsx"))
    for sheet, rest in left.items():
        if rest:
            sys.exit(f"{source.name}: no room in the forms for {len(rest)} rows of {sheet}, first {rest[0]}")
    if not paths:
        return 0
    sent = saved(paths, kind, work / "sent", work / "profile")
    told = run(THIDUA, "-C", bare, "import", *sent)
    for sheet in HOMES.values():
        came = {plain(row) for row in rows(bare, sheet)}
        lost = [row for row in wanted[sheet] if not any(plain(row) <= one for one in came)]
        if lost:
            sys.exit(f"{source.name} as {kind}: {len(lost)} rows of {sheet} did not come back, first {lost[0]}\n{told.stderr}")
    again = run(THIDUA, "-C", bare, "import", *sent)
    if "không có gì thay đổi" not in again.stderr:
        sys.exit(f"{source.name} as {kind}: the second time something changes\n{again.stderr}")
    return sum(map(len, wanted.values()))


def main():
    wanted = sys.argv[2:]
    for number, source in enumerate(sorted(path for path in EXAMPLES.iterdir() if path.is_dir())):
        if wanted and source.name not in wanted:
            continue
        kind = ENDINGS[number % len(ENDINGS)]
        with tempfile.TemporaryDirectory() as work:
            count = example(source, kind, pathlib.Path(work) / "work")
        print(f"{source.name}: {count} rows there and back as .{kind}", flush=True)


main()
