//! Papers that go to a unit: what they say, and how Word has them.

use std::fmt::Write as _;
use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::Event;
use thidua::diagnostic::{Language, Voice};
use thidua::feedback::Feedback;
use thidua::report::documents::{self, Document};

use crate::chase::{chased, seen};
use crate::support::{Files, memory};
use crate::worked::files;

const AGENCY: &str =
    "co_quan: {chu_quan: Ủy ban nhân dân tỉnh, ten: Sở Tư pháp, dia_danh: Bình Định, chuc_vu_ky: KT. Giám đốc, nguoi_ky: Trần Thị C}\n";

/// The letter to a unit, as a folder stands on a day.
fn letter(files: &Files, from: &str, unit: &str) -> Option<Document> {
    let run = seen(files, from);
    documents::letter(&run, unit, &chased(files, &run))
}

/// The page of what a unit is to mend.
fn list(files: &Files, unit: &str, language: Language) -> Document {
    let (run, voice) = (seen(files, "2026-05-01"), Voice { language });
    let feedback = Feedback::of(&memory(files), &run, voice).expect("a folder in memory can be read");
    let pack = feedback.packs.iter().find(|pack| &*pack.unit == unit).expect("the unit has something to mend");
    documents::list(&run, pack, voice)
}

/// A part of a `.docx`.
fn part(docx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).expect("a zip");
    let mut text = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut text).expect("UTF-8");
    text
}

/// The paragraphs of a document as a reader of XML has them; breaks of lines as such.
fn paragraphs(docx: &[u8]) -> Vec<String> {
    let xml = part(docx, "word/document.xml");
    let mut reader = Reader::from_str(&xml);
    let (mut paragraphs, mut in_text) = (Vec::new(), false);
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(tag) if tag.name().as_ref() == "w:p" => paragraphs.push(String::new()),
            Event::Start(tag) if tag.name().as_ref() == "w:t" => in_text = true,
            Event::Empty(tag) if tag.name().as_ref() == "w:br" => paragraphs.last_mut().expect("within one").push('\n'),
            Event::End(tag) if tag.name().as_ref() == "w:t" => in_text = false,
            Event::Text(text) if in_text => paragraphs.last_mut().expect("within one").push_str(text.as_ref()),
            Event::GeneralRef(reference) if in_text => {
                let letter = match reference.as_ref() {
                    "lt" => '<',
                    "gt" => '>',
                    "amp" => '&',
                    "quot" => '"',
                    "apos" => '\'',
                    other => panic!("{other}"),
                };
                paragraphs.last_mut().expect("within one").push(letter);
            }
            Event::Eof => return paragraphs.into_iter().filter(|text| !text.is_empty()).collect(),
            _ => {}
        }
    }
}

fn words(document: &Document) -> Vec<String> {
    paragraphs(&document.docx())
}

/// Two units, of which the first was late and made an error.
fn late_and_wrong() -> Files {
    let rows = "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,12\nP2,A1,Q1,10\n";
    let received = "don_vi,viec,ky,ngay_nhan\nP1,ket_qua,Q1,2026-04-12\nP2,ket_qua,Q1,2026-04-10\nP2,dang_ky,,2026-01-30\n";
    files(AGENCY, &[("ket-qua/q1.csv", rows), ("nop.csv", received)])
}

#[test]
fn a_letter_says_what_is_missing_late_and_wrong_with_its_days() {
    let letter = letter(&late_and_wrong(), "2026-05-01", "P1").expect("a letter");
    // From 30 January to 1 May: 1 + 28 + 31 + 30 + 1 days; from 10 to 12 April two.
    let expected = [
        "ỦY BAN NHÂN DÂN TỈNH",
        "SỞ TƯ PHÁP",
        "Số: ……/……",
        "V/v nộp và sửa, bổ\nsung hồ sơ thi đua",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Bình Định, ngày …… tháng …… năm ………",
        "Kính gửi: Phòng Một",
        "Qua theo dõi việc thực hiện “Phong trào mẫu”, tính đến hết ngày 01/05/2026, Sở Tư pháp nhận thấy Phòng Một còn một số nội dung cần thực hiện, cụ thể như sau:",
        "1. Đăng ký thi đua: chưa nộp (hạn cuối là ngày 30/01/2026), đã quá hạn 91 ngày;",
        "2. Kết quả thi đua – Quý I: nộp ngày 12/04/2026 (hạn cuối là ngày 10/04/2026), chậm 2 ngày; có 1 lỗi cần sửa.",
        "Đề nghị Phòng Một nộp các nội dung chưa nộp; sửa các chỗ đã đánh dấu và gửi lại trước ngày ……/……/……….",
        "Danh sách nội dung cần sửa và bản số liệu đã đánh dấu được gửi kèm văn bản này.",
        "Trong quá trình thực hiện, nếu có vướng mắc, đề nghị Phòng Một phản ánh về Sở Tư pháp để được hướng dẫn./.",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT, ……",
        "KT. GIÁM ĐỐC",
        "Trần Thị C",
    ];
    assert_eq!(words(&letter), expected);
}

