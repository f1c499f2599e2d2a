//! What rules look at, by the name the rulebook has for it: the list, and nothing else.

use crate::titles::{Answer, Case, certificates, discipline, dossier, grades, initiatives, leader, own, service, share, streak};

/// Looks at a candidate for one rule.
#[derive(Clone, Copy)]
pub enum Test {
    /// The rule concerns every candidate for its titles.
    Always(for<'a> fn(&Case<'a>) -> Answer),
    /// None where the rule does not concern the candidate.
    Where(for<'a> fn(&Case<'a>) -> Option<Answer>),
}

impl Test {
    /// What it finds.
    pub fn ask(self, case: &Case<'_>) -> Option<Answer> {
        match self {
            Self::Always(test) => Some(test(case)),
            Self::Where(test) => test(case),
        }
    }
}

/// Every test of conditions, by name; `han_muc` and `phieu` are not conditions of one candidate.
pub const TESTS: &[(&str, Test)] = &[
    ("bang_khen_bo_tinh", Test::Always(certificates::provincial)),
    ("bang_khen_thu_tuong", Test::Always(certificates::prime_minister)),
    ("chua_kiem_chung", Test::Always(own::not_verified)),
    ("chung_nhan", Test::Where(dossier::certificate)),
    ("chuyen_de_nam", Test::Where(leader::thematic_years)),
    ("co_chien_si", Test::Where(share::has_fighter)),
    ("dan_dau_khoi", Test::Where(leader::leads_block)),
    ("dang_xem_xet", Test::Always(discipline::under_review)),
    ("dat_ldtt", Test::Always(share::meets_advanced)),
    ("dieu_kien_them", Test::Where(own::extra)),
    ("doi_tuong", Test::Where(own::takes_part)),
    ("don_vi_de_nghi", Test::Where(own::own_unit)),
    ("han_toan_quoc", Test::Where(dossier::national_deadline)),
    ("ho_so", Test::Always(dossier::papers)),
    ("hoi_dong_xac_nhan", Test::Always(own::confirmed_by_council)),
    ("htxsnv_hoac_sang_kien", Test::Always(initiatives::excellent_or_initiative)),
    ("khong_ai_ky_luat", Test::Where(discipline::no_member)),
    ("khong_ky_luat", Test::Where(discipline::none)),
    ("khong_cung_nam", Test::Always(own::not_in_one_year)),
    ("lien_tuc", Test::Where(streak::consecutive)),
    ("moi_ca_nhan", Test::Where(grades::every_member)),
    ("mot_thanh_tich", Test::Where(own::one_achievement)),
    ("nghi_ngay_lam_viec", Test::Always(service::leave_days)),
    ("nhan_xet_don_vi_cu", Test::Where(dossier::former_unit)),
    ("sang_kien_co_so", Test::Always(initiatives::at_grassroots)),
    ("sang_kien_mot_lan", Test::Where(initiatives::used_once)),
    ("sang_kien_pham_vi", Test::Where(initiatives::of_reach)),
    ("sau_ky_luat", Test::Always(discipline::after)),
    ("thang_cong_tac", Test::Where(service::months)),
    ("ty_le_ldtt", Test::Where(share::advanced_share)),
    ("xep_loai", Test::Where(grades::reaches)),
];
