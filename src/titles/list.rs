//! What rules look at, by the name the rulebook has for it: the list, and nothing else.

use crate::titles::{Answer, Case, certificates, discipline, dossier, grades, initiatives, leader, own, service, share, streak};

/// Looks at a candidate for one rule; none where the rule does not concern it.
pub type Test = for<'a> fn(&Case<'a>) -> Option<Answer>;

/// Every test of conditions, by name; `han_muc` and `phieu` are not conditions of one candidate.
pub const TESTS: &[(&str, Test)] = &[
    ("bang_khen_bo_tinh", certificates::provincial),
    ("bang_khen_thu_tuong", certificates::prime_minister),
    ("chua_kiem_chung", own::not_verified),
    ("chung_nhan", dossier::certificate),
    ("chuyen_de_nam", leader::thematic_years),
    ("co_chien_si", share::has_fighter),
    ("dan_dau_khoi", leader::leads_block),
    ("dang_xem_xet", discipline::under_review),
    ("dat_ldtt", share::meets_advanced),
    ("dieu_kien_them", own::extra),
    ("doi_tuong", own::takes_part),
    ("han_toan_quoc", dossier::national_deadline),
    ("ho_so", dossier::papers),
    ("hoi_dong_xac_nhan", own::confirmed_by_council),
    ("htxsnv_hoac_sang_kien", initiatives::excellent_or_initiative),
    ("khong_ai_ky_luat", discipline::no_member),
    ("khong_ky_luat", discipline::none),
    ("lien_tuc", streak::consecutive),
    ("moi_ca_nhan", grades::every_member),
    ("mot_thanh_tich", own::one_achievement),
    ("nghi_ngay_lam_viec", service::leave_days),
    ("nhan_xet_don_vi_cu", dossier::former_unit),
    ("sang_kien_co_so", initiatives::at_grassroots),
    ("sang_kien_mot_lan", initiatives::used_once),
    ("sang_kien_pham_vi", initiatives::of_reach),
    ("sau_ky_luat", discipline::after),
    ("thang_cong_tac", service::months),
    ("ty_le_ldtt", share::advanced_share),
    ("xep_loai", grades::reaches),
];
