//! The verdicts: of each proposal, which rules of the law and the campaign it meets, by which clause and which facts.
//!
//! What a machine cannot see – that somebody is exemplary, that a council chooses – is listed for the council to confirm.
//! What is not known is never guessed: it needs review. Quotas and votes come after, as further outcomes of a proposal.

mod bench;
mod certificates;
mod discipline;
mod dossier;
mod grades;
mod initiatives;
mod leader;
mod list;
mod own;
mod said;
pub mod selected;
mod service;
mod share;
mod streak;

mod works;

use crate::campaign::titles::OwnRule;
use crate::campaign::{Campaign, Proposal, Who};
use crate::draft::definition::{ByLaw, StandardsBy, SubjectKind};
use crate::ledger::{Ledger, Scope};
use crate::ranking::Outcome;
use crate::rulebook::{Mark, Procedures, Regime, Rule, RuleKind, Transition, procedures_on, regime_on};
use crate::sheet::{Place, RowId};
use crate::value::{Day, TitleIndex, UnitIndex};

pub use bench::{Bench, Candidate};
pub use dossier::paper_words;
pub use list::{TESTS, Test};
pub use said::{Fact, Said};
pub use streak::{Streak, streaks};

use said::said;

/// A verdict; of several the first that applies is the proposal's.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Verdict {
    /// Tạm hoãn: something is under way that must end first.
    Suspended,
    /// Chưa đủ điều kiện.
    NotEligible,
    /// Cần xem xét: the data do not settle it.
    NeedsReview,
    /// Đủ điều kiện theo số liệu.
    Eligible,
}

impl Verdict {
    /// The name machines read.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Suspended => "suspended",
            Self::NotEligible => "not_eligible",
            Self::NeedsReview => "needs_review",
            Self::Eligible => "eligible",
        }
    }

    /// In words.
    pub fn words(self) -> Said {
        match self {
            Self::Suspended => said!("tạm hoãn", "suspended"),
            Self::NotEligible => said!("chưa đủ điều kiện", "not eligible"),
            Self::NeedsReview => said!("cần xem xét", "needs review"),
            Self::Eligible => said!("đủ điều kiện theo số liệu", "eligible by the data"),
        }
    }
}

/// What a test of a rule found.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The verdict by this rule alone.
    pub verdict: Verdict,
    /// What it was judged on.
    pub facts: Vec<Fact>,
    /// What is missing.
    pub missing: Vec<Said>,
    /// What the council must confirm.
    pub confirm: Vec<Said>,
}

impl Answer {
    /// An answer without facts yet.
    pub fn new(verdict: Verdict) -> Self {
        Self { verdict, facts: Vec::new(), missing: Vec::new(), confirm: Vec::new() }
    }

    /// The same, with a fact.
    #[must_use]
    pub fn fact(mut self, words: Said, place: impl Into<Option<Place>>) -> Self {
        self.facts.push(Fact { words, place: place.into() });
        self
    }

    /// The same, with something that is missing; it then needs review at the least.
    #[must_use]
    pub fn lacks(mut self, words: Said) -> Self {
        self.missing.push(words);
        self.verdict = self.verdict.min(Verdict::NeedsReview);
        self
    }

    /// The same, with something to confirm.
    #[must_use]
    pub fn confirm(mut self, words: Said) -> Self {
        self.confirm.push(words);
        self
    }

    /// This and another, both of which must hold.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.verdict = self.verdict.min(other.verdict);
        self.facts.extend(other.facts);
        self.missing.extend(other.missing);
        self.confirm.extend(other.confirm);
        self
    }
}

/// A rule's outcome for one proposal.
#[derive(Clone, Debug)]
pub struct RuleOutcome {
    /// The rule's code.
    pub rule: Box<str>,
    /// What it says.
    pub name: Said,
    /// Article and clause; none where it has not been checked.
    pub clause: Option<Box<str>>,
    /// Where it was seen, where that is no clause of the law.
    pub source: Option<Box<str>>,
    /// How sure it is.
    pub mark: Mark,
    /// What was found.
    pub answer: Answer,
}

impl RuleOutcome {
    /// Its verdict.
    pub fn verdict(&self) -> Verdict {
        self.answer.verdict
    }
}

/// Where a proposal comes from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Origin {
    /// A row of `de-nghi/`, by its place among the campaign's proposals.
    Row(usize),
    /// The leader of a block, whom the ranking puts forward and no row does; the unit's row.
    Leader(RowId),
}

