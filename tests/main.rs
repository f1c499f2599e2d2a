//! The tests, one binary: what the tool promises, each as a fact.

mod campaigns;
mod cli;
mod definition;
mod estimates;
mod generated;
mod hand;
mod layers;
mod models;
mod oracle;
mod pages;
mod people;
mod plain;
mod properties;
mod ranking;
mod readme;
mod report;
mod schemas;
mod sheets;
mod rollup;
mod several;
mod silence;
mod support;
mod used;
