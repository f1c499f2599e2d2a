//! The steps of a score in words and arithmetic.

use crate::derivation::{LeaderRow, ScoreDerivation};
use crate::pipeline::CampaignRun;
use crate::report::explain::arithmetic::{Arithmetic, base, factor, figure, points, shown};
use crate::report::explain::{Kind, Statement, View};
use crate::report::pages::words::interval;
use crate::report::short_of;
use crate::scoring::bands::BandMeasure;
use crate::scoring::{Band, Base, Denominator, Figures, Lead, Need, Score, Step, Way};
use crate::sheet::Place;
use crate::value::{End, Fraction, Interval, Points, Quantity, Rounding, RoundingWay};

/// What the steps are told with.
#[derive(Clone, Copy)]
pub(super) struct Teller<'a> {
    pub(super) run: &'a CampaignRun,
    pub(super) way: &'a Way,
    pub(super) view: View,
    /// How the points of a score are rounded, where each is.
    pub(super) rounding: Option<Rounding>,
}

impl Teller<'_> {
    /// What a score came to, step by step; the last calculation is that of its exact points.
    pub(super) fn steps(self, score: &ScoreDerivation) -> Vec<Statement> {
        let figures = score.scored.figures.unwrap_or_default();
        let mut told: Vec<Statement> = score.scored.steps.iter().flat_map(|step| self.step(step, &figures, &score.leaders)).collect();
        match score.scored.score {
            // A comparison without a target in which nobody did anything has no step.
            Some(Score::Points(exact)) if score.scored.steps.is_empty() => {
                let words = "Không giao chỉ tiêu, và chưa đơn vị nào của khối có số thực hiện trên 0";
                told.push(Statement::new(Kind::Compared, words).with(Arithmetic::number(exact)));
            }
            Some(Score::NothingDue(of)) => {
                told.push(Statement::new(Kind::NotApplicable, format!("Mẫu số ({}) bằng 0: không phát sinh", denominator(of))));
            }
            Some(Score::OutsideBands) => told.push(Statement::new(Kind::Missing, "Không mức nào của tiêu chí chứa số này: chưa có điểm")),
            Some(Score::TooLarge) => told.push(Statement::new(Kind::Missing, "Số quá lớn: chưa có điểm")),
            Some(Score::Missing(need)) => told.push(Statement::new(Kind::Missing, format!("Còn thiếu {}", need_words(need)))),
            Some(Score::Points(_) | Score::ByOthers) | None => {}
        }
        told
    }

    fn step(self, step: &Step, figures: &Figures, leaders: &[LeaderRow]) -> Vec<Statement> {
        let maximum = figures.maximum;
        let one = |kind, words: String, arithmetic| vec![Statement::new(kind, words).with(arithmetic)];
        match step {
            Step::Share { maximum, actual, base: of } => {
                let words = format!("Điểm chuẩn × {} / {}", self.figure_words(), self.way.denominator().map_or("mẫu số", denominator));
                one(Kind::Share, words, share(*maximum, *actual, of))
            }
            Step::Cut { exact } => {
                let words = format!("Vượt {}: không quá điểm chuẩn", self.way.denominator().map_or("mẫu số", denominator));
                one(Kind::Cut, words, Arithmetic::new(format!("MIN({}; {})", shown(exact), points(maximum)), Some(maximum.to_fraction())))
            }
            Step::Band { band, measured } => self.band(*band, measured, figures),
            Step::Answer(true) => one(Kind::Answer, "Có: được điểm chuẩn".to_owned(), Arithmetic::number(maximum.to_fraction())),
            Step::Answer(false) => one(Kind::Answer, "Không: 0 điểm".to_owned(), Arithmetic::number(Fraction::ZERO)),
            Step::Count { number, each } => {
                let exact = number.to_fraction().checked_mul(&each.to_fraction());
                one(Kind::Count, "Số lượng × điểm mỗi một".to_owned(), Arithmetic::new(format!("{} × {}", figure(*number), points(*each)), exact))
            }
            Step::Capped { cap } => {
                let uncapped = match self.way {
                    Way::Count(count) => figures.actual.and_then(|number| number.to_fraction().checked_mul(&count.each.to_fraction())),
                    Way::Given | Way::Share(_) | Way::Bands(_) | Way::YesNo(_) | Way::Relative(_) => None,
                };
                let expression = uncapped.map_or_else(|| points(*cap), |uncapped| format!("MIN({}; {})", shown(&uncapped), points(*cap)));
                one(Kind::Cut, "Không quá trần".to_owned(), Arithmetic::new(expression, Some(cap.to_fraction())))
            }
            Step::UpToTarget { part, actual, base: of } => {
                let exact = of.share(Points::whole(1), *actual).and_then(|share| share.checked_mul(part));
                let expression = format!("{} × {} / {}", factor(part), figure(*actual), base(of));
                let words = format!("Chưa vượt chỉ tiêu: phần điểm khi vừa đạt chỉ tiêu × {} / chỉ tiêu", self.figure_words());
                one(Kind::Compared, words, Arithmetic::new(expression, exact))
            }
            Step::Leads { maximum, over } => vec![
                Self::over("Phần vượt chỉ tiêu", figures.actual, figures.target, *over),
                Statement::new(Kind::Compared, "Vượt chỉ tiêu nhiều nhất khối: được điểm chuẩn").with(Arithmetic::number(maximum.to_fraction())),
            ],
            Step::BehindLeader { part, maximum, over, lead } => self.behind((part, *maximum, over), lead, figures, leaders),
            Step::WithoutTarget { maximum, actual, lead } => self.without_target(*maximum, *actual, lead, leaders),
        }
    }

    fn band(self, band: usize, measured: &Fraction, figures: &Figures) -> Vec<Statement> {
        let Way::Bands(bands) = self.way else { return Vec::new() };
        let mut told = Vec::new();
        let compared = match bands.measure {
            BandMeasure::Share => {
                let of = bands.denominator.unwrap_or(Denominator::Total);
                if let (Some(actual), Some(base)) = (figures.actual, figures.denominator(of)) {
                    let words = format!("Tỷ lệ % đem so: 100 × {} / {}", self.figure_words(), denominator(of));
                    told.push(Statement::new(Kind::Measured, words).with(share(Points::whole(100), actual, &base)));
                }
                "Tỷ lệ %"
            }
            BandMeasure::Value => {
                told.push(Statement::new(Kind::Measured, "Giá trị đem so").with(Arithmetic::number(*measured)));
                "Giá trị"
            }
            BandMeasure::DaysLate => {
                told.push(Statement::new(Kind::Measured, "Số ngày trễ đem so").with(Arithmetic::number(*measured)));
                "Số ngày trễ"
            }
        };
        let band = &bands.bands[band];
        let words = format!("{compared} thuộc mức {}", band_words(band));
        told.push(Statement::new(Kind::Band, words).with(Arithmetic::number(band.points.to_fraction())).at(Place::Definition(band.span)));
        told
    }

    /// How far past a target a figure is, in parts of it.
    fn over(words: &str, actual: Option<Quantity>, target: Option<Base>, over: Fraction) -> Statement {
        let (Some(actual), Some(target)) = (actual, target) else {
            return Statement::new(Kind::Measured, words).with(Arithmetic::number(over));
        };
        let (actual, target) = (figure(actual), base(&target));
        Statement::new(Kind::Measured, words).with(Arithmetic::new(format!("({actual} - {target}) / {target}"), Some(over)))
    }

    fn behind(
        self,
        (part, maximum, over): (&Fraction, Points, &Fraction),
        lead: &Lead<Fraction>,
        figures: &Figures,
        leaders: &[LeaderRow],
    ) -> Vec<Statement> {
        let mut told = vec![Self::over("Phần vượt chỉ tiêu", figures.actual, figures.target, *over)];
        let maximum = maximum.to_fraction();
        let ratio = over.checked_div(&lead.figure);
        let rest = maximum.checked_sub(part);
        let exact = ratio.zip(rest).and_then(|(ratio, rest)| ratio.checked_mul(&rest)?.checked_add(part));
        let (shown_part, shown_maximum) = (factor(part), shown(&maximum));
        if self.view.hides_others {
            let calculate = |ratio: &Fraction| ratio.checked_mul(&rest?)?.checked_add(part);
            let Some((ratio, about)) = ratio.map(|ratio| self.hidden(ratio, calculate)) else { return told };
            let expression = format!("{shown_part} + ({shown_maximum} - {shown_part}) × {}", factor(&ratio));
            let words = format!("Mức vượt bằng {about}{} mức vượt của đơn vị dẫn đầu", shown(&ratio));
            told.push(Statement::new(Kind::Compared, words).with(Arithmetic::new(expression, calculate(&ratio))));
            return told;
        }
        told.extend(self.leader_overs(lead, leaders));
        let expression = format!("{shown_part} + ({shown_maximum} - {shown_part}) × {} / {}", factor(over), factor(&lead.figure));
        let words = "Phần điểm khi vừa đạt chỉ tiêu, cộng phần còn lại × mức vượt / mức vượt của đơn vị dẫn đầu";
        told.push(Statement::new(Kind::Compared, words).with(Arithmetic::new(expression, exact)));
        told
    }

    /// A ratio to those who lead as it is told where they are hidden, and what is to be said before it: the terms of a fraction may
    /// be their figures, so a decimal stands for it where it comes to the same points.
    fn hidden(self, ratio: Fraction, calculate: impl Fn(&Fraction) -> Option<Fraction>) -> (Fraction, &'static str) {
        let Some(rounding) = self.rounding.filter(|_| ratio.exact_millionths().is_none()) else { return (ratio, "") };
        let points = |ratio: &Fraction| rounding.apply_fraction(&calculate(ratio)?);
        let nearest = |digits| Some(Rounding { digits, way: RoundingWay::HalfUp }.apply_fraction(&ratio)?.to_fraction());
        let found = (4..=6).filter_map(nearest).find(|near| points(near) == points(&ratio));
        found.map_or((ratio, ""), |near| (near, "khoảng "))
    }

    /// How far past their targets those who lead are.
    fn leader_overs(self, lead: &Lead<Fraction>, leaders: &[LeaderRow]) -> Vec<Statement> {
        let over = |leader: &LeaderRow| {
            let words = format!("Phần vượt chỉ tiêu của đơn vị dẫn đầu {}", self.unit(leader));
            Self::over(&words, leader.actual, leader.target, lead.figure).at_rows(&leader.rows)
        };
        leaders.iter().map(over).map(|statement| Statement { kind: Kind::Leader, ..statement }).collect()
    }

    fn without_target(self, maximum: Points, actual: Quantity, lead: &Lead<Quantity>, leaders: &[LeaderRow]) -> Vec<Statement> {
        let ratio = actual.to_fraction().checked_div(&lead.figure.to_fraction());
        if self.view.hides_others {
            let calculate = |ratio: &Fraction| ratio.checked_mul(&maximum.to_fraction());
            let Some((ratio, about)) = ratio.map(|ratio| self.hidden(ratio, calculate)) else { return Vec::new() };
            let words = if ratio == Fraction::whole(1) {
                "Không giao chỉ tiêu: làm được nhiều nhất trong các đơn vị không giao của khối".to_owned()
            } else {
                format!("Không giao chỉ tiêu: bằng {about}{} số của đơn vị dẫn đầu", shown(&ratio))
            };
            let arithmetic = Arithmetic::new(format!("{} × {}", points(maximum), factor(&ratio)), calculate(&ratio));
            return vec![Statement::new(Kind::Compared, words).with(arithmetic)];
        }
        let leader = |leader: &LeaderRow| {
            let words = format!("Đơn vị không giao chỉ tiêu làm được nhiều nhất: {}", self.unit(leader));
            Statement::new(Kind::Leader, words).with(Arithmetic::number(lead.figure.to_fraction())).at_rows(&leader.rows)
        };
        let mut told: Vec<Statement> = leaders.iter().map(leader).collect();
        let words = format!("Không giao chỉ tiêu: điểm chuẩn × {} / số nhiều nhất của các đơn vị không giao trong khối", self.figure_words());
        told.push(Statement::new(Kind::Compared, words).with(share(maximum, actual, &Base::whole(lead.figure))));
        told
    }

    fn unit(self, leader: &LeaderRow) -> String {
        let campaign = &self.run.campaign;
        format!("{} ({})", short_of(campaign, &self.run.scope, leader.unit), campaign.units[leader.unit].code)
    }

    fn figure_words(self) -> &'static str {
        if self.view.by_estimate { "ước thực hiện" } else { "thực hiện" }
    }
}