#[test]
fn whoever_has_handed_in_all_in_time_gets_no_letter() {
    assert!(letter(&late_and_wrong(), "2026-05-01", "P2").is_none());
}

#[test]
fn what_is_not_due_yet_is_no_reason_for_a_letter() {
    let received = "don_vi,viec,ky,ngay_nhan\nP1,dang_ky,,2026-01-30\nP2,ket_qua,Q1,2026-04-05\n";
    let mut folder = files(AGENCY, &[("nop.csv", received)]);
    folder.retain(|path, _| !path.starts_with("ket-qua/"));
    assert!(letter(&folder, "2026-04-10", "P1").is_none());
    let letter = letter(&folder, "2026-04-11", "P1").expect("a letter");
    assert!(words(&letter).iter().any(|text| text.ends_with("Quý I: chưa nộp (hạn cuối là ngày 10/04/2026), đã quá hạn 1 ngày.")));
}

#[test]
fn what_the_campaign_does_not_say_is_left_open() {
    let mut folder = late_and_wrong();
    let definition = String::from_utf8(folder["phong-trao.yaml"].clone()).expect("UTF-8").replace(AGENCY.trim_end(), "");
    folder.insert("phong-trao.yaml".to_owned(), definition.into_bytes());
    let words = words(&letter(&folder, "2026-05-01", "P1").expect("a letter"));
    assert_eq!(words[0], "…………");
    assert!(words.contains(&"…………, ngày …… tháng …… năm ………".to_owned()), "{words:?}");
    assert_eq!(words.iter().rev().take(2).collect::<Vec<_>>(), ["…………", "…………"]);
}

#[test]
fn more_time_is_told_with_the_document_that_gave_it() {
    let extension = "don_vi,viec,ky,han_moi,van_ban\nP1,dang_ky,,2026-02-15,12/STP-VP\n";
    let mut folder = late_and_wrong();
    folder.insert("gia-han.csv".to_owned(), extension.into());
    let words = words(&letter(&folder, "2026-05-01", "P1").expect("a letter"));
    // From 15 February: 13 + 31 + 30 + 1 days.
    let expected = "1. Đăng ký thi đua: chưa nộp (hạn cuối là ngày 15/02/2026, đã gia hạn theo văn bản 12/STP-VP), đã quá hạn 75 ngày;";
    assert!(words.iter().any(|text| text == expected), "{words:?}");
}

#[test]
fn papers_of_a_unit_name_no_other() {
    let folder = late_and_wrong();
    let papers = [letter(&folder, "2026-05-01", "P1").expect("a letter"), list(&folder, "P1", Language::Vietnamese)];
    for paper in &papers {
        let text = words(paper).join("\n") + &paper.markdown();
        assert!(!text.contains("P2") && !text.contains("Phòng Hai"), "{text}");
    }
}

