//! The page of adjustments: which cells were set right after they were handed in, why, and by which document.

use crate::draft::{DraftRow, adjustments};
use crate::pipeline::CampaignRun;
use crate::report::{Cell, Column, Orientation, Page, Row, Table, Width, name_of};

/// The page; none where nothing was adjusted.
pub(super) fn page(run: &CampaignRun) -> Option<Page> {
    let list = &run.campaign.adjustments.list;
    (!list.is_empty()).then(|| Page {
        name: "Điều chỉnh".into(),
        letterhead: None,
        title: "Điều chỉnh kết quả sau khi nộp".into(),
        subtitle: vec![run.campaign.name.clone(), "Ghi theo thứ tự áp dụng; điểm tính theo giá trị mới".into()],
        orientation: Orientation::Landscape,
        tables: vec![table(run)],
    })
}

fn table(run: &CampaignRun) -> Table {
    let columns = vec![
        Column::center("Số", Width::Fit(4, 6)),
        Column::center("Ngày", Width::Fit(10, 12)),
        Column::center("Kỳ", Width::Fit(5, 10)),
        Column::text("Đơn vị", Width::Share(3)),
        Column::center("Tiêu chí", Width::Fit(6, 12)),
        Column::center("Cột", Width::Fit(10, 18)),
        Column::center("Giá trị cũ", Width::Fit(8, 14)),
        Column::center("Giá trị mới", Width::Fit(8, 14)),
        Column::text("Lý do", Width::Share(3)),
        Column::text("Văn bản", Width::Share(2)),
        Column::text("Người quyết định", Width::Share(2)),
    ];
    let mut table = Table::list("adjustments", "", columns);
    for adjustment in &run.campaign.adjustments.list {
        let written = &run.draft.adjustments.rows[adjustment.position];
        let text = |column| Cell::text(written.text(column));
        table.rows.push(Row::plain(vec![
            text(adjustments::NUMBER),
            written.day(adjustments::DAY).value().map_or_else(|| text(adjustments::DAY), Cell::day),
            text(adjustments::PERIOD),
            Cell::text(name_of(&run.campaign, &run.scope, adjustment.unit)),
            text(adjustments::CRITERION),
            text(adjustments::COLUMN),
            value(written, adjustments::OLD),
            value(written, adjustments::NEW),
            text(adjustments::REASON),
            text(adjustments::DOCUMENT),
            text(adjustments::DECIDED_BY),
        ]));
    }
    table
}

/// A value as it is written; an empty cell says so.
fn value(row: &DraftRow, column: usize) -> Cell {
    let text = row.text(column);
    Cell::text(if text.is_empty() { "(trống)" } else { text })
}
