//! A campaign folder of any size: realistic sheets with every column of results, written as a stream.
//!
//! The same size gives the same bytes. Half of the criteria are points given, the rest shares of a target or of a total.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// How large a folder is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Units, spread over the blocks.
    pub units: usize,
    /// Blocks.
    pub blocks: usize,
    /// Leaf criteria; each has a row for each unit and period.
    pub criteria: usize,
    /// Leaf periods.
    pub periods: usize,
    /// People registered by each unit.
    pub people: usize,
}

impl Size {
    /// About so many result rows: the shape of a ministry grows in units.
    pub fn of_rows(rows: usize) -> Self {
        let criteria = if rows < 100_000 { 20 } else { 100 };
        let periods = 4;
        let units = (rows / criteria / periods).max(2);
        Self { units, blocks: units.div_ceil(400).max(2), criteria, periods, people: 20 }
    }

    /// How many result rows it has.
    pub fn rows(self) -> usize {
        self.units * self.criteria * self.periods
    }
}

/// Numbers that look random and are the same each time (xorshift).
struct Numbers(u64);

impl Numbers {
    /// One of these.
    fn pick<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[usize::try_from(self.below(words.len() as u64)).expect("a place in the list")]
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

const FAMILY: [&str; 8] = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Vũ", "Đặng", "Bùi"];
const MIDDLE: [&str; 6] = ["Văn", "Thị", "Minh", "Ngọc", "Thanh", "Đức"];
const GIVEN: [&str; 8] = ["An", "Bình", "Cường", "Dũng", "Hạnh", "Hòa", "Lan", "Tuấn"];
const NOTES: [&str; 4] =
    ["", "đã đối chiếu với sổ theo dõi", "\"theo Công văn số 12/CV, ngày 05/4; có phụ lục\"", "\"ghi chú: \"\"hồ sơ gốc\"\" lưu tại phòng\""];
const EVIDENCE: [&str; 3] = ["Báo cáo quý số 15/BC-PCM", "\"Kế hoạch số 80/KH-STP, mục III\"", "Sổ theo dõi hồ sơ"];

fn unit(index: usize) -> String {
    format!("DV{index:05}")
}

fn criterion(index: usize) -> String {
    format!("C{:02}.{}", index / 10 + 1, index % 10 + 1)
}

/// Writes the folder; `merging` is `gop_ky.lay` of the criteria that have figures.
pub fn write(folder: &Path, size: Size, merging: &str) -> io::Result<()> {
    fs::create_dir_all(folder.join("ket-qua"))?;
    fs::create_dir_all(folder.join("dang-ky"))?;
    definition(&mut create(&folder.join("phong-trao.yaml"))?, size, merging)?;
    units(&mut create(&folder.join("don-vi.csv"))?, size)?;
    registrations(&mut create(&folder.join("dang-ky/tat-ca.csv"))?, size)?;
    results(&mut create(&folder.join("ket-qua/tat-ca.csv"))?, size)
}

fn create(path: &Path) -> io::Result<BufWriter<File>> {
    Ok(BufWriter::with_capacity(1 << 20, File::create(path)?))
}

fn definition(out: &mut impl Write, size: Size, merging: &str) -> io::Result<()> {
    writeln!(out, "ma: sinh-ra\nten: Phong trào sinh ra để đo\nnam: 2026")?;
    writeln!(out, "ngay_nghi: {{gap_ngay_nghi: giu_nguyen}}\ncac_han:\n  - {{viec: dang_ky, den_het: 2026-03-31}}")?;
    for period in 1..=size.periods {
        writeln!(out, "  - {{viec: ket_qua, ky: Q{period}, den_het: 2027-01-10}}")?;
    }
    writeln!(out, "ky:")?;
    let ends = ["03-31", "06-30", "09-30", "12-31"];
    for (period, end) in ends.iter().enumerate().take(size.periods) {
        writeln!(out, "  - {{ma: Q{}, tu: 2026-{:02}-01, den_het: 2026-{end}}}", period + 1, period * 3 + 1)?;
    }
    let leaves: Vec<String> = (1..=size.periods).map(|period| format!("Q{period}")).collect();
    writeln!(out, "  - {{ma: NAM, gom: [{}]}}\nkhoi:", leaves.join(", "))?;
    for block in 0..size.blocks {
        writeln!(out, "  - {{ma: K{block:02}, ten: Khối {block}}}")?;
    }
    writeln!(out, "cham_diem:\n  vong: [tu_cham, tham_dinh]\n  lam_tron: {{chu_so_thap_phan: 2, cach: tu_5_len, luc: tung_dong}}")?;
    writeln!(out, "  gop_ky: {{lay: diem_tong}}\n  vuot_chi_tieu: toi_da\ntieu_chi:")?;
    for group in 0..size.criteria.div_ceil(10) {
        let leaves = (group * 10)..((group + 1) * 10).min(size.criteria);
        writeln!(out, "  - ma: C{:02}\n    ten: Nhóm {}\n    diem_chuan: {}\n    con:", group + 1, group + 1, leaves.len() * 10)?;
        for index in leaves {
            let way = match index % 4 {
                0 | 1 => "cach_cham: cho_diem".to_owned(),
                2 => format!("so_lieu: trong_ky, chi_tieu: theo_ky, gop_ky: {{lay: {merging}}}, cach_cham: {{ty_le: {{mau: chi_tieu}}}}"),
                _ => format!("so_lieu: trong_ky, gop_ky: {{lay: {merging}}}, khong_phat_sinh: loai_tru, cach_cham: {{ty_le: {{mau: tong_so}}}}"),
            };
            writeln!(out, "      - {{ma: {}, ten: Tiêu chí {index}, diem_chuan: 10, {way}}}", criterion(index))?;
        }
    }
    writeln!(out, "xep_hang: {{so_sanh: ty_le_diem, thu_hang: 1-2-2-4}}")?;
    writeln!(out, "doi_tuong: {{don_vi: [{{loai: phong}}]}}")?;
    writeln!(out, "danh_hieu:\n  - {{ma: LĐTT, doi_tuong: ca_nhan}}\n  - {{ma: CSTĐCS, doi_tuong: ca_nhan}}\n  - {{ma: TTLĐTT, doi_tuong: tap_the}}")
}

fn units(out: &mut impl Write, size: Size) -> io::Result<()> {
    writeln!(out, "ma,ten,ten_ngan,khoi,loai,cap_quan_ly,tu_ngay,den_ngay,ke_thua")?;
    for index in 0..size.units {
        writeln!(out, "{},Phòng Tư pháp số {index},PTP {index},K{:02},phong,so,,,", unit(index), index % size.blocks)?;
    }
    Ok(())
}

fn registrations(out: &mut impl Write, size: Size) -> io::Result<()> {
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    writeln!(out, "nam,don_vi,doi_tuong,ma,ho_ten,danh_hieu,ngay_nhan,trang_thai,ngay_rut,ghi_chu")?;
    for index in 0..size.units {
        let code = unit(index);
        writeln!(out, "2026,{code},tap_the,{code},,TTLĐTT,2026-01-15,dang_ky,,")?;
        for person in 0..size.people {
            let (family, middle, given) = (numbers.pick(&FAMILY), numbers.pick(&MIDDLE), numbers.pick(&GIVEN));
            let title = if person % 6 == 0 { "CSTĐCS" } else { "LĐTT" };
            let day = 10 + numbers.below(19);
            writeln!(out, "2026,{code},ca_nhan,{code}-{person:03},{family} {middle} {given},{title},2026-01-{day},dang_ky,,")?;
        }
    }
    Ok(())
}

fn results(out: &mut impl Write, size: Size) -> io::Result<()> {
    let mut numbers = Numbers(0xD1B5_4A32_D192_ED03);
    writeln!(
        out,
        "don_vi,tieu_chi,ky,chi_tieu,tong_so,thuc_hien,uoc_thuc_hien,diem_tu_cham,diem_tham_dinh,khong_phat_sinh,ngay_nhan,minh_chung,ghi_chu"
    )?;
    for period in 1..=size.periods {
        for index in 0..size.units {
            let code = unit(index);
            for leaf in 0..size.criteria {
                result(out, &mut numbers, &code, leaf, period)?;
            }
        }
    }
    Ok(())
}

fn result(out: &mut impl Write, numbers: &mut Numbers, code: &str, leaf: usize, period: usize) -> io::Result<()> {
    let criterion = criterion(leaf);
    let note = numbers.pick(&NOTES);
    let evidence = numbers.pick(&EVIDENCE);
    let (month, day) = ([4, 7, 10, 12][period - 1], 1 + numbers.below(28));
    let tail = format!("2026-{month:02}-{day:02},{evidence},{note}");
    let base = 1 + numbers.below(400);
    let done = base - numbers.below(base / 5 + 1);
    match leaf % 4 {
        0 | 1 => {
            let own = 600 + numbers.below(401);
            let appraised = own - numbers.below(50);
            writeln!(out, "{code},{criterion},Q{period},,,,,{}.{:02},{}.{:02},,{tail}", own / 100, own % 100, appraised / 100, appraised % 100)
        }
        2 => writeln!(out, "{code},{criterion},Q{period},{base},,{done},{},,,,{tail}", done + numbers.below(9)),
        _ if numbers.below(50) == 0 => {
            writeln!(out, "{code},{criterion},Q{period},,,,,,,x,2026-{month:02}-{day:02},{evidence},không phát sinh hồ sơ trong kỳ")
        }
        _ => writeln!(out, "{code},{criterion},Q{period},,{base},{done},,,,,{tail}"),
    }
}