/// A proposal, judged.
#[derive(Debug)]
pub struct Judged {
    /// Where it comes from.
    pub origin: Origin,
    /// Who is put forward.
    pub who: Who,
    /// The unit of a person, or the collective itself; none where it is not known.
    pub unit: Option<UnitIndex>,
    /// The name.
    pub name: Box<str>,
    /// For which title.
    pub title: TitleIndex,
    /// The regime that chose the standards.
    pub regime: &'static Regime,
    /// The verdict: the first that applies of all its rules'.
    pub verdict: Verdict,
    /// Rule by rule.
    pub rules: Vec<RuleOutcome>,
}

impl Judged {
    /// Adds what another rule, a quota or a vote came to; the verdict follows.
    pub fn add(&mut self, outcome: RuleOutcome) {
        self.verdict = self.verdict.min(outcome.verdict());
        self.rules.push(outcome);
    }

    /// What the council must confirm, each once.
    pub fn confirm(&self) -> Vec<&Said> {
        let mut all: Vec<&Said> = Vec::new();
        for words in self.rules.iter().flat_map(|rule| &rule.answer.confirm) {
            if !all.contains(&words) {
                all.push(words);
            }
        }
        all
    }

    /// The row it comes from: its own, or of a leader the unit's.
    pub fn row(&self, campaign: &Campaign) -> RowId {
        match self.origin {
            Origin::Row(position) => campaign.proposals.list[position].row,
            Origin::Leader(row) => row,
        }
    }

    /// The proposal as it was put forward; none of a leader nobody has.
    pub fn proposal<'c>(&self, campaign: &'c Campaign) -> Option<&'c Proposal> {
        match self.origin {
            Origin::Row(position) => Some(&campaign.proposals.list[position]),
            Origin::Leader(_) => None,
        }
    }
}

/// The verdicts of a campaign.
#[derive(Debug)]
pub struct Titles {
    /// The regime of the campaign's last day.
    pub regime: &'static Regime,
    /// The proposals, in the order of their rows, then leaders nobody has put forward.
    pub judged: Vec<Judged>,
    /// How many rows say neither who nor for what, so that nothing can be judged.
    pub unread: usize,
}

/// The verdicts of a campaign: conditions first, then what is counted over all proposals.
pub fn verdicts(campaign: &Campaign, scope: &Scope, ledger: &Ledger, outcome: &Outcome) -> Titles {
    judge(&Bench { campaign, scope, ledger, outcome })
}

/// Judges every proposal of a campaign by its conditions; quotas and votes come after.
pub fn judge(bench: &Bench<'_>) -> Titles {
    let Bench { campaign, outcome, .. } = *bench;
    let regime = regime_on(campaign.time.to);
    let mut judged: Vec<Judged> = Vec::new();
    for (position, proposal) in campaign.proposals.list.iter().enumerate() {
        let (Some(who), Some(title)) = (&proposal.who, proposal.title) else { continue };
        judged.push(judge_one(bench, &bench.candidate(who, title, Some(proposal)), Origin::Row(position)));
    }
    for (unit, title) in leaders(outcome) {
        let is_put_forward = judged.iter().any(|one| one.who == Who::Unit(unit) && one.title == title);
        if !is_put_forward {
            let row = campaign.units[unit].last().row;
            judged.push(judge_one(bench, &bench.candidate(&Who::Unit(unit), title, None), Origin::Leader(row)));
        }
    }
    Titles { regime, judged, unread: campaign.proposals.unread }
}

/// The leaders of blocks, each with the title the ranking has for it.
fn leaders(outcome: &Outcome) -> Vec<(UnitIndex, TitleIndex)> {
    outcome.blocks.iter().filter_map(|block| block.leader.as_ref()).filter_map(|leader| leader.unit.zip(leader.title)).collect()
}

