//! A whole definition, declared as the real one is and read from a campaign as offices write it.

use schemars::JsonSchema;
use serde::Deserialize;

use super::*;

const DEFINITION: &str = "\
phien_ban: 1                           # phiên bản định dạng
ma: stp-hcm-2022
ten: Phong trào thi đua yêu nước năm 2022
nam: 2022
chu_de: Thích ứng an toàn, linh hoạt, kiểm soát hiệu quả dịch Covid-19
hinh_thuc: thuong_xuyen
co_quan: {chu_quan: Ủy ban nhân dân Thành phố Hồ Chí Minh, ten: Sở Tư pháp Thành phố Hồ Chí Minh}
van_ban: [{so: 5039/KH-STP-VP, ngay: 2021-12-28, nguoi_ky: Huỳnh Văn Hạnh}]
can_cu: [{so: 34-CT/TW, ten: \"Tiếp tục đổi mới công tác thi đua, khen thưởng\"}]
noi_dung:
  - {ma: II.4, ten: \"100% tập thể, cá nhân hoàn thành tốt\"}
  - {ma: II.7, ten: Chào mừng 40 năm, vi_sao_khong_cham: không lượng hóa}
thoi_gian: {tu: 2022-01-01, den_het: 2022-12-31}
ky:
  - {ma: Q1, ten: Quý I, tu: 2022-01-01, den_het: 2022-03-31}
  - {ma: NAM, ten: Cả năm, gom: [Q1, Q2, Q3, Q4]}
cham_diem:
  vong: [tu_cham, tham_dinh]
  lam_tron: {chu_so_thap_phan: 2, cach: tu_5_len, luc: tung_dong}
tieu_chi:
  - ma: A
    ten: Thực hiện nhiệm vụ chuyên môn
    diem_chuan: 70
    con:
      - {ma: A1, ten: Hoàn thành chương trình, diem_chuan: 40, cach_cham: {ty_le: {mau: chi_tieu}}}
      - ma: A2
        ten: Nói không với hồ sơ trễ hẹn
        diem_chuan: 20
        noi_dung: [II.8]
        cach_cham:
          theo_muc:
            so: ty_le
            mau: tong_so
            cac_muc: [{tu: 100, diem: 20}, {tu: 95, duoi: 100, diem: 15}, {den: 50, duoi: 95, diem: 5}]
      - {ma: A3, ten: Cá nhân, diem_chuan: 10, cach_cham: ty_le}
  - {ma: B, ten: Báo cáo, con: [{ma: B4, ten: Điển hình, diem_chuan: 2.5, cach_cham: cho_diem}]}
thong_ke: []
xep_hang:
  so_sanh: ty_le_diem
  thu_hang: 1-2-2-4
  khi_bang_diem: [{diem: A1}, {thuc_hien: TR1, uu_tien: thap_hon}, bo_phieu]
  khong_xep: {chua_nop: true, vi_pham: true}
  dan_dau: {moi_khoi: 1, dieu_kien: [{hoan_thanh_vuot: {tieu_chi: [A1], it_nhat: tat_ca}}, suy_ton_khoi]}
bo_phieu: {co_mat_toi_thieu: 2/3, nguong: {CO-TP: 80, CSTĐCS: 80}}
kiem_tra: {registration-without-result: loi}
";

macro_rules! placeholder {
    ($($name:ident: $expected:ident),+) => {$(
        #[derive(Debug)]
        struct $name(String);

        impl Scalar for $name {
            const EXPECTED: Expected = Expected::$expected;

            fn from_text(text: &str) -> Option<$name> {
                text.starts_with(|first: char| first.is_ascii_digit()).then(|| $name(text.into()))
            }
        }

        scalar!($name);
    )+};
}
placeholder!(Day: Day, Decimal: Number, Share: Share);

/// Định nghĩa của một phong trào.
#[derive(Debug, Default, Deserialize, JsonSchema)]
struct Definition {
    phien_ban: Field<Whole>,
    /// Mã của phong trào.
    ma: Field<Text>,
    ten: Field<Text>,
    nam: Field<Whole>,
    chu_de: Option<Field<Text>>,
    hinh_thuc: Field<Form>,
    co_quan: Option<Field<Office>>,
    van_ban: Vec<Field<Paper>>,
    can_cu: Vec<Field<Paper>>,
    noi_dung: Vec<Field<Topic>>,
    thoi_gian: Field<Stretch>,
    ky: Vec<Field<Period>>,
    cham_diem: Field<Marking>,
    tieu_chi: Field<Vec<Field<Criterion>>>,
    thong_ke: Vec<Field<Topic>>,
    xep_hang: Option<Field<Order>>,
    bo_phieu: Option<Field<Ballot>>,
    kiem_tra: Entries<Grade>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Form {
    /// Thi đua thường xuyên.
    ThuongXuyen,
    ChuyenDe,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Office {
    chu_quan: Option<Field<Text>>,
    ten: Field<Text>,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Paper {
    so: Option<Field<Text>>,
    ngay: Option<Field<Day>>,
    ten: Option<Field<Text>>,
    nguoi_ky: Option<Field<Text>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Topic {
    ma: Field<Text>,
    ten: Field<Text>,
    vi_sao_khong_cham: Option<Field<Text>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Stretch {
    tu: Field<Day>,
    den_het: Field<Day>,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Period {
    ma: Field<Text>,
    ten: Field<Text>,
    tu: Option<Field<Day>>,
    den_het: Option<Field<Day>>,
    gom: Vec<Field<Text>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Marking {
    vong: Field<Vec<Field<Text>>>,
    lam_tron: Option<Field<Rounding>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Rounding {
    chu_so_thap_phan: Field<Whole>,
    cach: Field<Direction>,
    luc: Field<Moment>,
}

#[derive(Debug, Deserialize, JsonSchema)]
enum Direction {
    #[serde(rename = "tu_5_len")]
    HalfUp,
    #[serde(rename = "len")]
    Up,
    #[serde(rename = "xuong")]
    Down,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Moment {
    TungDong,
    Tong,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Criterion {
    ma: Field<Text>,
    ten: Field<Text>,
    diem_chuan: Option<Field<Decimal>>,
    noi_dung: Vec<Field<Text>>,
    cach_cham: Option<Field<Scoring>>,
    con: Vec<Field<Criterion>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Scoring {
    ChoDiem,
    TyLe(Ratio),
    TheoMuc { so: Field<Measure>, mau: Option<Field<Text>>, cac_muc: Field<Vec<Field<Band>>> },
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Ratio {
    mau: Option<Field<Text>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Measure {
    TyLe,
    GiaTri,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Band {
    tu: Option<Field<Decimal>>,
    tren: Option<Field<Decimal>>,
    den: Option<Field<Decimal>>,
    duoi: Option<Field<Decimal>>,
    diem: Field<Decimal>,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Order {
    so_sanh: Option<Field<Text>>,
    thu_hang: Field<Places>,
    khi_bang_diem: Vec<Field<WordOr<TieWord, TieFigure>>>,
    khong_xep: Option<Field<Unranked>>,
    dan_dau: Option<Field<Leader>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
enum Places {
    #[serde(rename = "1-2-2-4")]
    Skipping,
    #[serde(rename = "1-2-2-3")]
    Dense,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum TieWord {
    BoPhieu,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct TieFigure {
    diem: Option<Field<Text>>,
    thuc_hien: Option<Field<Text>>,
    uu_tien: Option<Field<Text>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Unranked {
    chua_nop: Option<Field<bool>>,
    vi_pham: Option<Field<bool>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Leader {
    moi_khoi: Field<Whole>,
    dieu_kien: Vec<Field<Condition>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Condition {
    SuyTonKhoi,
    HoanThanhVuot { tieu_chi: Field<Vec<Field<Text>>>, it_nhat: Field<NumberOr<All>> },
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum All {
    TatCa,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Ballot {
    co_mat_toi_thieu: Field<Share>,
    nguong: Entries<Decimal>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Grade {
    Loi,
    CanhBao,
}

#[test]
fn a_whole_definition_is_read_without_a_fault() {
    let (definition, faults) = decode_text::<Definition>(DEFINITION);
    assert_eq!(faults, []);
    // Nothing was dropped on the way: no field stands empty.
    let read = format!("{:?}", definition.expect("the text is YAML"));
    assert!(!read.contains("value: None"), "{read}");
    for last in ["Điển hình", "2.5", "TatCa", "2/3", "CSTĐCS", "Loi"] {
        assert!(read.contains(last), "{last}");
    }
}

#[test]
fn each_line_of_a_definition_may_go_wrong_without_hiding_another() {
    let broken = DEFINITION
        .replace("nam: 2022\n", "nam: hai nghìn\n")
        .replace("hinh_thuc: thuong_xuyen", "hinh_thuc: thuong-xuyen")
        .replace("ngay: 2021-12-28", "ngay: hôm qua")
        .replace("\"100% tập thể, cá nhân hoàn thành tốt\"", "100% tập thể, cá nhân hoàn thành tốt")
        .replace("tu: 2022-01-01, den_het: 2022-12-31", "tu: 2022-01-01")
        .replace("gom: [Q1, Q2, Q3, Q4]", "gom: Q1")
        .replace("cach: tu_5_len", "cách: tu_5_len")
        .replace("{den: 50, duoi: 95, diem: 5}", "{den: 50, duoi: 95, diem: }")
        .replace("cach_cham: ty_le}", "cach_cham: theo_muc}")
        .replace("it_nhat: tat_ca", "it_nhat: tất cả")
        .replace("chua_nop: true", "chua_nop: có")
        .replace("CO-TP: 80", "CO-TP: tám mươi");
    let (_, faults) = decode_text::<Definition>(&broken);
    let found: Vec<_> = faults.iter().map(|fault| (fault.path.as_str(), fault.span.slice(&broken))).collect();
    let expected = [
        ("nam", "hai nghìn"),
        ("hinh_thuc", "thuong-xuyen"),
        ("van_ban[0].ngay", "hôm qua"),
        ("noi_dung[0].ten", "100% tập thể, cá nhân hoàn thành tốt"),
        ("thoi_gian.den_het", "{tu: 2022-01-01}"),
        ("ky[1].gom", "Q1"),
        ("cham_diem.lam_tron.cách", "cách"),
        ("tieu_chi[0].con[1].cach_cham.theo_muc.cac_muc[2].diem", "diem"),
        ("tieu_chi[0].con[2].cach_cham.theo_muc.so", "theo_muc"),
        ("tieu_chi[0].con[2].cach_cham.theo_muc.cac_muc", "theo_muc"),
        ("xep_hang.khong_xep.chua_nop", "có"),
        ("xep_hang.dan_dau.dieu_kien[0].hoan_thanh_vuot.it_nhat", "tất cả"),
        ("bo_phieu.nguong.CO-TP", "tám mươi"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_schema_says_what_decoding_does() {
    let schema = schema_for::<Definition>().to_value();
    let text = schema.to_string();
    assert!(!text.contains("null") && !text.contains("x-field"), "{text}");

    let required = schema["required"].as_array().expect("some keys are compulsory");
    let required: Vec<_> = required.iter().filter_map(|key| key.as_str()).collect();
    let compulsory = ["phien_ban", "ma", "ten", "nam", "hinh_thuc", "thoi_gian", "cham_diem", "tieu_chi"];
    assert_eq!(required, compulsory);
    assert_eq!(schema["properties"]["ma"]["description"], "Mã của phong trào.");
    assert_eq!(schema["properties"]["ma"]["type"].as_array().map(Vec::len), Some(3));
    assert_eq!(schema["properties"]["co_quan"]["$ref"], "#/$defs/Office");
    assert_eq!(schema["additionalProperties"], false);

    let definitions = schema["$defs"].as_object().expect("structs are named once");
    assert_eq!(definitions["Topic"]["additionalProperties"], false);
    assert_eq!(definitions["Topic"]["required"], serde_json::json!(["ma", "ten"]));
    let words = |name: &str| definitions[name]["oneOf"].as_array().cloned().expect("an enum");
    let bare = serde_json::json!({ "type": "string", "const": "ty_le" });
    assert_eq!(words("Scoring").last(), Some(&bare));
    // `hoan_thanh_vuot` has compulsory keys and so never stands alone.
    assert_eq!(words("Condition").len(), 2);
    let entries = &schema["properties"]["kiem_tra"];
    assert_eq!(entries["additionalProperties"]["$ref"], "#/$defs/Grade");
}
