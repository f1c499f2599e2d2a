//! The titles and forms of award a campaign may give, each with what the campaign says of its conditions.

use crate::campaign::resolve::{Gaps, code_of, declared, items, name_or_code};
use crate::campaign::{Directories, GapKind};
use crate::draft::Definition;
use crate::draft::appraisals::GRADES;
use crate::draft::definition::{
    ByLaw, CoAuthorWord, CoAuthors, DisciplineForm, ExtraCondition, OutOfBase, QuotaOrder, QuotaScope, RoundingWord, StandardsBy, SubjectKind,
    TitleKey, TwoInitiatives, YearGrade,
};
use crate::rulebook;
use crate::sheet::{CodeKind, read_word};
use crate::value::{Quantity, StatisticIndex, Table, TitleCode, TitleIndex};
use crate::yaml::{Field, Span, Text, WordOr};

/// A title or form of award.
#[derive(Debug)]
pub struct Title {
    /// `ma`.
    pub code: TitleCode,
    /// `ten`, else the code.
    pub name: Box<str>,
    /// Collective or person.
    pub subject: Option<SubjectKind>,
    /// Which title of the law it is; none where it is the campaign's own.
    pub by_law: Option<ByLaw>,
    /// Whether only who has registered may be considered; none: as the regime says.
    pub must_register: Option<bool>,
    /// The titles a registration for this one includes.
    pub includes: Vec<TitleIndex>,
    /// Whether consecutive titles count the current year's; none where the campaign does not say.
    pub counts_this_year: Option<bool>,
    /// Who decides, as the campaign says.
    pub authority: Option<Box<str>>,
    /// How many may be put forward.
    pub quota: Option<Quota>,
    /// Who is left out of the base of 70 %, and where that is declared; none where the campaign does not say.
    pub out_of_base: Option<(Vec<OutOfBase>, Span)>,
    /// Whom an initiative of several authors counts for; none where the campaign does not say.
    pub co_authors: Option<CoAuthorship>,
    /// What a province or ministry asks beside.
    pub extra: Vec<Extra>,
    /// From how many months at the old unit its comment is needed.
    pub comment_from_months: Option<(u32, Span)>,
    /// Whether an excellent grade stands in for an initiative until 2023; none where the campaign does not say.
    pub excellent_instead: Option<bool>,
    /// How point d of clause 1 of Article 74 is read; none where the campaign does not say.
    pub two_initiatives: Option<TwoInitiatives>,
    /// Where it is declared.
    pub span: Span,
}

/// Whom an initiative of several authors counts for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum CoAuthorship {
    /// Everyone.
    Everybody,
    /// The one with the greatest share.
    Main,
    /// Those with so many percent or more.
    From(Quantity),
}

/// A condition of a province or ministry, and the document that says it.
#[derive(Debug)]
pub struct Extra {
    /// What is asked.
    pub asks: Asked,
    /// The document.
    pub document: Box<str>,
    /// Where it is declared.
    pub span: Span,
}

/// What an extra condition asks.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Asked {
    /// So many months from recruitment to the last day of the campaign.
    Months(u32),
    /// No discipline of this form or a harder one in the year.
    NoDisciplineFrom(DisciplineForm),
    /// Fewer working days of leave in the year, thai sản left out.
    LeaveBelow(u32),
    /// What the council must confirm.
    Confirmed(Box<str>),
}

/// How many may be put forward (`ty_le_toi_da`).
#[derive(Debug)]
pub struct Quota {
    /// Percent of the base.
    pub percent: Quantity,
    /// Percent by the class of the unit, where that decides.
    pub by_class: Vec<(UnitClass, Quantity)>,
    /// The base; none where its code names nothing.
    pub base: Option<QuotaBase>,
    /// The base as written.
    pub base_text: Box<str>,
    /// Of the whole agency or of each unit; none where the campaign does not say.
    pub scope: Option<QuotaScope>,
    /// How seats are rounded; none where the campaign does not say.
    pub rounding: Option<RoundingWord>,
    /// The order in which places are taken; none where the campaign does not say.
    pub order: Option<QuotaOrder>,
    /// Its basis.
    pub basis: Option<Box<str>>,
    /// Where it is declared.
    pub span: Span,
}

/// The class of a unit.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum UnitClass {
    /// It is put forward for this title.
    Title(TitleIndex),
    /// It has this grade of the year.
    Grade(YearGrade),
}

/// What a quota is a share of.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum QuotaBase {
    /// Those put forward for a title, or one that includes it.
    Proposed(TitleIndex),
    /// Those who were given a title.
    Granted(TitleIndex),
    /// The units that take part.
    Units,
    /// The people who take part.
    People,
    /// A figure of `thong-ke.csv`.
    Statistic(StatisticIndex),
}

/// What the campaign says of a rule of the rulebook.
#[derive(Debug)]
pub struct OwnRule {
    /// The rule's code.
    pub code: Box<str>,
    /// Whether its clause has been checked.
    pub is_confirmed: bool,
    /// A figure in place of the rulebook's.
    pub figure: Option<Quantity>,
    /// Whether it does not apply.
    pub is_dropped: bool,
    /// The document.
    pub document: Box<str>,
    /// Where it is declared.
    pub span: Span,
}

