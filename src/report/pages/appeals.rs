//! The page of appeals: what units asked to have looked at again, what became of it, and by which adjustments.

use crate::campaign::appeals::Conclusion;
use crate::draft::appeals;
use crate::pipeline::CampaignRun;
use crate::report::{Cell, Column, Orientation, Page, Row, Table, Width, name_of};
use crate::sheet::Reading;

/// The page; none where nobody appealed.
pub(super) fn page(run: &CampaignRun) -> Option<Page> {
    (!run.campaign.appeals.is_empty()).then(|| Page {
        name: "Phúc tra".into(),
        letterhead: None,
        title: "Phúc tra và kết luận".into(),
        subtitle: vec![run.campaign.name.clone(), "Chấp nhận thì điểm đổi bằng điều chỉnh mang số ghi ở cột cuối".into()],
        orientation: Orientation::Landscape,
        tables: vec![table(run)],
    })
}

fn table(run: &CampaignRun) -> Table {
    let columns = vec![
        Column::center("Số", Width::Fit(4, 6)),
        Column::center("Ngày", Width::Fit(10, 12)),
        Column::text("Đơn vị", Width::Share(3)),
        Column::center("Kỳ", Width::Fit(5, 10)),
        Column::center("Tiêu chí", Width::Fit(6, 12)),
        Column::text("Lý do", Width::Share(4)),
        Column::text("Kết luận", Width::Share(2)),
        Column::center("Ngày kết luận", Width::Fit(10, 12)),
        Column::center("Điều chỉnh", Width::Fit(8, 12)),
    ];
    let mut table = Table::list("appeals", "", columns);
    for appeal in &run.campaign.appeals {
        let written = &run.draft.appeals.rows[appeal.position];
        let text = |column| Cell::text(written.text(column));
        let day = |column| written.day(column).value().map_or_else(|| text(column), Cell::day);
        let conclusion = match appeal.conclusion {
            Reading::Value(Conclusion::Accepted) => "chấp nhận",
            Reading::Value(Conclusion::Partly) => "chấp nhận một phần",
            Reading::Value(Conclusion::Rejected) => "không chấp nhận",
            Reading::Empty => "chưa kết luận",
            Reading::Broken => written.text(appeals::CONCLUSION),
        };
        table.rows.push(Row::plain(vec![
            text(appeals::NUMBER),
            day(appeals::DAY),
            Cell::text(name_of(&run.campaign, &run.scope, appeal.unit)),
            text(appeals::PERIOD),
            appeal.criterion.map_or_else(|| Cell::text("mọi tiêu chí"), |_| text(appeals::CRITERION)),
            text(appeals::REASON),
            Cell::text(conclusion),
            day(appeals::CONCLUDED),
            text(appeals::ADJUSTMENTS),
        ]));
    }
    table
}