#[test]
fn word_has_the_face_the_sizes_and_the_paper_of_an_office() {
    let docx = letter(&late_and_wrong(), "2026-05-01", "P1").expect("a letter").docx();
    let (document, styles) = (part(&docx, "word/document.xml"), part(&docx, "word/styles.xml"));
    let face = r#"w:ascii="Times New Roman" w:hAnsi="Times New Roman""#;
    assert!(styles.contains(face), "{styles}");
    for script in ["eastAsia", "cs"] {
        assert!(styles.contains(&format!(r#"w:{script}="Times New Roman""#)), "{styles}");
    }
    // A4 is 210 × 297 mm: 11906 × 16838 twentieths of a point; 20 mm are 1134, 30 mm 1701.
    assert!(document.contains(r#"<w:pgSz w:w="11906" w:h="16838""#), "{document}");
    for margin in [r#"w:top="1134""#, r#"w:bottom="1134""#, r#"w:right="1134""#, r#"w:left="1701""#] {
        assert!(document.contains(margin), "{margin}");
    }
    // Sentences of fourteen points, in half points; no other face anywhere.
    assert!(document.contains(r#"<w:sz w:val="28" />"#) && document.contains(r#"<w:szCs w:val="28" />"#), "{document}");
    assert!(!document.contains("w:rFonts"), "the face is that of the styles");
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let once = letter(&late_and_wrong(), "2026-05-01", "P1").expect("a letter").docx();
    let _between = list(&late_and_wrong(), "P1", Language::Vietnamese).docx();
    assert!(once == letter(&late_and_wrong(), "2026-05-01", "P1").expect("a letter").docx());
    let core = part(&once, "docProps/core.xml");
    assert!(core.contains("2026-05-01T00:00:00Z") && !core.contains("1970"), "{core}");
}

#[test]
fn what_people_wrote_comes_out_as_text() {
    for name in ["=1+1", "+84", "-1", "@SUM(A1)", "<b>Phòng</b> & \"Một\" 'x'", "{\\rtf1}", "&amp;"] {
        let mut folder = late_and_wrong();
        let quoted = name.replace('"', "\"\"");
        folder.insert("don-vi.csv".to_owned(), format!("ma,ten,khoi,loai\nP1,\"{quoted}\",K1,phong\nP2,Phòng Hai,K1,phong\n").into_bytes());
        assert!(words(&letter(&folder, "2026-05-01", "P1").expect("a letter")).contains(&format!("Kính gửi: {name}")), "{name}");
        assert!(words(&list(&folder, "P1", Language::Vietnamese)).contains(&format!("Đơn vị: {name}")), "{name}");
    }
}

#[test]
fn what_xml_cannot_hold_is_seen_to_have_stood_there() {
    let mut folder = late_and_wrong();
    folder.insert("don-vi.csv".to_owned(), "ma,ten,khoi,loai\nP1,Phòng\u{1}Một,K1,phong\nP2,Phòng Hai,K1,phong\n".into());
    assert!(words(&letter(&folder, "2026-05-01", "P1").expect("a letter")).contains(&"Kính gửi: Phòng\u{FFFD}Một".to_owned()));
}

#[test]
fn a_list_says_where_what_and_how() {
    let words = words(&list(&late_and_wrong(), "P1", Language::Vietnamese));
    let table: Vec<&str> = words.iter().map(String::as_str).skip_while(|text| *text != "TT").collect();
    assert_eq!(table[..5], ["TT", "Chỗ cần sửa", "Mức", "Nội dung", "Cách sửa"]);
    assert_eq!((table[5], table[7]), ("1", "lỗi"));
    assert!(table[6].starts_with("ket-qua-Q1: ô "), "{}", table[6]);
    assert!(table[8].starts_with("12 điểm vượt mức tối đa 10"), "{}", table[8]);
}

/// A unit with so many rows that are wrong.
fn wrong(count: usize) -> Files {
    let (mut definition, mut rows) = ("tieu_chi:\n".to_owned(), "don_vi,tieu_chi,ky,diem_cham\n".to_owned());
    for number in 1..=count {
        writeln!(definition, "  - {{ma: A{number}, ten: Tiêu chí số {number}, diem_chuan: 10, cach_cham: cho_diem}}")
            .expect("a string takes everything");
        writeln!(rows, "P1,A{number},Q1,12\nP2,A{number},Q1,9").expect("a string takes everything");
    }
    files(&definition, &[("ket-qua/q1.csv", &rows)])
}

/// How many faults stand on a list, and how many it says are left.
fn told_and_left(document: &Document) -> (usize, usize) {
    let markdown = document.markdown();
    let told = markdown.lines().filter(|line| line.starts_with("| ") && line.contains("điểm vượt mức")).count();
    let left = markdown.lines().find_map(|line| line.strip_prefix("*Còn ")?.split(' ').next()?.parse().ok());
    (told, left.unwrap_or(0))
}

#[test]
fn a_list_says_how_much_has_no_room_on_its_page() {
    let (told, left) = told_and_left(&list(&wrong(60), "P1", Language::Vietnamese));
    assert_eq!(told + left, 60);
    assert!((10..60).contains(&told), "{told}");
    assert_eq!(told_and_left(&list(&wrong(3), "P1", Language::Vietnamese)), (3, 0));
}

#[test]
fn markdown_holds_a_table_and_takes_markup_for_text() {
    let mut folder = late_and_wrong();
    folder.insert("don-vi.csv".to_owned(), "ma,ten,khoi,loai\nP1,<b>*P* | một</b>,K1,phong\nP2,Phòng Hai,K1,phong\n".into());
    let text = list(&folder, "P1", Language::Vietnamese).markdown();
    assert!(text.contains("\n# DANH SÁCH NỘI DUNG CẦN SỬA\n"), "{text}");
    assert!(text.contains("**Đơn vị: \\<b\\>\\*P\\* \\| một\\</b\\>**"), "{text}");
    assert!(text.contains("\n| TT | Chỗ cần sửa | Mức | Nội dung | Cách sửa |\n| --- | --- | --- | --- | --- |\n| 1 | "), "{text}");
}

#[test]
fn markdown_takes_no_name_for_a_list() {
    for (name, written) in [("- Thi đua", "\\- Thi đua"), ("+1", "\\+1"), ("2026. Thi đua", "2026\\. Thi đua"), ("2026 thi đua", "2026 thi đua")]
    {
        let mut folder = late_and_wrong();
        let definition = String::from_utf8(folder["phong-trao.yaml"].clone()).expect("UTF-8");
        let definition = definition.replace("ten: Phong trào mẫu", &format!("ten: \"{name}\""));
        folder.insert("phong-trao.yaml".to_owned(), definition.into_bytes());
        let text = list(&folder, "P1", Language::Vietnamese).markdown();
        assert!(text.lines().any(|line| line == written), "{text}");
    }
}

#[test]
fn a_list_is_told_in_english_too() {
    let text = list(&late_and_wrong(), "P1", Language::English).markdown();
    assert!(text.contains("| No. | Where | Weight | What is wrong | What to do |"), "{text}");
    assert!(text.contains("| error |"), "{text}");
}