fn judge_one(bench: &Bench<'_>, candidate: &Candidate<'_>, origin: Origin) -> Judged {
    let campaign = bench.campaign;
    let (by_year, by_dossier) = regimes(campaign, candidate);
    let regime = match campaign.own_rules.standards_by {
        Some(StandardsBy::Dossier) => by_dossier.unwrap_or(by_year),
        Some(StandardsBy::Year) | None => by_year,
    };
    let mut judged = Judged {
        origin,
        who: candidate.who.clone(),
        unit: candidate.unit,
        name: candidate.name.clone(),
        title: candidate.title,
        regime,
        verdict: Verdict::Eligible,
        rules: Vec::new(),
    };
    let procedures = procedures(campaign, candidate.dossier_day(), by_year);
    let procedure = procedures.regime;
    let mut own = outcomes(bench, regime, procedure, candidate);
    let mut questions = Vec::new();
    if let Some(other) = by_dossier.filter(|other| campaign.own_rules.standards_by.is_none() && !std::ptr::eq(*other, regime)) {
        let there = outcomes(bench, other, procedure, candidate);
        if let Some(question) = readings((regime, &own), (other, &there)) {
            leave_open(&mut own, &there);
            questions.push(question);
        }
    }
    if let Some((other, transition)) = procedures.other {
        let there: Vec<RuleOutcome> = rules_of_dossier(bench, other, candidate).collect();
        let is_of_dossier = |one: &RuleOutcome| procedure.rule(&one.rule).is_some_and(|rule| rule.kind == RuleKind::Dossier);
        let here = worst(own.iter().filter(|one| is_of_dossier(one)));
        if let Some(question) = either_procedure(transition, (procedure, other), [here, worst(&there)]) {
            leave_open(own.iter_mut().filter(|one| is_of_dossier(one)), &there);
            questions.push(question);
        }
    }
    for outcome in own.into_iter().chain(questions) {
        judged.add(outcome);
    }
    judged
}

/// Whose procedures the dossier of a day follows; those of `by_year` where the day is not known.
pub(crate) fn procedures(campaign: &Campaign, dossier: Option<Day>, by_year: &'static Regime) -> Procedures {
    dossier.map_or(Procedures { regime: by_year, other: None }, |day| {
        procedures_on(day, campaign.own_rules.earlier_procedures.map(|(goes_on, _)| goes_on))
    })
}

/// What it comes to that either of two procedures may be followed; none where both come to the same.
pub(crate) fn either_procedure(transition: &Transition, procedures: (&Regime, &Regime), verdicts: [Verdict; 2]) -> Option<RuleOutcome> {
    let [here, there] = verdicts.map(Verdict::words);
    if verdicts[0] == verdicts[1] {
        return None;
    }
    let (own, other) = procedures;
    let by = |regime: &Regime, words: &Said| Said {
        vietnamese: format!("thủ tục theo {}: {}", regime.name, words.vietnamese),
        english: format!("procedures of {}: {}", regime.code, words.english),
    };
    let answer = Answer::new(Verdict::NeedsReview).fact(by(own, &here), None).fact(by(other, &there), None).lacks(said!(
        "khai `thu_tuc_chuyen_tiep`: true nếu bộ, tỉnh chưa ban hành quy định mới, false nếu đã ban hành",
        "declare `thu_tuc_chuyen_tiep`: true where the ministry or province has not reissued its terms, false where it has"
    ));
    Some(RuleOutcome {
        rule: "chuyen-tiep".into(),
        name: Said { vietnamese: transition.name[0].to_string(), english: transition.name[1].to_string() },
        clause: Some(transition.clause.clone()),
        source: None,
        mark: transition.mark,
        answer,
    })
}

/// The regimes of the campaign's last day and of the dossier's day; the second is none where the day is not known.
pub fn regimes(campaign: &Campaign, candidate: &Candidate<'_>) -> (&'static Regime, Option<&'static Regime>) {
    (regime_on(campaign.time.to), candidate.dossier_day().map(regime_on))
}

/// What rules come to together.
fn worst<'o>(outcomes: impl IntoIterator<Item = &'o RuleOutcome>) -> Verdict {
    outcomes.into_iter().map(RuleOutcome::verdict).min().unwrap_or(Verdict::Eligible)
}

/// Where it is not certain which of two readings holds, what one alone refuses or puts off is left open.
fn leave_open<'o>(own: impl IntoIterator<Item = &'o mut RuleOutcome>, there: &[RuleOutcome]) {
    for one in own {
        let agrees = there.iter().any(|other| other.rule == one.rule && other.verdict() <= one.verdict());
        if !agrees {
            one.answer.verdict = one.answer.verdict.max(Verdict::NeedsReview);
        }
    }
}

