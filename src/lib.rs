//! placeholder
#![forbid(unsafe_code)]

pub mod campaign;
pub mod checks;
pub mod cli;
pub mod diagnostic;
pub mod digest;
pub mod directory;
pub mod draft;
pub mod folder;
pub mod ledger;
pub mod pipeline;
pub mod ranking;
pub mod registrations;
pub mod render;
pub mod results;
pub mod schema;
pub mod scoring;
pub mod sheet;
pub mod source;
pub mod tally;
pub mod value;
pub mod yaml;
