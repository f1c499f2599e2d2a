//! The sheets beside the results: units, registrations, targets.

use std::io::{self, Write};

use super::numbers::{Numbers, Stream};
use super::{Basis, Plan, criterion, rows, unit};

const FAMILIES: [&str; 12] = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Vũ", "Đặng", "Bùi", "Hoàng", "Ngô", "Đỗ", "Lý"];
const MIDDLES: [&str; 8] = ["Văn", "Thị", "Minh", "Ngọc", "Thanh", "Đức", "Hữu", "Thị Kim"];
const GIVEN: [&str; 14] = ["An", "Bình", "Cường", "Dũng", "Hạnh", "Hòa", "Lan", "Tuấn", "Phượng", "Quỳnh", "Thảo", "Trang", "Việt", "Yến"];
const OFFICES: [&str; 4] = ["Phòng Tư pháp", "Chi cục Thi hành án dân sự", "Trung tâm Trợ giúp pháp lý", "Phòng Công chứng"];
const PLACES: [&str; 12] =
    ["Thủ Đức", "Bình Thạnh", "Gò Vấp", "Quy Nhơn", "Cao Lãnh", "Sa Đéc", "Tây Sơn", "Hồng Ngự", "Buôn Ma Thuột", "Đà Lạt", "Phan Rang", "Nha Trang"];

/// The numbers of the rows of a sheet, in the order in which they are written.
fn order(plan: &Plan, rows: usize, sheet: usize) -> Vec<u32> {
    let mut order: Vec<u32> = (0..u32::try_from(rows).expect("rows are numbered in 32 bits")).collect();
    if plan.is_shuffled {
        Numbers::of(plan.seed, Stream::Sheet, sheet).shuffle(&mut order);
    }
    order
}

pub(super) fn units(out: &mut impl Write, plan: &Plan) -> io::Result<()> {
    let size = plan.size;
    writeln!(out, "ma,ten,ten_ngan,khoi,loai,cap_quan_ly,tu_ngay,den_ngay,ke_thua")?;
    for index in order(plan, size.units, 0) {
        let index = index as usize;
        let mut numbers = Numbers::of(plan.seed, Stream::Unit, index);
        let (office, place) = (numbers.pick(&OFFICES), numbers.pick(&PLACES));
        writeln!(out, "{},\"{office} {place}, số {index}\",{place} {index},K{:02},phong,so,,,", unit(index), index * size.blocks / size.units)?;
    }
    Ok(())
}

/// A registration of each unit for itself, then those of its people.
pub(super) fn registrations(out: &mut impl Write, plan: &Plan) -> io::Result<()> {
    let each = plan.size.people + 1;
    writeln!(out, "nam,don_vi,doi_tuong,ma,ho_ten,danh_hieu,ngay_nhan,trang_thai,ngay_rut,ghi_chu")?;
    for index in order(plan, plan.size.units * each, 1) {
        let index = index as usize;
        let (code, person) = (unit(index / each), index % each);
        let mut numbers = Numbers::of(plan.seed, Stream::Registration, index);
        let day = 10 + numbers.below(19);
        if person == 0 {
            writeln!(out, "2026,{code},tap_the,{code},,TTLĐTT,2026-01-{day},dang_ky,,")?;
            continue;
        }
        let (family, middle, given) = (numbers.pick(&FAMILIES), numbers.pick(&MIDDLES), numbers.pick(&GIVEN));
        let title = if person % 6 == 0 { "CSTĐCS" } else { "LĐTT" };
        writeln!(out, "2026,{code},ca_nhan,{code}-{person:03},{family} {middle} {given},{title},2026-01-{day},dang_ky,,")?;
    }
    Ok(())
}

pub(super) fn targets(out: &mut impl Write, plan: &Plan) -> io::Result<()> {
    let size = plan.size;
    writeln!(out, "don_vi,tieu_chi,ky,chi_tieu,khong_giao")?;
    for index in order(plan, size.rows(), 2) {
        let place = rows::place(size, index as usize);
        if Basis::of(place.leaf) == Basis::Target {
            let target = rows::base(plan.seed, index as usize);
            writeln!(out, "{},{},Q{},{target},", unit(place.unit), criterion(place.leaf), place.period + 1)?;
        }
    }
    Ok(())
}