/// What the campaign says of the rules of the law.
#[derive(Debug, Default)]
pub struct OwnRules {
    /// Rule by rule.
    pub rules: Vec<OwnRule>,
    /// Which day chooses the standards, where the campaign says so.
    pub standards_by: Option<StandardsBy>,
    /// Whether procedures of an earlier decree go on while they may, and where that is declared; none where the campaign does not say.
    pub earlier_procedures: Option<(bool, Span)>,
}

impl OwnRules {
    /// What the campaign says of a rule.
    pub fn find(&self, code: &str) -> Option<&OwnRule> {
        self.rules.iter().find(|rule| *rule.code == *code)
    }
}

fn word<T: Copy>(field: Option<&Field<T>>) -> Option<T> {
    field.and_then(Field::get).copied()
}

/// The titles as declared; what one says of others is settled when all are known.
pub(super) fn titles(definition: &Definition, directories: &mut Directories, gaps: &mut Gaps) -> Table<TitleIndex, Title> {
    let mut table: Table<TitleIndex, Title> = Table::default();
    for key in declared(definition.titles.as_ref(), &mut directories.titles) {
        let code = code_of(&key.code);
        let title = Title {
            code: (&*code).into(),
            name: name_or_code(key.name.as_ref(), &code),
            subject: word(Some(&key.subject)),
            by_law: word(key.by_law.as_ref()),
            must_register: word(key.must_register.as_ref()),
            includes: Vec::new(),
            counts_this_year: word(key.counts_this_year.as_ref()),
            authority: key.authority.as_ref().and_then(|text| Some(text.get()?.as_str().into())),
            quota: None,
            out_of_base: out_of_base(key),
            co_authors: key.co_authors.as_ref().and_then(|authors| co_authors(authors, gaps)),
            extra: items(&key.extra).filter_map(|field| extra(field, gaps)).collect(),
            comment_from_months: comment(key, gaps),
            excellent_instead: word(key.excellent_instead.as_ref()),
            two_initiatives: word(key.two_initiatives.as_ref()),
            span: key.code.span,
        };
        let index = table.push(title);
        gaps.enter(&mut directories.titles, CodeKind::Title, &key.code, index, |known| table[known].span);
    }
    table
}

fn out_of_base(key: &TitleKey) -> Option<(Vec<OutOfBase>, Span)> {
    let field = key.denominator_70.as_ref()?;
    let without = items(&field.get()?.without).filter_map(|word| word.get().copied());
    Some((without.collect(), field.key.unwrap_or(field.span)))
}

fn comment(key: &TitleKey, gaps: &mut Gaps) -> Option<(u32, Span)> {
    let field = key.comment_from_months.as_ref()?;
    Some((u32::try_from(gaps.bounded(field, 1, Some(12))?.0).ok()?, field.span))
}

fn co_authors(field: &Field<CoAuthors>, gaps: &mut Gaps) -> Option<CoAuthorship> {
    Some(match field.get()? {
        WordOr::Word(CoAuthorWord::Everybody) => CoAuthorship::Everybody,
        WordOr::Word(CoAuthorWord::Main) => CoAuthorship::Main,
        WordOr::Mapping(least) => CoAuthorship::From(gaps.bounded(&least.from, 0, Some(100))?),
    })
}

fn extra(field: &Field<ExtraCondition>, gaps: &mut Gaps) -> Option<Extra> {
    let ExtraCondition { least_months, no_discipline_from, leave_below, confirmed_by_council, document, assumed: _ } = field.get()?;
    let whole = |number: i64| u32::try_from(number).ok();
    let months = least_months.as_ref().map(|field| gaps.bounded(field, 1, Some(1200)).and_then(|months| whole(months.0)).map(Asked::Months));
    let form = no_discipline_from.as_ref().map(|field| field.get().copied().map(Asked::NoDisciplineFrom));
    let leave = leave_below.as_ref().map(|field| gaps.bounded(field, 1, Some(260)).and_then(|days| whole(days.0)).map(Asked::LeaveBelow));
    let confirmed = confirmed_by_council.as_ref().map(|field| field.get().map(|text| Asked::Confirmed(text.as_str().into())));
    let stated: Vec<Option<Asked>> = [months, form, leave, confirmed].into_iter().flatten().collect();
    if stated.len() != 1 {
        let keys = &["thang_cong_tac_it_nhat", "khong_ky_luat_tu", "nghi_duoi_ngay_lam_viec", "hoi_dong_xac_nhan"];
        gaps.add(field.span, GapKind::OneOf { keys, both: !stated.is_empty() });
        return None;
    }
    Some(Extra { asks: stated.into_iter().next()??, document: document.get()?.as_str().into(), span: field.span })
}

