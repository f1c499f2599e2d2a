//! Marks: what is to be said of a figure, or of its absence.

/// What is to be said of a figure, or of its absence.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Mark {
    /// Something is missing: no figure.
    Missing,
    /// Nothing arose, and it is left out: no figure.
    LeftOut,
    /// It was not assigned, and is left out: no figure.
    NotGiven,
    /// The same, since an adjustment.
    LeftOutAdjusted,
    /// The criterion is not one of this unit's: no figure.
    NotAssigned,
    /// The unit is scored on another one of the alternatives: no figure.
    NotChosen,
    /// Nothing arose; the campaign says what that counts for.
    NotApplicable,
    /// It was not assigned; the campaign says what that counts for.
    NotGivenCounted,
    /// A precondition is not met.
    NotMet,
    /// Met beforehand.
    MetBeforehand,
    /// From a row that was adjusted after it was handed in.
    Adjusted,
    /// The same, and nothing arose.
    NotApplicableAdjusted,
    /// The same, from an estimate.
    EstimatedAdjusted,
    /// The same, and the deciding stage has not spoken yet.
    ProvisionalAdjusted,
    /// From an estimate.
    Estimated,
    /// The deciding stage has not spoken yet.
    Provisional,
    /// Cut at a cap.
    Capped,
    /// Cut at a cap, from estimates.
    CappedEstimated,
    /// Rounded for reading.
    Rounded,
}

impl Mark {
    /// Every mark.
    pub const ALL: [Self; 19] = [
        Self::Missing,
        Self::LeftOut,
        Self::NotGiven,
        Self::LeftOutAdjusted,
        Self::NotAssigned,
        Self::NotChosen,
        Self::NotApplicable,
        Self::NotGivenCounted,
        Self::NotMet,
        Self::MetBeforehand,
        Self::Adjusted,
        Self::NotApplicableAdjusted,
        Self::EstimatedAdjusted,
        Self::ProvisionalAdjusted,
        Self::Estimated,
        Self::Provisional,
        Self::Capped,
        Self::CappedEstimated,
        Self::Rounded,
    ];

    /// What stands in the cell: in place of the figure, or behind it.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Missing => "thiếu",
            Self::LeftOut => "KPS",
            Self::NotGiven => "KG",
            Self::LeftOutAdjusted => "KPS (đc)",
            Self::Adjusted => "(đc)",
            Self::NotApplicableAdjusted => "(k, đc)",
            Self::EstimatedAdjusted => "(ước, đc)",
            Self::ProvisionalAdjusted => "(t, đc)",
            Self::NotAssigned => "–",
            Self::NotChosen => "·",
            Self::NotApplicable => "(k)",
            Self::NotGivenCounted => "(kg)",
            Self::NotMet => "(đk)",
            Self::MetBeforehand => "(mn)",
            Self::Estimated => "(ước)",
            Self::Provisional => "(t)",
            Self::Capped => "(c)",
            Self::CappedEstimated => "(c, ước)",
            Self::Rounded => "≈",
        }
    }

    /// What it means.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Missing => "chưa có điểm hoặc số liệu",
            Self::LeftOut => "không phát sinh: không tính vào điểm và điểm tối đa",
            Self::NotGiven => "không giao: không tính vào điểm và điểm tối đa",
            Self::LeftOutAdjusted => "không phát sinh, không tính vào điểm và điểm tối đa; theo dieu-chinh.csv",
            Self::Adjusted => "từ số đã điều chỉnh theo dieu-chinh.csv",
            Self::NotApplicableAdjusted => "không phát sinh, tính điểm như kế hoạch quy định; có số đã điều chỉnh theo dieu-chinh.csv",
            Self::EstimatedAdjusted => "chấm theo số ước thực hiện; có số đã điều chỉnh theo dieu-chinh.csv",
            Self::ProvisionalAdjusted => "tạm tính: lấy điểm vòng trước; có số đã điều chỉnh theo dieu-chinh.csv",
            Self::NotAssigned => "tiêu chí không áp dụng cho đơn vị",
            Self::NotChosen => "nhóm chọn một: đơn vị không được chấm ở tiêu chí này",
            Self::NotApplicable => "không phát sinh: tính điểm như kế hoạch quy định",
            Self::NotGivenCounted => "không giao: tính điểm như kế hoạch quy định",
            Self::NotMet => "không đạt điều kiện của tiêu chí: 0 điểm, ở kỳ không đạt nếu chấm từng kỳ",
            Self::MetBeforehand => "mặc nhiên đạt: cả điểm chuẩn, không xét số liệu",
            Self::Provisional => "tạm tính: lấy điểm vòng trước, vòng quyết định chưa có điểm",
            Self::Estimated => "có điểm chấm theo số ước thực hiện",
            Self::Capped => "đã cắt ở mức trần của nhóm",
            Self::CappedEstimated => "đã cắt ở mức trần của nhóm, có điểm chấm theo số ước thực hiện",
            Self::Rounded => "làm tròn để đọc; khi xếp hạng so bằng số chính xác",
        }
    }

    /// Whether it says that estimates are in the figure.
    pub const fn is_of_estimates(self) -> bool {
        match self {
            Self::Estimated | Self::EstimatedAdjusted | Self::CappedEstimated => true,
            Self::Missing
            | Self::LeftOut
            | Self::NotGiven
            | Self::LeftOutAdjusted
            | Self::NotAssigned
            | Self::NotChosen
            | Self::NotApplicable
            | Self::NotGivenCounted
            | Self::Rounded
            | Self::NotMet
            | Self::MetBeforehand
            | Self::Adjusted
            | Self::NotApplicableAdjusted
            | Self::ProvisionalAdjusted
            | Self::Provisional
            | Self::Capped => false,
        }
    }

    /// What is said of a line that says this, where its rows were adjusted too.
    pub const fn adjusted(mark: Option<Self>) -> Self {
        match mark {
            None | Some(Self::Adjusted) => Self::Adjusted,
            Some(Self::LeftOut | Self::LeftOutAdjusted) => Self::LeftOutAdjusted,
            Some(Self::NotApplicable | Self::NotApplicableAdjusted) => Self::NotApplicableAdjusted,
            Some(Self::Estimated | Self::EstimatedAdjusted) => Self::EstimatedAdjusted,
            Some(Self::Provisional | Self::ProvisionalAdjusted) => Self::ProvisionalAdjusted,
            // There is no figure that was adjusted, or it is not a line's.
            Some(
                mark @ (Self::Missing
                | Self::NotGiven
                | Self::NotGivenCounted
                | Self::Rounded
                | Self::NotAssigned
                | Self::NotChosen
                | Self::NotMet
                | Self::MetBeforehand
                | Self::Capped
                | Self::CappedEstimated),
            ) => mark,
        }
    }

    /// Symbol and meaning.
    pub fn legend(self) -> String {
        format!("{}: {}", self.symbol(), self.meaning())
    }
}
