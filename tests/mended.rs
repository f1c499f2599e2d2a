//! The edit beside each fault: what the help line says, carried out to the letter, makes the finding go away and brings no other.
//!
//! `mended` in a `case.yaml` holds the edits that follow those of `edit`. What a mend uncovers stands under `brings`, check by check, with
//! why; a reason whose finding no edit of the help's can take away says so under `unmended`.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use thidua::diagnostic::{Language, Severity, Voice};
use thidua::pipeline::Request;

use crate::campaigns::{Case, apply, cases, origin, request};
use crate::support::{Files, base, run};

/// What a finding says.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Said {
    check: &'static str,
    reason: &'static str,
    is_note: bool,
    title: String,
    /// In Vietnamese and in English.
    help: [Option<String>; 2],
}

/// A case, run: as it comes, with its fault, and mended.
struct Trial {
    name: String,
    case: Case,
    before: BTreeSet<Said>,
    faulty: BTreeSet<Said>,
    /// What is found once it is mended, and the files as they are then; none where nothing mends it.
    mended: Option<(BTreeSet<Said>, Files)>,
}

fn said(files: &Files, request: &Request) -> BTreeSet<Said> {
    let said = |(severity, finding): &(Severity, thidua::diagnostic::Finding)| Said {
        check: finding.check.name,
        reason: finding.fault.reason(),
        is_note: *severity == Severity::Note,
        title: finding.fault.title(Voice { language: Language::Vietnamese }),
        help: [Language::Vietnamese, Language::English].map(|language| finding.fault.help(Voice { language })),
    };
    run(files, request).findings.iter().map(said).collect()
}

/// Every case, run once.
fn trials() -> &'static [Trial] {
    static TRIALS: OnceLock<Vec<Trial>> = OnceLock::new();
    TRIALS.get_or_init(|| {
        let trial = |(check, reason, case): (String, String, Case)| {
            let said = |files: &Files| said(files, &request(&case, files));
            let mut files = origin(&case);
            let before = said(&files);
            apply(&mut files, &case.edit);
            let faulty = said(&files);
            let mended = (!case.mended.is_empty()).then(|| {
                apply(&mut files, &case.mended);
                (said(&files), files)
            });
            Trial { name: format!("{check}/{reason}"), case, before, faulty, mended }
        };
        cases().into_iter().map(trial).collect()
    })
}

impl Trial {
    /// Whether a finding is of the case's own reason, and its fault's.
    fn is_own(&self, said: &Said) -> bool {
        format!("{}/{}", said.check, said.reason) == self.name && !self.before.iter().any(|known| known.title == said.title)
    }

    /// What the fault is told by.
    fn faults(&self) -> impl Iterator<Item = &Said> {
        self.faulty.iter().filter(|said| self.is_own(said))
    }
}

/// What stands between backticks.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// The parts of a help line that say what may be done: one or the other.
fn ways(help: &str) -> Vec<String> {
    let mut ways = vec![String::new()];
    for (position, part) in help.split('`').enumerate() {
        if position % 2 == 1 {
            ways.last_mut().expect("there is one").extend(["`", part, "`"]);
            continue;
        }
        let mut parts = part.split([';', ',']).flat_map(|part| part.split(" hoặc "));
        ways.last_mut().expect("there is one").push_str(parts.next().expect("a split has a first"));
        ways.extend(parts.map(str::to_owned));
    }
    ways
}

/// Whether an edit has something a help line names: as it stands, around a `…`, by the last key of `a.b`, or as a day of that form.
fn has(text: &str, piece: &str) -> bool {
    let form = |text: &str| text.chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect::<String>();
    let is_day = ["0000-00-00", "00/00/0000"].contains(&form(piece).as_str());
    let last = piece.rsplit('.').next().expect("a split has a last");
    piece.split('…').all(|part| text.contains(part)) || text.contains(last) || is_day && form(text).contains(&form(piece))
}

/// The labels of a sheet: a help line names the column of a cell.
fn labels(files: &Files, file: &str) -> String {
    let text = files.get(file).filter(|_| thidua::sheet::has_csv_ending(file)).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    text.unwrap_or_default().lines().next().unwrap_or_default().to_owned()
}