/// What another regime would say, where it is not certain which of the two judges and they differ.
fn readings((regime, own): (&Regime, &[RuleOutcome]), (other, there): (&Regime, &[RuleOutcome])) -> Option<RuleOutcome> {
    let (here, there) = (worst(own), worst(there));
    if here == there {
        return None;
    }
    let (here, there) = (here.words(), there.words());
    let answer = Answer::new(Verdict::NeedsReview)
        .fact(
            Said { vietnamese: format!("theo {}: {}", regime.name, here.vietnamese), english: format!("by {}: {}", regime.code, here.english) },
            None,
        )
        .fact(
            Said { vietnamese: format!("theo {}: {}", other.name, there.vietnamese), english: format!("by {}: {}", other.code, there.english) },
            None,
        )
        .lacks(said!("khai `tieu_chuan_theo`: nam_thi_dua hay ngay_ho_so", "declare `tieu_chuan_theo`: nam_thi_dua or ngay_ho_so"));
    Some(RuleOutcome {
        rule: "che-do".into(),
        name: said!("Chế độ của năm thi đua và của ngày hồ sơ khác nhau", "The regimes of the year and of the dossier's day differ"),
        clause: None,
        source: None,
        mark: Mark::Seen,
        answer,
    })
}

/// What every rule says of a candidate: standards of one regime, the dossier of the regime of its day.
fn outcomes(bench: &Bench<'_>, standards: &'static Regime, procedure: &'static Regime, candidate: &Candidate<'_>) -> Vec<RuleOutcome> {
    let by_law = candidate.by_law(bench.campaign);
    let conditions = standards.rules_of(by_law, candidate.who.subject()).filter(|rule| rule.kind != RuleKind::Dossier);
    let conditions = conditions.filter_map(|rule| outcome(bench, standards, rule, candidate));
    let mut all: Vec<RuleOutcome> = conditions.chain(rules_of_dossier(bench, procedure, candidate)).collect();
    if by_law.is_none() {
        all.push(not_by_law(bench, candidate));
    }
    all
}

/// What the rules of the dossier say of a candidate.
fn rules_of_dossier(bench: &Bench<'_>, procedure: &'static Regime, candidate: &Candidate<'_>) -> impl Iterator<Item = RuleOutcome> {
    let rules = procedure.rules_of(candidate.by_law(bench.campaign), candidate.who.subject()).filter(|rule| rule.kind == RuleKind::Dossier);
    rules.filter_map(move |rule| outcome(bench, procedure, rule, candidate))
}

/// A title of the campaign's own: nothing of the law says who may have it.
fn not_by_law(bench: &Bench<'_>, candidate: &Candidate<'_>) -> RuleOutcome {
    let title = &bench.campaign.titles[candidate.title];
    let code = &title.code;
    RuleOutcome {
        rule: "ngoai-luat".into(),
        name: said!("Danh hiệu không khai `theo_luat`", "The title declares no `theo_luat`"),
        clause: None,
        source: None,
        mark: Mark::Seen,
        answer: Answer::new(Verdict::NeedsReview)
            .fact(
                said!(
                    "`{code}` không khai là danh hiệu nào của luật: bộ quy tắc không xét",
                    "`{code}` is no title of the law: the rulebook does not judge it"
                ),
                Place::Definition(title.span),
            )
            .lacks(said!(
                "khai `theo_luat`, hoặc Hội đồng xét theo quy định riêng",
                "declare `theo_luat`, or let the council judge by the campaign's own terms"
            )),
    }
}

/// What one rule says of a candidate; none where it does not concern it.
pub(crate) fn outcome(bench: &Bench<'_>, regime: &'static Regime, rule: &'static Rule, candidate: &Candidate<'_>) -> Option<RuleOutcome> {
    if rule.kind == RuleKind::Principle || !holds(rule, bench.campaign) {
        return None;
    }
    let own = bench.campaign.own_rules.find(&rule.code);
    let test = TESTS.iter().find(|(name, _)| rule.test.as_deref() == Some(*name)).map(|(_, test)| test)?;
    let case = Case { bench, regime, rule, own, candidate };
    let answer = match own.filter(|own| own.is_dropped) {
        Some(own) => Answer::new(Verdict::Eligible).fact(own_words(own, rule), Place::Definition(own.span)),
        None => confirmed(&case, test.ask(&case)?),
    };
    Some(RuleOutcome {
        rule: rule.code.clone(),
        name: Said { vietnamese: rule.name[0].to_string(), english: rule.name[1].to_string() },
        clause: rule.clause.clone(),
        source: rule.source.clone(),
        mark: rule.mark,
        answer,
    })
}

