//! What decoding does to each shape, sound and faulty.

use proptest::prelude::*;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use crate::yaml::{DecodeFault, DecodeFaultKind, Expected, NodeKind, Span};
use crate::yaml::{Entries, Field, NumberOr, Scalar, Text, Whole, WordOr, decode_text};

#[derive(Debug, Default, Deserialize)]
#[expect(dead_code, reason = "some keys are read for their faults alone")]
struct Campaign {
    ma: Field<Text>,
    ten: Option<Field<Text>>,
    nam: Option<Field<Whole>>,
    gia_dinh: Option<Field<bool>>,
    thoi_gian: Option<Field<Stretch>>,
    ky: Vec<Field<Period>>,
    cach_cham: Option<Field<Scoring>>,
    nguong: Entries<Whole>,
    it_nhat: Option<Field<NumberOr<All>>>,
    khi_bang_diem: Vec<Field<WordOr<Vote, TieBreak>>>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "read for its faults")]
struct Stretch {
    tu: Field<Text>,
    den_het: Field<Text>,
}

#[derive(Debug, Deserialize)]
struct Period {
    ma: Field<Text>,
    gom: Vec<Field<Text>>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Scoring {
    ChoDiem,
    TyLe(Share),
    TheoSoLuong { diem_moi: Field<Whole>, toi_da: Option<Field<Whole>> },
    Diem(Text),
}

#[derive(Debug, Deserialize, PartialEq)]
struct Share {
    mau: Option<Field<Text>>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
enum All {
    TatCa,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Vote {
    BoPhieu,
}

#[derive(Debug, Deserialize)]
struct TieBreak {
    thuc_hien: Field<Text>,
}

const SCORING: &[&str] = &["cho_diem", "ty_le", "theo_so_luong", "diem"];

fn read(text: &str) -> (Campaign, Vec<DecodeFault>) {
    let (campaign, faults) = decode_text(text);
    (campaign.expect("the text is YAML"), faults)
}

/// The campaign without faults.
fn sound(text: &str) -> Campaign {
    let (campaign, faults) = read(text);
    assert_eq!(faults, [], "{text}");
    campaign
}

/// Each fault as path, the text under it, and kind.
fn faults(text: &str) -> Vec<(String, &str, DecodeFaultKind)> {
    let faults = read(text).1.into_iter();
    faults.map(|fault| (fault.path, fault.span.slice(text), fault.kind)).collect()
}

fn only(text: &str) -> (String, &str, DecodeFaultKind) {
    let mut faults = faults(text);
    assert_eq!(faults.len(), 1, "{faults:#?}");
    faults.remove(0)
}

fn text<T: AsRef<str>>(field: &Field<T>) -> &str {
    field.get().expect("the field is read").as_ref()
}

fn missing(key: &str) -> DecodeFaultKind {
    DecodeFaultKind::MissingKey { key: key.to_owned() }
}

fn null(key: &str) -> DecodeFaultKind {
    DecodeFaultKind::NullValue { key: key.to_owned() }
}

fn value(expected: Expected, text: &str) -> DecodeFaultKind {
    DecodeFaultKind::WrongValue { expected, text: text.to_owned() }
}

fn kind(expected: Expected, found: NodeKind) -> DecodeFaultKind {
    DecodeFaultKind::WrongKind { expected, found }
}

#[test]
fn twelve_faults_come_out_in_one_run_each_in_its_place() {
    let document = "\
ten: [Đợt một]
ma: Đ1
nam: hai nghìn
thoi_gian: {tu: 2022-01-01}
ma: Đ2
ky:
  - {ma: Quý I, gom: Q1}
  - {gom: [Q1, {}, Q3]}
  - ma:
tieu_de: Đợt
cach_cham: {ty_lệ: {}}
gia_dinh: có
nguong: {CO-TP: 80, LĐTT: nhiều}
";
    let found = faults(document);
    let known = match &found[8].2 {
        DecodeFaultKind::UnknownKey { known, .. } => *known,
        other => panic!("{other:?}"),
    };
    assert_eq!(known[..2], ["ma", "ten"]);
    let ma = u32::try_from(document.find("ma: Đ1").expect("it is written")).expect("small");
    let first = Span::new(ma, ma + 2);
    let expected = [
        ("ten", "[Đợt một]", kind(Expected::Text, NodeKind::Sequence)),
        ("nam", "hai nghìn", value(Expected::WholeNumber, "hai nghìn")),
        ("thoi_gian.den_het", "{tu: 2022-01-01}", missing("den_het")),
        ("ma", "ma", DecodeFaultKind::DuplicateKey { key: "ma".into(), first }),
        ("ky[0].gom", "Q1", kind(Expected::List, NodeKind::Scalar)),
        ("ky[1].ma", "{gom: [Q1, {}, Q3]}", missing("ma")),
        ("ky[1].gom[1]", "{}", kind(Expected::Text, NodeKind::Mapping)),
        ("ky[2].ma", "ma", null("ma")),
        ("tieu_de", "tieu_de", DecodeFaultKind::UnknownKey { key: "tieu_de".into(), known }),
        ("cach_cham", "ty_lệ", DecodeFaultKind::UnknownVariant { text: "ty_lệ".into(), known: SCORING }),
        ("gia_dinh", "có", value(Expected::YesNo, "có")),
        ("nguong.LĐTT", "nhiều", value(Expected::WholeNumber, "nhiều")),
    ];
    let expected = expected.map(|(path, at, kind)| (path.to_owned(), at, kind));
    assert_eq!(found, expected);

    let (campaign, _) = read(document);
    assert_eq!(text(&campaign.ma), "Đ1");
    assert_eq!(text(&campaign.ky[1].get().expect("a period").gom[2]), "Q3");
}

#[test]
fn the_order_of_keys_does_not_matter() {
    let lines = ["ma: Đ1", "ten: Đợt", "nam: 2022", "ky: [{ma: Q1}]"];
    for turn in 0..lines.len() {
        let mut lines = lines;
        lines.rotate_left(turn);
        for document in [lines.join("\n"), {
            lines.reverse();
            lines.join("\n")
        }] {
            let campaign = sound(&document);
            assert_eq!(text(&campaign.ma), "Đ1");
            assert_eq!(campaign.nam.expect("written").value, Some(Whole(2022)));
            assert_eq!(text(&campaign.ky[0].get().expect("a period").ma), "Q1");
        }
    }
}

#[test]
fn absent_keys_are_none_or_empty_and_only_a_field_misses_them() {
    let campaign = sound("ma: Đ1");
    assert!(campaign.ten.is_none() && campaign.ky.is_empty() && campaign.nguong.0.is_empty());
    assert_eq!(only("ten: Đợt"), ("ma".into(), "ten: Đợt", missing("ma")));
}

#[test]
fn a_misspelt_key_is_not_missed_a_second_time() {
    let document = "mã: Đ1\nnamm: 2022";
    let found = faults(document);
    let is_unknown = |fault: &DecodeFaultKind| matches!(fault, DecodeFaultKind::UnknownKey { .. });
    assert!(found.len() == 2 && found.iter().all(|(_, _, fault)| is_unknown(fault)), "{found:#?}");
    let campaign = read(document).0;
    assert_eq!((campaign.ma.key.expect("written").slice(document), campaign.ma.value), ("mã", None));
    assert_eq!(campaign.nam.expect("written").value, None);
    // One that is near to nothing hides nothing.
    assert_eq!(faults("báo_cáo: 1")[1].2, missing("ma"));
}

#[test]
fn a_field_knows_its_key_and_an_item_has_none() {
    let document = "ma: Đ1\nky: [{ma: Q1, gom: [T1]}]";
    let campaign = sound(document);
    assert_eq!(campaign.ma.key.expect("written").slice(document), "ma");
    assert_eq!(campaign.ma.span.slice(document), "Đ1");
    let period = &campaign.ky[0];
    assert_eq!((period.key, period.span.slice(document)), (None, "{ma: Q1, gom: [T1]}"));
}

#[test]
fn a_key_left_empty_is_a_fault_and_not_an_absent_key() {
    for document in ["ma: Đ1\nten:\n", "ma: Đ1\nten: ~", "{ma: Đ1, ten: }", "{ma: Đ1, ten}"] {
        assert_eq!(only(document), ("ten".into(), "ten", null("ten")));
        assert_eq!(read(document).0.ten.expect("written").value, None);
    }
    assert_eq!(only("ma: Đ1\nky:\n"), ("ky".into(), "ky", null("ky")));
    assert_eq!(only("ma: Đ1\nthoi_gian:\n").2, null("thoi_gian"));
    assert_eq!(only("ma: Đ1\ncach_cham:\n").2, null("cach_cham"));
    assert_eq!(text(&sound("ma: ''").ma), "");
}

#[test]
fn a_type_inside_a_field_may_accept_nothing() {
    #[derive(Default, Deserialize)]
    struct Row {
        khoi: Field<Option<Text>>,
    }
    let (row, faults) = decode_text::<Row>("khoi:");
    assert_eq!((row.expect("YAML").khoi.value, faults), (Some(None), vec![]));
}

#[test]
fn an_empty_item_is_of_the_wrong_kind() {
    let (path, _, fault) = only("ma: Đ1\nky:\n  - {ma: Q1}\n  -\n");
    assert_eq!((path.as_str(), fault), ("ky[1]", kind(Expected::Mapping, NodeKind::Null)));
}

#[test]
fn one_value_is_not_a_list_of_one() {
    let (path, at, fault) = only("ma: Đ1\nky: {ma: Q1}");
    assert_eq!((path.as_str(), at), ("ky", "{ma: Q1}"));
    assert_eq!(fault, kind(Expected::List, NodeKind::Mapping));
}

#[test]
fn a_document_that_is_no_mapping_is_one_fault() {
    for (document, found) in [("", NodeKind::Null), ("# chú thích", NodeKind::Null), ("Đợt", NodeKind::Scalar), ("- ma: Đ1", NodeKind::Sequence)]
    {
        let (path, at, fault) = only(document);
        assert_eq!((path.as_str(), at), ("", document.trim_start_matches("# chú thích")));
        assert_eq!(fault, kind(Expected::Mapping, found));
    }
}

#[test]
fn nothing_is_missed_in_a_struct_that_could_not_be_read() {
    #[derive(Default, Deserialize)]
    struct Top {
        inner: Inner,
    }
    #[derive(Default, Deserialize)]
    struct Inner {
        ma: Field<Text>,
    }
    let (top, faults) = decode_text::<Top>("inner: 5");
    assert_eq!(top.expect("YAML").inner.ma, Field { span: Span::new(7, 8), ..Field::default() });
    assert_eq!(faults[0].kind, kind(Expected::Mapping, NodeKind::Scalar));
    assert_eq!(faults.len(), 1);
    let (_, faults) = decode_text::<Top>("{}");
    assert_eq!((faults[0].path.as_str(), &faults[0].kind), ("inner.ma", &missing("ma")));
}

#[test]
fn only_true_and_false_are_booleans() {
    for (word, read) in [("true", true), ("false", false)] {
        let campaign = sound(&format!("ma: Đ1\ngia_dinh: {word}"));
        assert_eq!(campaign.gia_dinh.expect("written").value, Some(read));
    }
    for word in ["True", "yes", "NO", "1", "có"] {
        let document = format!("ma: Đ1\ngia_dinh: {word}");
        assert_eq!(only(&document).2, value(Expected::YesNo, word));
    }
}

#[test]
fn whole_numbers_are_digits_alone() {
    for word in ["+5", "1.0", "1_000", "0x1F", "1e3", "९", "99999999999999999999"] {
        let document = format!("ma: Đ1\nnam: {word}");
        assert_eq!(only(&document).2, value(Expected::WholeNumber, word));
    }
    assert_eq!(sound("ma: 1\nnam: -5").nam.expect("written").value, Some(Whole(-5)));
}

#[test]
fn a_scalar_of_another_type_says_what_it_expects() {
    #[derive(Debug, PartialEq)]
    struct Decimal(String);
    impl Scalar for Decimal {
        const EXPECTED: Expected = Expected::Number;
        fn from_text(text: &str) -> Option<Decimal> {
            text.parse::<f64>().is_ok().then(|| Decimal(text.to_owned()))
        }
    }
    crate::yaml::scalar!(Decimal);
    #[derive(Default, Deserialize)]
    struct Row {
        diem: Vec<Field<Decimal>>,
    }
    let (row, faults) = decode_text::<Row>("diem: [1.10, 'hai', \"2.5\"]");
    let row: Vec<_> = row.expect("YAML").diem.into_iter().map(|field| field.value).collect();
    let decimal = |text: &str| Some(Decimal(text.to_owned()));
    assert_eq!(row, [decimal("1.10"), None, decimal("2.5")]);
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].kind, value(Expected::Number, "hai"));
}

#[test]
fn keys_and_words_in_nfd_match_those_declared_in_nfc() {
    #[derive(Default, Deserialize)]
    struct Row {
        #[serde(rename = "điểm")]
        points: Field<Degree>,
    }
    #[derive(Debug, Deserialize, PartialEq)]
    enum Degree {
        #[serde(rename = "tốt")]
        Good,
    }
    let document: String = "điểm: tốt\nđiểm: tốt".nfd().collect();
    let (row, faults) = decode_text::<Row>(&document);
    assert_eq!(row.expect("YAML").points.value, Some(Degree::Good));
    assert!(matches!(&faults[0].kind, DecodeFaultKind::DuplicateKey { key, .. } if key == "điểm"));
    assert_eq!(faults[0].span.slice(&document).nfc().collect::<String>(), "điểm");
}

#[test]
fn a_key_must_be_a_word() {
    let (path, at, fault) = only("ma: Đ1\n[Q1]: 5");
    assert_eq!((path.as_str(), at, fault), ("", "[Q1]", kind(Expected::Text, NodeKind::Sequence)));
}

fn scoring(written: &str) -> Option<Scoring> {
    sound(&format!("ma: Đ1\ncach_cham: {written}")).cach_cham.expect("written").value
}

fn scoring_fault(written: &str) -> (String, String, DecodeFaultKind) {
    let document = format!("ma: Đ1\ncach_cham: {written}");
    let (path, at, fault) = only(&document);
    (path, at.to_owned(), fault)
}

#[test]
fn a_choice_is_a_word_or_a_mapping_with_one_key() {
    assert_eq!(scoring("cho_diem"), Some(Scoring::ChoDiem));
    let Some(Scoring::TyLe(share)) = scoring("{ty_le: {mau: tong_so}}") else { panic!() };
    assert_eq!(text(&share.mau.expect("written")), "tong_so");
    let Some(Scoring::Diem(code)) = scoring("{diem: 04}") else { panic!() };
    assert_eq!(code.as_str(), "04");
    let Some(Scoring::TheoSoLuong { diem_moi, toi_da }) = scoring("{theo_so_luong: {diem_moi: 2}}") else { panic!() };
    assert_eq!((diem_moi.value, toi_da), (Some(Whole(2)), None));
}

#[test]
fn a_variant_with_optional_keys_may_stand_as_a_word_alone() {
    let empty = Some(Scoring::TyLe(Share { mau: None }));
    assert_eq!(scoring("ty_le"), empty);
    assert_eq!(scoring("{ty_le: {}}"), empty);
}

#[test]
fn a_variant_with_compulsory_keys_misses_them_when_it_stands_alone() {
    let (path, at, fault) = scoring_fault("theo_so_luong");
    assert_eq!(path, "cach_cham.theo_so_luong.diem_moi");
    assert_eq!((at.as_str(), fault), ("theo_so_luong", missing("diem_moi")));
    let (path, at, fault) = scoring_fault("diem");
    assert_eq!((path.as_str(), at.as_str(), fault), ("cach_cham.diem", "diem", null("diem")));
}

#[test]
fn a_word_alone_takes_no_value() {
    let (path, at, fault) = scoring_fault("{cho_diem: {}}");
    assert_eq!((path.as_str(), at.as_str()), ("cach_cham", "{cho_diem: {}}"));
    assert_eq!(fault, kind(Expected::Word, NodeKind::Mapping));
}

#[test]
fn an_unknown_word_is_told_the_known_ones() {
    for (written, at) in [("tyle", "tyle"), ("{tyle: {}}", "tyle"), ("'tyle'", "'tyle'")] {
        let fault = DecodeFaultKind::UnknownVariant { text: "tyle".into(), known: SCORING };
        assert_eq!(scoring_fault(written), ("cach_cham".into(), at.into(), fault));
    }
    assert_eq!(scoring_fault("[ty_le]").2, kind(Expected::Choice, NodeKind::Sequence));
}

#[test]
fn two_choices_at_once_are_a_fault_and_the_first_is_still_looked_into() {
    let (_, at, fault) = scoring_fault("{ty_le: {}, diem: A1}");
    let found = vec!["ty_le".to_owned(), "diem".to_owned()];
    assert_eq!(fault, DecodeFaultKind::NotOneVariant { found, known: SCORING });
    assert_eq!(at, "{ty_le: {}, diem: A1}");
    let found = faults("ma: Đ1\ncach_cham: {ty_le: {mo: 1}, diem: A1}");
    assert_eq!((found.len(), found[1].1), (2, "mo"));
    let none = DecodeFaultKind::NotOneVariant { found: vec![], known: SCORING };
    assert_eq!(scoring_fault("{}").2, none);
}

#[test]
fn faults_inside_a_variant_come_out_with_their_path() {
    let (path, at, fault) = scoring_fault("{theo_so_luong: {diem_moi: hai}}");
    assert_eq!(path, "cach_cham.theo_so_luong.diem_moi");
    assert_eq!((at.as_str(), fault), ("hai", value(Expected::WholeNumber, "hai")));
}

#[test]
fn a_number_may_give_way_to_a_word() {
    let least = |written: &str| sound(&format!("ma: Đ1\nit_nhat: {written}")).it_nhat.expect("written").value;
    assert_eq!(least("2"), Some(NumberOr::Number(Whole(2))));
    assert_eq!(least("tat_ca"), Some(NumberOr::Word(All::TatCa)));
    let unknown = DecodeFaultKind::UnknownVariant { text: "moi".into(), known: &["tat_ca"] };
    assert_eq!(only("ma: Đ1\nit_nhat: moi").2, unknown);
    assert_eq!(only("ma: Đ1\nit_nhat: 2.5").2, value(Expected::WholeNumber, "2.5"));
    let list = kind(Expected::WholeNumber, NodeKind::Sequence);
    assert_eq!(only("ma: Đ1\nit_nhat: [2]").2, list);
    assert_eq!(only("ma: Đ1\nit_nhat:").2, null("it_nhat"));
}

#[test]
fn a_word_may_give_way_to_a_mapping() {
    let campaign = sound("ma: Đ1\nkhi_bang_diem: [{thuc_hien: A1}, bo_phieu]");
    let [first, second] = campaign.khi_bang_diem.as_slice() else { panic!() };
    let Some(WordOr::Mapping(tie_break)) = first.get() else { panic!() };
    assert_eq!(text(&tie_break.thuc_hien), "A1");
    assert!(matches!(second.get(), Some(WordOr::Word(Vote::BoPhieu))));
    let unknown = DecodeFaultKind::UnknownVariant { text: "phieu".into(), known: &["bo_phieu"] };
    assert_eq!(only("ma: Đ1\nkhi_bang_diem: [phieu]").2, unknown);
    let list = kind(Expected::Mapping, NodeKind::Sequence);
    assert_eq!(only("ma: Đ1\nkhi_bang_diem: [[]]").2, list);
}

#[test]
fn a_free_map_keeps_its_order_and_refuses_a_second_key() {
    let campaign = sound("ma: Đ1\nnguong: {LĐTT: 80, CO-TP: 70, 04: 60}");
    let entries = campaign.nguong.0.iter();
    let entries = entries.map(|(key, field)| (text(key), field.value));
    let expected = [("LĐTT", Some(Whole(80))), ("CO-TP", Some(Whole(70))), ("04", Some(Whole(60)))];
    assert_eq!(entries.collect::<Vec<_>>(), expected);

    let document = "ma: Đ1\nnguong: {LĐTT: 80, CO-TP: 70, LĐTT: 60, LĐTT: 50}";
    let found = faults(document);
    assert_eq!(found.len(), 2);
    for (path, at, fault) in found {
        assert_eq!((path.as_str(), at), ("nguong.LĐTT", "LĐTT"));
        let DecodeFaultKind::DuplicateKey { first, .. } = fault else { panic!("{fault:?}") };
        assert_eq!(first.start, 17);
    }
    assert_eq!(read(document).0.nguong.0.len(), 2);
    assert_eq!(only("ma: Đ1\nnguong: {LĐTT}").2, null("LĐTT"));
    assert_eq!(only("ma: Đ1\nnguong: {[a]: 5}").2, kind(Expected::Text, NodeKind::Sequence));
}

#[test]
fn a_comma_that_cuts_an_unquoted_text_is_recognised() {
    let document = "{ma: Đ1, ten: Công tác thi đua, khen thưởng , báo cáo, nam: 2022}";
    let (path, at, fault) = only(document);
    assert_eq!((path.as_str(), at), ("ten", "Công tác thi đua, khen thưởng , báo cáo"));
    let DecodeFaultKind::CommaInFlow { at, key, joined } = fault else { panic!("{fault:?}") };
    assert_eq!(joined, "Công tác thi đua, khen thưởng , báo cáo");
    assert_eq!(key.slice(document), "ten");
    assert_eq!(document[..at.start as usize].chars().count(), "{ma: Đ1, ten: Công tác thi đua".chars().count());
    assert_eq!(read(document).0.ten.expect("written").value, None);
    assert_eq!(at.slice(document), ",");
    assert_eq!(read(document).0.nam.expect("written").value, Some(Whole(2022)));
}

#[test]
fn a_cut_text_over_lines_and_comments_is_joined_in_one() {
    let document = "{ma: Đ1, ten: Công tác\n  thi đua # a, b\n  , # c\n  khen thưởng}";
    let DecodeFaultKind::CommaInFlow { joined, .. } = only(document).2 else { panic!() };
    assert_eq!(joined, "Công tác thi đua, khen thưởng");
}

#[test]
fn a_comma_cuts_a_choice_too() {
    let (path, at, fault) = scoring_fault("{diem: A1, A2}");
    assert_eq!((path.as_str(), at.as_str()), ("cach_cham.diem", "A1, A2"));
    assert!(matches!(fault, DecodeFaultKind::CommaInFlow { joined, .. } if joined == "A1, A2"));
}

#[test]
fn a_colon_quotes_or_a_question_mark_make_an_unknown_key_and_no_cut_text() {
    for document in [
        "{ma: Đ1, ten: thi đua, khen: }",
        "{ma: Đ1, ten: thi đua, khen thưởng: 2}",
        "{ma: Đ1, ten: 'thi đua', khen}",
        "{ma: Đ1, ten: thi đua, 'khen'}",
        "{ma: Đ1, ten: thi đua, ? khen}",
        "ma: Đ1\nkhen:\n",
    ] {
        let fault = only(document).2;
        assert!(matches!(fault, DecodeFaultKind::UnknownKey { .. }), "{document} {fault:?}");
    }
}

#[test]
fn columns_are_bytes_behind_a_byte_order_mark_and_carriage_returns() {
    let document = "\u{feff}ma: Đợt thi đua\r\nten: Thưởng\r\nnam: Đ\r\n";
    let (_, faults) = read(document);
    assert_eq!(faults[0].span.slice(document), "Đ");
    assert_eq!(faults[0].span.start as usize, document.rfind('Đ').expect("written"));
}

#[test]
fn a_criterion_within_criteria_is_read_as_deep_as_the_parser_goes() {
    #[derive(Default, Deserialize)]
    struct Criterion {
        con: Vec<Field<Criterion>>,
        cach_cham: Option<Field<Scoring>>,
    }
    let depth = crate::yaml::NESTING_LIMIT / 2 - 1;
    let document = "{con: [".repeat(depth) + "{cach_cham: tyle}" + &"]}".repeat(depth);
    let (criterion, faults) = decode_text::<Criterion>(&document);
    assert!(criterion.is_some_and(|top| top.cach_cham.is_none() && top.con.len() == 1));
    assert_eq!(faults[0].path, "con[0].".repeat(depth) + "cach_cham");
}

/// Documents that are nearly right: declared keys with values of every kind.
fn nearly_right() -> impl Strategy<Value = String> {
    let keys =
        prop::sample::select(vec!["ma", "ten", "nam", "gia_dinh", "thoi_gian", "ky", "cach_cham", "nguong", "it_nhat", "khi_bang_diem", "khác"]);
    let values = prop::sample::select(vec![
        "",
        "~",
        "04",
        "Đợt",
        "true",
        "[",
        "[]",
        "{}",
        "{tu: 1, Đ}",
        "[{ma: Q1, gom: [Đ, {}]}, Đ]",
        "ty_le",
        "{ty_le: }",
        "{diem: A1, A2}",
        "{theo_so_luong: {diem_moi: Đ}, diem}",
        "tat_ca",
        "{LĐTT: 80, LĐTT: Đ, ~: 1}",
        "[bo_phieu, {thuc_hien: }, [], ~]",
        "a, b",
        "'Đ'",
        "|\n  Đ",
    ]);
    prop::collection::vec((keys, values), 0..12).prop_flat_map(|pairs| {
        let pairs = pairs.iter().map(|(key, value)| format!("{key}: {value}"));
        let pairs: Vec<_> = pairs.collect();
        let block = pairs.join("\n");
        let flow = format!("{{{}}}", pairs.join(", "));
        prop::sample::select(vec![block, flow])
    })
}

proptest! {
    #[test]
    fn any_text_gives_a_campaign_and_faults_inside_the_text(
        near in nearly_right(),
        bytes in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        for document in [near, String::from_utf8_lossy(&bytes).into_owned()] {
            let (campaign, faults) = decode_text::<Campaign>(&document);
            prop_assert!(campaign.is_some() || faults.len() == 1);
            for fault in &faults {
                let Span { start, end } = fault.span;
                let at = document.get(start as usize..end as usize);
                prop_assert!(at.is_some());
                if let DecodeFaultKind::UnknownKey { key, .. } = &fault.kind {
                    prop_assert!(at.is_some_and(|at| at.contains(key.as_str())));
                }
            }
            let Some(campaign) = campaign else { continue };
            // A field is empty only where a fault says why.
            prop_assert!(campaign.ma.value.is_some() || !faults.is_empty());
            let ma = campaign.ma.key.map(|key| key.slice(&document));
            prop_assert!(ma.is_none_or(|key| key == "ma"));
        }
    }
}