#[test]
fn what_the_help_says_makes_the_finding_go_away_and_brings_no_other() {
    let mut wrong = Vec::new();
    for trial in trials() {
        let Some((mended, _)) = &trial.mended else { continue };
        for said in mended.iter().filter(|said| trial.is_own(said)) {
            wrong.push(format!("{}: still says: {}", trial.name, said.title));
        }
        let is_known = |said: &&Said| trial.before.iter().chain(&trial.faulty).any(|known| (known.check, &known.title) == (said.check, &said.title));
        let brought: Vec<&Said> = mended.iter().filter(|said| !said.is_note && !is_known(said) && !trial.is_own(said)).collect();
        for said in brought.iter().filter(|said| !trial.case.brings.contains_key(said.check)) {
            wrong.push(format!("{}: brings {}: {}", trial.name, said.check, said.title));
        }
        for check in trial.case.brings.keys().filter(|check| !brought.iter().any(|said| said.check == **check)) {
            wrong.push(format!("{}: does not bring {check}", trial.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_edit_is_the_one_that_the_help_names() {
    let mut wrong = Vec::new();
    for trial in trials() {
        let Some((_, files)) = &trial.mended else { continue };
        let edits = &trial.case.mended;
        let texts: Vec<String> = edits.iter().flat_map(|edit| edit.texts().map(str::to_owned).chain([labels(files, &edit.file)])).collect();
        for said in trial.faults() {
            let help = said.help[0].as_deref().unwrap_or_default();
            let is_named = quoted(help).iter().any(|piece| texts.iter().any(|text| has(text, piece)));
            if help.is_empty() || !is_named && !ways(help).iter().any(|way| quoted(way).is_empty()) {
                wrong.push(format!("{}: nothing of the help stands in the edit: {help}", trial.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn help_names_the_same_in_both_languages() {
    let mut wrong = BTreeSet::new();
    for trial in trials() {
        for said in trial.faults() {
            let names = |help: &Option<String>| help.as_deref().map(|help| quoted(help).into_iter().map(str::to_owned).collect::<BTreeSet<_>>());
            if names(&said.help[0]) != names(&said.help[1]) {
                wrong.insert(format!("{}: {:?}", trial.name, said.help));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}

/// A file and its text; behind a `+` what is added at its end.
type Written<'t> = (&'t str, &'t str);

/// The help of what these files make a check say of the base campaign.
fn help_of(check: &str, files: &[Written<'_>]) -> Vec<String> {
    let mut all = base();
    for (file, text) in files {
        let file = all.entry((*file).to_owned()).or_default();
        match text.strip_prefix('+') {
            Some(line) => file.extend_from_slice(line.as_bytes()),
            None => *file = text.as_bytes().to_vec(),
        }
    }
    let found = said(&all, &Request::default()).into_iter().filter(|said| said.check == check);
    found.map(|said| said.help[0].clone().unwrap_or_default()).collect()
}

#[test]
fn what_is_near_nothing_is_told_where_it_is_declared() {
    let people = ("ca-nhan.csv", "ma,ho_ten,don_vi\nCN01,Nguyễn An,P1\n");
    let works = ("sang-kien.csv", "ma,ten,loai,pham_vi,nam,tac_gia\nSK01,Sổ điện tử,sang_kien,co_so,2026,CN01\n");
    let many = (10..23).map(|number| format!("Đ{number},Đơn vị {number},,\n")).collect::<Vec<_>>().concat();
    let cases: [(&str, &[Written<'_>], &str); 7] = [
        ("unknown-unit", &[("ket-qua/q1.csv", "+\nkhac,A1,Q1,8\n")], "viết một trong `P1`, `P2`"),
        (
            "unknown-unit",
            &[("ket-qua/q1.csv", "+\nkhac,A1,Q1,8\n"), ("don-vi.csv", &format!("+\n{many}"))],
            "viết đúng như ở `don-vi.csv`, hoặc thêm vào đó nếu còn thiếu",
        ),
        ("unknown-key", &[("phong-trao.yaml", "+\nnguoi_lap_bang: An\n")], "bỏ khóa này; điều cần ghi nhớ thì viết sau dấu `#`"),
        ("unknown-check", &[("phong-trao.yaml", "+\nkiem_tra: {quyet_toan: loi}\n")], "viết một tên mà `thidua rule` kể ra"),
        (
            "unknown-person",
            &[people, ("danh-gia.csv", "nam,doi_tuong,ma,xep_loai\n2026,ca_nhan,vang_mat,HTTNV\n")],
            "viết đúng như ở `ca-nhan.csv`, hoặc thêm vào đó nếu còn thiếu",
        ),
        (
            "registration-person",
            &[people, ("dang-ky/k1.csv", "nam,don_vi,doi_tuong,ma,danh_hieu\n2026,P1,ca_nhan,vang_mat,LĐTT\n")],
            "viết đúng như ở `ca-nhan.csv`, hoặc thêm vào đó nếu còn thiếu",
        ),
        (
            "unknown-initiative",
            &[people, works, ("de-nghi/p1.csv", "don_vi,doi_tuong,ma,danh_hieu,sang_kien\nP1,ca_nhan,CN01,LĐTT,de_tai\n")],
            "viết đúng như ở `sang-kien.csv`, hoặc thêm vào đó nếu còn thiếu",
        ),
    ];
    for (check, files, help) in cases {
        assert_eq!(help_of(check, files), [help], "{check}");
    }
}

#[test]
fn every_reason_has_its_edit_or_says_why_there_is_none() {
    let cases = cases();
    for (check, reason, case) in &cases {
        assert!(case.mended.is_empty() == case.unmended.is_some(), "{check}/{reason}: either `mended` or `unmended`");
    }
    let unmended = cases.iter().filter(|(_, _, case)| case.unmended.is_some());
    let unmended: Vec<String> = unmended.map(|(check, reason, _)| format!("{check}/{reason}")).collect();
    assert_eq!(unmended, ["unsupported-version/newer"]);
}
