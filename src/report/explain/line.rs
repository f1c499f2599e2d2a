//! One line of a tally in words and arithmetic: its rows, their scores, how they come together, weight and sign.

use std::fmt::Write as _;

use crate::campaign::{Criterion, Effect, Leaf, Side};
use crate::derivation::{Basis, How, LineDerivation, ScoreDerivation, Verdict};
use crate::draft::definition::TargetBasis;
use crate::draft::{adjustments, targets};
use crate::ledger::TakenRow;
use crate::pipeline::CampaignRun;
use crate::report::digits;
use crate::report::explain::arithmetic::{Arithmetic, added, factor, points, shown};
use crate::report::explain::steps::{Teller, denominator, need_words};
use crate::report::explain::{Kind, Statement, View};
use crate::scoring::{Base, Denominator, Need, NotApplicablePolicy, Score, Way};
use crate::sheet::{Place, RowId};
use crate::tally::{LineState, Weighing};
use crate::value::{Counting, Deadline, Fraction, PeriodIndex, Points, Quantity};

/// How one line came about, statement by statement; the last calculation is that of its points.
pub fn statements(run: &CampaignRun, one: &LineDerivation, view: View) -> Vec<Statement> {
    let criterion = &run.campaign.criteria[one.line.criterion];
    let Some(leaf) = &criterion.leaf else { return group_line(run, one) };
    let view = View { by_estimate: leaf.is_scored_by_estimate(), ..view };
    let line = Line { run, one, criterion, leaf, view };
    let mut told = line.adjusted();
    for score in &one.scores {
        told.extend(line.score(score));
    }
    told.extend(line.closed());
    told
}

/// The line of a group: its cap, which the group's own calculation tells, or a choice still to be made.
fn group_line(run: &CampaignRun, one: &LineDerivation) -> Vec<Statement> {
    let criterion = &run.campaign.criteria[one.line.criterion];
    match one.gathering {
        How::Unchosen => vec![Statement::new(Kind::Missing, format!("{}: chưa chọn tiêu chí nào của nhóm", criterion.code))],
        How::Once | How::Sum | How::Mean | How::Last | How::Figures | How::Cap => Vec::new(),
    }
}

struct Line<'a> {
    run: &'a CampaignRun,
    one: &'a LineDerivation,
    criterion: &'a Criterion,
    leaf: &'a Leaf,
    view: View,
}