/// What titles say of one another and of statistics.
pub(super) fn settle(definition: &Definition, titles: &mut Table<TitleIndex, Title>, directories: &Directories, gaps: &mut Gaps) {
    for key in items(&definition.titles).filter_map(Field::get) {
        let includes: Vec<TitleIndex> =
            items(&key.includes).filter_map(|included| gaps.find(&directories.titles, CodeKind::Title, included)).collect();
        let quota = key.quota.as_ref().and_then(|quota| self::quota(quota, directories, gaps));
        let code = code_of(&key.code);
        let Some(title) = titles.iter_mut().find(|title| title.span == key.code.span && title.code.as_str() == &*code) else { continue };
        title.includes = includes;
        title.quota = quota;
    }
}

fn quota(field: &Field<crate::draft::definition::Quota>, directories: &Directories, gaps: &mut Gaps) -> Option<Quota> {
    let key = field.get()?;
    let percent = gaps.bounded(&key.percent, 0, Some(100));
    let base = quota_base(&key.base, directories, gaps);
    let by_class = by_class(key, directories, gaps);
    if let Some(classes) = key.by_class.as_ref().filter(|_| word(key.scope.as_ref()) != Some(QuotaScope::Unit)) {
        let because = [
            "tỷ lệ theo hạng đơn vị chỉ có nghĩa khi `tinh_theo: tung_don_vi`",
            "a share by the unit's class is one of each unit: `tinh_theo: tung_don_vi`",
        ];
        gaps.add(classes.key.unwrap_or(classes.span), GapKind::Pointless { key: "theo_hang_don_vi", because });
    }
    Some(Quota {
        percent: percent?,
        by_class,
        base,
        base_text: code_of(&key.base),
        scope: word(key.scope.as_ref()),
        rounding: word(key.rounding.as_ref()),
        order: word(key.order.as_ref()),
        basis: key.basis.as_ref().and_then(|text| Some(text.get()?.as_str().into())),
        span: field.key.unwrap_or(field.span),
    })
}

/// `theo_hang_don_vi` of a quota: by the title a unit is put forward for, or by its grade of the year.
fn by_class(key: &crate::draft::definition::Quota, directories: &Directories, gaps: &mut Gaps) -> Vec<(UnitClass, Quantity)> {
    let entries = key.by_class.as_ref().and_then(Field::get).into_iter().flat_map(|entries| &entries.0);
    let mut classes = Vec::new();
    for (class, percent) in entries {
        let percent = gaps.bounded(percent, 0, Some(100));
        let code = class.get().map(Text::as_str).unwrap_or_default();
        let grade = read_word(code.as_bytes(), GRADES).value().and_then(|grade| YearGrade::BEST_FIRST.get(grade).copied());
        let class = match grade {
            Some(grade) => Some(UnitClass::Grade(grade)),
            None => gaps.find(&directories.titles, CodeKind::Title, class).map(UnitClass::Title),
        };
        classes.extend(class.zip(percent));
    }
    classes
}

/// `co_so` of a quota: a title's code with what is counted behind it, all who take part, or a statistic.
fn quota_base(base: &Field<Text>, directories: &Directories, gaps: &mut Gaps) -> Option<QuotaBase> {
    let text = base.get()?.as_str();
    let mut title = |code: &str| gaps.find_code(&directories.titles, CodeKind::Title, code, base.span);
    match text {
        "tap_the_tham_gia" => Some(QuotaBase::Units),
        "ca_nhan_tham_gia" => Some(QuotaBase::People),
        _ => match (text.strip_suffix("_duoc_de_nghi"), text.strip_suffix("_duoc_tang")) {
            (Some(code), _) => title(code).map(QuotaBase::Proposed),
            (None, Some(code)) => title(code).map(QuotaBase::Granted),
            (None, None) => gaps.find(&directories.statistics, CodeKind::Statistic, base).map(QuotaBase::Statistic),
        },
    }
}

/// What the campaign says of the rules; a code must be one of the rulebook's.
pub(super) fn own_rules(definition: &Definition, gaps: &mut Gaps) -> OwnRules {
    let mut own = OwnRules { rules: Vec::new(), standards_by: word(definition.standards_by.as_ref()), earlier_procedures: None };
    own.earlier_procedures = definition.earlier_procedures.as_ref().and_then(|field| Some((*field.get()?, field.key.unwrap_or(field.span))));
    for key in items(&definition.own_rules).filter_map(Field::get) {
        let Some(code) = key.code.get().map(Text::as_str) else { continue };
        if !rulebook::is_rule(code) {
            let nearest = rulebook::nearest(code);
            gaps.add(key.code.span, GapKind::UnknownCode { kind: CodeKind::Rule, code: code.into(), nearest });
            continue;
        }
        if let Some(first) = own.find(code).map(|rule| rule.span) {
            gaps.add(key.code.span, GapKind::DuplicateCode { kind: CodeKind::Rule, code: code.into(), first });
            continue;
        }
        own.rules.push(OwnRule {
            code: code.into(),
            is_confirmed: word(key.confirmed.as_ref()) == Some(true),
            figure: gaps.optional(key.figure.as_ref(), 0, None),
            is_dropped: word(key.dropped.as_ref()) == Some(true),
            document: code_of(&key.document),
            span: key.code.span,
        });
    }
    own
}