/// Whether a rule holds on the campaign's last day; an optional one, whether the campaign has taken it up.
fn holds(rule: &Rule, campaign: &Campaign) -> bool {
    if rule.is_optional && !campaign.own_rules.find(&rule.code).is_some_and(|own| own.is_confirmed || own.is_dropped) {
        return false;
    }
    rule.from.is_none_or(|from| from <= campaign.time.to) && rule.to.is_none_or(|to| campaign.time.to <= to)
}

/// What the campaign says of a rule, in words.
fn own_words(own: &OwnRule, rule: &Rule) -> Said {
    let document = &own.document;
    match (own.is_dropped, own.figure, rule.figure) {
        (true, _, _) => said!("phong trào không áp dụng quy định này ({document})", "the campaign does not apply the rule ({document})"),
        (false, Some(figure), Some(usual)) => {
            said!("phong trào lấy mức {figure} thay cho {usual} ({document})", "the campaign takes {figure} in place of {usual} ({document})")
        }
        (false, _, _) => said!("phong trào đã đối chiếu quy định này ({document})", "the campaign has checked the rule ({document})"),
    }
}

/// The answer, with what the rule asks the council to confirm; by a rule that has not been checked nothing is settled.
///
/// A standard of which the text is not known is neither reached nor missed; an exclusion counts only where it applies.
fn confirmed(case: &Case<'_>, mut answer: Answer) -> Answer {
    let Case { rule, own, .. } = *case;
    if let Some(own) = own {
        answer = answer.fact(own_words(own, rule), Place::Definition(own.span));
    }
    answer.confirm.extend(rule.confirm.iter().map(|[vietnamese, english]| Said { vietnamese: vietnamese.to_string(), english: english.to_string() }));
    let is_checked = rule.is_checked() || own.is_some_and(|own| own.is_confirmed);
    let is_settling = match rule.kind {
        RuleKind::Exclusion => answer.verdict != Verdict::Eligible,
        RuleKind::Standard | RuleKind::Dossier | RuleKind::Quota | RuleKind::Vote | RuleKind::Principle | RuleKind::Own => true,
    };
    if !is_checked && is_settling {
        answer.verdict = Verdict::NeedsReview;
        let code = &rule.code;
        answer.missing.push(said!(
            "nguồn: chưa kiểm chứng; đối chiếu văn bản rồi xác nhận `{code}` ở `quy_dinh`",
            "source: not verified; check the text, then confirm `{code}` in `quy_dinh`"
        ));
    }
    answer
}

/// One rule and whom it is asked of.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// Everything that is known.
    pub bench: &'a Bench<'a>,
    /// The regime the rule is of.
    pub regime: &'static Regime,
    /// The rule.
    pub rule: &'static Rule,
    /// What the campaign says of it.
    pub own: Option<&'a OwnRule>,
    /// Who is judged.
    pub candidate: &'a Candidate<'a>,
}

impl<'a> Case<'a> {
    /// The campaign.
    pub fn campaign(&self) -> &'a Campaign {
        self.bench.campaign
    }

    /// Who is judged.
    pub fn who(&self) -> &'a Who {
        self.candidate.who
    }

    /// The rule's figure: the campaign's, else the rulebook's.
    pub fn figure(&self) -> i64 {
        let figure = self.own.and_then(|own| own.figure).or(self.rule.figure);
        figure.and_then(crate::value::Quantity::to_whole).unwrap_or_default()
    }

    /// Whether the regime has a principle and its clause is known.
    pub fn has_principle(&self, code: &str) -> bool {
        let own = self.campaign().own_rules.find(code);
        self.regime.rule(code).is_some_and(Rule::is_checked) && !own.is_some_and(|own| own.is_dropped)
    }
}

/// Whether a title is one for which a person meets the standards of an advanced worker (khoản 1 Điều 23).
pub fn counts_as_advanced(by_law: Option<ByLaw>) -> bool {
    matches!(by_law, Some(ByLaw::AdvancedWorker | ByLaw::GrassrootsFighter | ByLaw::ProvincialFighter | ByLaw::NationalFighter))
}

/// Collective or person, in a sentence.
pub fn subject_words(subject: SubjectKind) -> Said {
    match subject {
        SubjectKind::Collective => said!("tập thể", "collective"),
        SubjectKind::Person => said!("cá nhân", "person"),
    }
}