impl Line<'_> {
    /// What was adjusted, with its document.
    fn adjusted(&self) -> Vec<Statement> {
        let told = |index: &usize| {
            let adjustment = &self.run.campaign.adjustments.list[*index];
            let written = &self.run.draft.adjustments.rows[adjustment.position];
            let or_empty = |text: &str| if text.is_empty() { "(trống)".to_owned() } else { text.to_owned() };
            let (old, new) = (or_empty(&adjustment.old.text), or_empty(&adjustment.new.text));
            let mut words = format!(
                "Điều chỉnh số {}: kỳ {}, {} từ {old} thành {new}",
                adjustment.number,
                self.run.campaign.periods[adjustment.period].code,
                written.text(adjustments::COLUMN),
            );
            for (label, column) in [("theo", adjustments::DOCUMENT), ("vì", adjustments::REASON)] {
                let text = written.text(column);
                if !text.is_empty() {
                    write!(words, ", {label} {}", text.trim_end_matches('.')).expect("a string takes everything");
                }
            }
            Statement::new(Kind::Adjusted, words).at(Place::Row(adjustment.row))
        };
        self.one.line.adjusted.iter().map(told).collect()
    }

    /// One score: what it rests on, its steps, and whose points stand.
    fn score(&self, score: &ScoreDerivation) -> Vec<Statement> {
        let mut told = self.basis(score);
        let rounding = self.run.campaign.rounding.filter(|_| !self.one.sums_exactly);
        let teller = Teller { run: self.run, way: &self.leaf.way, view: self.view, rounding };
        let scores_figures = matches!(score.basis, Basis::Row | Basis::Merged | Basis::Duty(_) | Basis::Models(_));
        if scores_figures && !matches!(self.leaf.way, Way::Given) {
            told.extend(teller.steps(score));
        }
        told.extend(self.staged(score));
        if score.counts {
            self.round(score, &mut told);
        } else {
            let words = "Số lũy kế của kỳ gộp đã có dòng riêng: dòng này chỉ để đối chiếu, không cộng thêm";
            told.push(Statement::new(Kind::Superseded, words));
        }
        let periods = self.periods(&score.periods);
        let is_merged = matches!(score.basis, Basis::Merged);
        if !is_merged && (self.one.scores.len() > 1 || self.run.scope.leaves.len() > 1) {
            for statement in &mut told {
                statement.words = format!("{periods}: {}", lower_first(&statement.words));
            }
        }
        told
    }

    /// Rounds the last calculation of a score where each is rounded.
    fn round(&self, score: &ScoreDerivation, told: &mut [Statement]) {
        let is_alone = self.one.gathered.as_ref().is_some_and(|gathered| gathered.terms.len() == 1);
        let is_final = is_alone && self.one.line.weighing.is_none() && self.one.gathering != How::Mean;
        let rounded = if is_final {
            self.one.line.points.map(|points| self.before_sign(points))
        } else {
            score.scored.points.filter(|_| !self.one.sums_exactly)
        };
        if let (Some(rounded), Some(last)) = (rounded, told.iter_mut().rev().find_map(|statement| statement.arithmetic.as_mut())) {
            last.rounded = Some((rounded, digits(&self.run.campaign)));
        }
    }

    /// Points of the line as they are before those of a deduction are taken off.
    fn before_sign(&self, points: Points) -> Points {
        if self.criterion.side == Side::Deduction { -points } else { points }
    }

    fn basis(&self, score: &ScoreDerivation) -> Vec<Statement> {
        let rows: Vec<RowId> = score.rows.iter().map(|row| row.row).collect();
        match &score.basis {
            Basis::Row => self.rows(score),
            Basis::Merged => self.merged(score),
            Basis::Duty(verdict) => self.verdict(verdict),
            Basis::Models(rows) => {
                let words = format!("Đếm {} dòng của dien-hinh.csv", rows.len());
                vec![Statement::new(Kind::Figures, words).at_rows(rows)]
            }
            Basis::Settled(settled) => {
                let statistic = &self.run.campaign.statistics[settled.statistic];
                let period = &self.run.campaign.periods[settled.period].code;
                let (what, answer) = match settled.effect {
                    Effect::Nothing => ("0 điểm", "không"),
                    Effect::Everything => ("mặc nhiên đạt", "có"),
                    Effect::Missing => ("chưa có điểm", "chưa ghi"),
                };
                let words = format!("{}, kỳ {period}: {answer} – {what} ({})", statistic.name, statistic.code);
                let mut told = self.rows(score);
                let settled_words = Statement::new(Kind::Settled, words);
                let placed = settled.place.into_iter().fold(settled_words, Statement::at);
                told.push(match score.scored.exact {
                    Some(exact) => placed.with(Arithmetic::number(exact)),
                    None => placed,
                });
                told
            }
            Basis::NotApplicable => {
                let because = score.rows.iter().find_map(|row| [&row.reason, &row.note].into_iter().find(|text| !text.is_empty()));
                let is_claimed = score.rows.iter().any(|row| row.is_not_applicable);
                let what = match self.leaf.way.due() {
                    Some(of) if !is_claimed => format!("Không phát sinh: {} bằng 0", denominator(of)),
                    Some(_) | None => "Không phát sinh".to_owned(),
                };
                let because = because.map(|because| format!(" – {because}")).unwrap_or_default();
                vec![Statement::new(Kind::NotApplicable, format!("{what}{because}")).at_rows(&rows)]
            }
            Basis::NotAssigned(rows) => {
                let reasons: Vec<String> = rows.iter().filter_map(|row| self.reason(*row)).collect();
                let because = if reasons.is_empty() { String::new() } else { format!(" – {}", reasons.join("; ")) };
                vec![Statement::new(Kind::NotApplicable, format!("Không giao{because}")).at_rows(rows)]
            }
            Basis::Awaited => vec![Statement::new(Kind::Missing, format!("Chưa có {}", need_words(self.need())))],
        }
    }

    /// Why a row of `chi-tieu.csv` assigns nothing.
    fn reason(&self, row: RowId) -> Option<String> {
        let row = self.run.draft.targets.rows.iter().find(|one| one.id == row)?;
        Some(targets::reason(row).trim_end_matches('.').to_owned()).filter(|reason| !reason.is_empty())
    }

    /// What the line lacks, else what it needs first.
    fn need(&self) -> Need {
        match self.one.line.state {
            LineState::Missing(need) => need,
            LineState::Given | LineState::NotApplicable(_) | LineState::Estimated | LineState::Provisional | LineState::Capped => {
                self.leaf.first_need()
            }
        }
    }

    /// What each row of a score says.
    fn rows(&self, score: &ScoreDerivation) -> Vec<Statement> {
        score.rows.iter().zip(&score.target_rows).map(|(row, target)| self.row(row, *target)).collect()
    }

    /// What a row says, with the row of its target.
    fn row(&self, row: &TakenRow, target_row: Option<RowId>) -> Statement {
        let mut said = Vec::new();
        if !matches!(self.leaf.way, Way::Given) {
            let figures = [("thực hiện", row.actual), ("ước thực hiện", row.estimate)];
            said.extend(figures.into_iter().filter_map(|(label, figure)| Some(format!("{label} {}", self.measured(figure?)))));
            let bases = row.scored.figures.map(|figures| (figures.total, figures.target));
            said.extend(bases.and_then(|(total, _)| Some(format!("tổng số {}", self.measured(total?.figure)))));
            said.extend(bases.and_then(|(_, target)| Some(self.target(target?, target_row.is_some()))));
        }
        let stages = self.run.campaign.stages.iter().zip(&row.given);
        said.extend(stages.filter_map(|(stage, given)| Some(format!("vòng {} cho {}", stage.as_str(), points((*given)?)))));
        if !row.note.is_empty() {
            said.push(format!("ghi chú: {}", row.note));
        }
        let words = if said.is_empty() { "Dòng kết quả không có số liệu".to_owned() } else { upper_first(&said.join("; ")) };
        let places: Vec<RowId> = std::iter::once(row.row).chain(target_row).collect();
        Statement::new(Kind::Figures, words).at_rows(&places)
    }

    fn target(&self, target: Base, is_in_sheet: bool) -> String {
        let of = if self.leaf.target_basis == TargetBasis::Period { "" } else { " cả năm" };
        let from = if is_in_sheet { " (theo chi-tieu.csv)" } else { "" };
        format!("chỉ tiêu{of} {}{from}", self.measured(target.figure))
    }

    /// A figure with its unit of measure.
    fn measured(&self, figure: Quantity) -> String {
        let unit = self.criterion.unit_of_measure.as_deref().map(|unit| format!(" {unit}")).unwrap_or_default();
        format!("{}{unit}", figure.vietnamese())
    }

    /// The rows whose figures are merged, and their sums.
    fn merged(&self, score: &ScoreDerivation) -> Vec<Statement> {
        let with_period = |(row, statement): (&TakenRow, Statement)| {
            let words = format!("Kỳ {}: {}", self.run.campaign.periods[row.period].code, lower_first(&statement.words));
            Statement { words, ..statement }
        };
        let mut told: Vec<Statement> = score.rows.iter().zip(self.rows(score)).map(with_period).collect();
        let Some(figures) = score.scored.figures else { return told };
        let label = if self.view.by_estimate { "Cộng số ước thực hiện các kỳ" } else { "Cộng số thực hiện các kỳ" };
        let scored = |row: &TakenRow| row.scored.figures.and_then(|figures| figures.actual);
        told.extend(summed(label, score, scored, figures.actual));
        if self.leaf.way.denominator() == Some(Denominator::Total) {
            told.extend(summed("Cộng tổng số các kỳ", score, |row| Some(row.scored.figures?.total?.figure), figures.total.map(|total| total.figure)));
        }
        if self.leaf.way.denominator() == Some(Denominator::Target) {
            if self.leaf.target_basis == TargetBasis::Period {
                told.extend(summed(
                    "Cộng chỉ tiêu các kỳ",
                    score,
                    |row| Some(row.scored.figures?.target?.figure),
                    figures.target.map(|target| target.figure),
                ));
            } else if let Some(target) = figures.target {
                let statement = Statement::new(Kind::Figures, "Chỉ tiêu cả năm").with(Arithmetic::number(target.figure.to_fraction()));
                let row = score.target_rows.iter().copied().flatten().next();
                told.push(statement.at_rows(row.as_slice()));
            }
        }
        told
    }

    /// The days held against one another.
    fn verdict(&self, verdict: &Verdict) -> Vec<Statement> {
        let campaign = &self.run.campaign;
        let name = &campaign.duties[verdict.duty].name;
        let mut words = format!("Việc {name}");
        let mut places = Vec::new();
        if let Some((deadline, place)) = verdict.deadline {
            write!(words, ": hạn {deadline}").expect("a string takes everything");
            places.push(place);
        }
        if let Some(extension) = &verdict.extension {
            write!(words, ", được lùi đến hết ngày {} theo {}", extension.through.vietnamese(), extension.document)
                .expect("a string takes everything");
            places.push(extension.place);
        }
        // The day that is said already is not said again.
        let said = match (&verdict.extension, verdict.deadline) {
            (Some(extension), _) => Some(extension.through),
            (None, Some((Deadline::Through(day), _))) => Some(day),
            (None, Some((Deadline::Before(_), _)) | None) => None,
        };
        if let Some(last_day) = verdict.last_day.filter(|day| Some(*day) != said) {
            write!(words, ", ngày cuối còn đúng hạn là {}", last_day.vietnamese()).expect("a string takes everything");
        }
        match verdict.received {
            Some((day, place)) => {
                write!(words, "; nhận ngày {}", day.vietnamese()).expect("a string takes everything");
                places.extend(place);
            }
            None => words.push_str("; chưa nhận"),
        }
        let days = match verdict.counting {
            Counting::Calendar => "ngày",
            Counting::Working => "ngày làm việc",
        };
        match verdict.days_late {
            Some(0) => words.push_str(": đúng hạn"),
            Some(late) => write!(words, ": trễ {late} {days}").expect("a string takes everything"),
            None => {}
        }
        let kind = if verdict.days_late.is_some() { Kind::Deadline } else { Kind::Missing };
        vec![places.into_iter().fold(Statement::new(kind, words), Statement::at)]
    }

    /// Whose points stand, where a stage gives them.
    fn staged(&self, score: &ScoreDerivation) -> Option<Statement> {
        let (stage, points) = (score.scored.stage?, score.scored.points?);
        let stages = &self.run.campaign.stages;
        let deciding = self.run.scope.stage;
        let words = match (score.scored.computed, deciding) {
            (Some(_), _) => format!("Vòng {} cho điểm thay số tính được", stages[stage].as_str()),
            (None, Some(deciding)) if deciding != stage => {
                format!("Vòng {} chưa cho điểm: tạm lấy điểm vòng {}", stages[deciding].as_str(), stages[stage].as_str())
            }
            (None, _) => format!("Điểm vòng {}", stages[stage].as_str()),
        };
        Some(Statement::new(Kind::Stage, words).with(Arithmetic::number(points.to_fraction())))
    }

    /// What the scores come to, the weight and the sign.
    fn closed(&self) -> Vec<Statement> {
        let line = &self.one.line;
        let mut told = Vec::new();
        let digits = digits(&self.run.campaign);
        let is_deduction = self.criterion.side == Side::Deduction;
        match line.state {
            LineState::NotApplicable(policy) => told.push(self.not_applicable(policy)),
            LineState::Missing(need) => {
                // A row may say more closely what it lacks.
                let of_rows = self.one.scores.iter().find_map(|score| match score.scored.score {
                    Some(Score::Missing(need)) => Some(need),
                    Some(Score::Points(_) | Score::NothingDue(_) | Score::ByOthers | Score::OutsideBands | Score::TooLarge) | None => None,
                });
                told.push(Statement::new(Kind::Missing, format!("Chưa có điểm: còn thiếu {}", need_words(of_rows.unwrap_or(need)))));
            }
            LineState::Given | LineState::Estimated | LineState::Provisional | LineState::Capped => {}
        }
        let gathered = self.one.gathered.as_ref().filter(|gathered| gathered.terms.len() > 1);
        if let Some(gathered) = gathered {
            let (words, expression) = match self.one.gathering {
                How::Mean => ("Trung bình các kỳ", format!("({}) / {}", added(&gathered.terms), gathered.terms.len())),
                How::Once | How::Sum | How::Last | How::Figures | How::Cap | How::Unchosen => ("Cộng điểm các kỳ", added(&gathered.terms)),
            };
            let mut sum = Arithmetic::new(expression, gathered.exact);
            sum.rounded = line.points.filter(|_| line.weighing.is_none()).map(|points| (self.before_sign(points), digits));
            told.push(Statement::new(Kind::Gathered, words).with(sum));
        }
        if let Some(weighing) = &line.weighing {
            told.extend(self.weighed(weighing, digits));
        } else if let Some(points) = line.points.filter(|points| is_deduction && *points != Points::ZERO) {
            let own = line.exact.unwrap_or_else(|| points.to_fraction());
            let positive = own.checked_neg().unwrap_or(own);
            let mut signed = Arithmetic::new(format!("-{}", factor(&positive)), Some(own));
            signed.rounded = Some((points, digits));
            told.push(Statement::new(Kind::Sign, "Là điểm trừ").with(signed));
        }
        told.extend(self.maximum());
        told
    }

    /// What the policy makes of what does not arise.
    fn not_applicable(&self, policy: Option<NotApplicablePolicy>) -> Statement {
        let own = self.one.maximum.unwrap_or(Points::ZERO);
        let digits = digits(&self.run.campaign);
        let rounded = |arithmetic: Arithmetic, points: Points| Arithmetic { rounded: Some((points, digits)), ..arithmetic };
        let stays = self.one.line.weighing.is_none();
        match policy {
            None | Some(NotApplicablePolicy::Exclude) => Statement::new(Kind::Policy, "Loại khỏi điểm và điểm tối đa"),
            Some(NotApplicablePolicy::Full) => {
                let whole = Arithmetic::number(own.to_fraction());
                Statement::new(Kind::Policy, "Tính điểm tối đa").with(if stays { rounded(whole, own) } else { whole })
            }
            Some(NotApplicablePolicy::Zero) => {
                let none = Arithmetic::number(Fraction::ZERO);
                Statement::new(Kind::Policy, "Tính 0 điểm").with(if stays { rounded(none, Points::ZERO) } else { none })
            }
        }
    }

    /// Points on the criterion's own scale times its weight.
    fn weighed(&self, weighing: &Weighing, digits: u8) -> Option<Statement> {
        let (own, points) = (weighing.points?, self.one.line.points?);
        let path: Vec<String> = std::iter::successors(Some(self.one.line.criterion), |index| self.run.campaign.criteria[*index].parent)
            .filter_map(|index| {
                let criterion = &self.run.campaign.criteria[index];
                Some(format!("{} {}", criterion.code, shown(&criterion.weight?)))
            })
            .collect();
        let words = format!("Nhân trọng số ({})", path.join(" × "));
        let mut product = Arithmetic::new(format!("{} × {}", factor(&own), factor(&weighing.weight)), weighing.product);
        product.rounded = Some((points, digits));
        Some(Statement::new(Kind::Weighed, words).with(product))
    }

    /// What the line is out of.
    fn maximum(&self) -> Option<Statement> {
        let maximum = self.one.line.maximum?;
        let own = self.one.maximum.map(Points::to_fraction);
        let weight = self.one.line.weighing.as_ref().map(|weighing| weighing.weight);
        let times = (self.one.counted != 1).then(|| self.one.counted.to_string());
        // Of alternatives a child is out of what their group is.
        let is_own = own.and_then(|own| weight.map_or(Some(own), |weight| own.checked_mul(&weight))) == Some(self.one.out_of);
        let mut factors = vec![if is_own { own.as_ref().map(factor)? } else { factor(&self.one.out_of) }];
        factors.extend(times);
        factors.extend(weight.filter(|_| is_own).map(|weight| factor(&weight)));
        let expression = if factors.len() == 1 { shown(&maximum) } else { factors.join(" × ") };
        Some(Statement::new(Kind::Maximum, "Điểm tối đa").with(Arithmetic::new(expression, Some(maximum))))
    }

    fn periods(&self, periods: &[PeriodIndex]) -> String {
        let codes: Vec<&str> = periods.iter().map(|period| self.run.campaign.periods[*period].code.as_str()).collect();
        format!("Kỳ {}", codes.join(", "))
    }
}

/// Figures of rows added up, where there are several.
fn summed(words: &str, score: &ScoreDerivation, of: impl Fn(&TakenRow) -> Option<Quantity>, sum: Option<Quantity>) -> Option<Statement> {
    let terms: Vec<Fraction> = score.rows.iter().filter_map(of).map(Quantity::to_fraction).collect();
    Some(Statement::new(Kind::Figures, words).with(Arithmetic::sum(&terms, Some(sum?.to_fraction()))))
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