/// What a share is of.
pub(super) const fn denominator(of: Denominator) -> &'static str {
    match of {
        Denominator::Target => "chỉ tiêu",
        Denominator::Total => "tổng số",
    }
}

fn share(maximum: Points, actual: Quantity, of: &Base) -> Arithmetic {
    Arithmetic::new(format!("{} × {} / {}", points(maximum), figure(actual), base(of)), of.share(maximum, actual))
}

/// Which figures a band holds.
fn band_words(band: &Band) -> String {
    ends_words(&band.interval)
}

/// Which numbers lie between two ends.
pub(super) fn ends_words(ends: &Interval<Quantity>) -> String {
    let of = |end: Option<End<Quantity>>, inclusive: bool| end.filter(|end| end.inclusive == inclusive).map(|end| figure(end.value));
    interval([of(ends.lower, true), of(ends.lower, false), of(ends.upper, false), of(ends.upper, true)])
}

/// What is lacking.
pub(super) const fn need_words(need: Need) -> &'static str {
    match need {
        Need::Points => "điểm của các vòng chấm",
        Need::Actual => "số thực hiện",
        Need::Estimate => "số ước thực hiện",
        Need::Total => "tổng số",
        Need::Target => "chỉ tiêu",
        Need::Receipt => "ngày nhận",
        Need::Models => "bảng điển hình (dien-hinh.csv)",
        Need::Answer => "câu trả lời có hay không ở thong-ke.csv",
    }
}
