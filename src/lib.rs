//! `thidua` checks, tallies and ranks emulation campaigns (*phong trào thi đua*) from a folder of YAML and CSV.
//!
//! # The flow
//!
//! What is small and declares (definition, units, people, targets, the book, models, pledges …) is read whole:
//! text → [`draft`] → [`campaign`] and its gaps. A plan may hold several phong trào: each inherits what the plan states
//! ([`draft::inheritance`]) and is a campaign of its own. What is large and reports (registrations, results) is a stream
//! against those campaigns: bytes → [`source`] records → whose each is ([`directory::naming`]) → typed rows
//! ([`results`], [`registrations`]), a batch at a time → row checks → [`ledger`]. Then ledger → [`tally`] → [`ranking`] →
//! [`report`] and [`render`]. Proposals are judged rule by rule ([`titles`]), then by votes and seats ([`selection`]).
//! [`pipeline`] reads as that flow; a period that was closed is held against what stands ([`closing`]); [`supposition`] lays over a
//! folder what is only supposed; [`mend`] writes files otherwise that mean the same; [`rollup`] puts several folders side by side;
//! [`derivation`] runs the scores of a unit again with a witness, on the rows the ledger remembers of it, and [`report::explain`]
//! puts them into words. [`comparison`] holds two states of a folder against one another; [`history`] follows its rows
//! through commits; [`agenda`] tells what falls due and who has not handed it in; [`feedback`] is what goes back to each,
//! [`chase`] how each stands, and [`report::documents`] the papers about it.
//! [`intake`] takes what units send – spreadsheets in whatever state – into sheets of the folder; [`forms`] are what they
//! fill in.
//!
//! The modules below stand in the order of the flow, and each imports only from those above it.
//!
//! # What holds everywhere
//!
//! 1. Only [`folder`] and [`cli`] touch the disk, the clock, the environment and the terminal; the core takes a
//!    [`source::Volume`].
//! 2. Any bytes give a draft and a campaign; nothing panics, and one broken record costs one record.
//! 3. Findings are made only in [`checks`]; a check is one `.rs` and one `.md`, and its page is its test. What several checks
//!    say or look for in the same way stands above them, in `words`.
//! 4. A total is the sum of its lines, and each line names its rows, the receipt or the answers it comes from; a count of none has none.
//! 5. Points are exact decimals and fractions; one function divides ([`value::Rounding::apply`]).
//! 6. Neither the order of rows and files nor how they are split changes a point, a place, a grade or the digest.
//! 7. Same bytes in, same bytes out. Nothing is clamped, defaulted, skipped or reordered without a word.
//! 8. A file of a campaign is written over by [`fixes`] alone, each one file and one line of their list, and only where the same
//!    rows are read from what comes out; `chot/<kỳ>.yaml` is written by `close` alone.
//!
//! # Words
//!
//! | in the files | here |
//! |---|---|
//! | phong trào thi đua; kế hoạch nhiều phong trào | [`campaign::Campaign`]; plan |
//! | kỳ; đợt | [`campaign::Period`]; phase |
//! | khối, cụm, khu vực | [`campaign::Block`] |
//! | nội dung; tiêu chí; chỉ tiêu | [`campaign::Topic`]; [`campaign::Criterion`]; [`campaign::Target`] |
//! | vòng chấm (tự chấm, thẩm định) | stage |
//! | việc, hạn, gia hạn, sổ nộp | [`campaign::Duty`], [`value::Deadline`], extension, receipt |
//! | đăng ký; danh hiệu | [`registrations::RegistrationRow`]; [`campaign::Title`] |
//! | điều chỉnh; phúc tra; kỷ luật | [`campaign::Adjustment`]; [`campaign::Appeal`]; [`campaign::discipline::Decision`] |
//! | chốt kỳ, mở lại; mã chốt | [`closing::Closing`], reopened; seal |
//! | giả định (`--set`, `--with`) | [`supposition`], supposed |
//! | điển hình tiên tiến, khâu; giao ước | [`campaign::Model`], [`scoring::ModelStep`]; [`campaign::Pledge`] |
//! | sơ kết, tổng kết | [`campaign::Review`] |
//! | cá nhân; điều động | [`campaign::people::Person`]; a further stay |
//! | bỏ phiếu; tỷ lệ tối đa, suất | [`campaign::votes::Vote`]; [`selection::seats::SeatPlan`] |
//! | đề nghị; khen thưởng, tiền thưởng | [`campaign::Proposal`]; [`campaign::Grant`], prize |
//! | đôn đốc; chưa nộp, nộp lỗi, nộp thiếu, nộp muộn, đã đủ | [`chase::Chase`]; [`chase::State`] |
//! | công văn nhắc; danh sách nội dung cần sửa | [`report::documents::letter`]; [`report::documents::list`] |
//! | ước thực hiện | estimate: stands beside the actual figure and includes it |
//! | giải trình, phép tính | [`derivation::Derivation`], [`report::explain::Statement`] |
//! | không phát sinh, không giao | not applicable: neither zero nor missing |

#![forbid(unsafe_code)]

pub mod value;
pub mod source;
pub mod yaml;
pub mod sheet;
pub mod scoring;
pub mod draft;
pub mod rulebook;
pub mod directory;
pub mod campaign;
pub mod results;
pub mod registrations;
pub mod ledger;
pub mod tally;
pub mod ranking;
pub mod selection;
pub mod titles;
pub mod digest;
pub mod records;
pub mod history;
pub mod closing;
pub mod diagnostic;
pub(crate) mod words;
pub mod checks;
pub mod pipeline;
pub mod supposition;
pub mod mend;
pub mod fixes;
pub mod rollup;
pub mod derivation;
pub mod comparison;
pub mod agenda;
pub mod feedback;
pub mod chase;
pub mod render;
pub mod report;
pub mod intake;
pub mod forms;
pub mod schema;
pub mod folder;
pub mod cli;
