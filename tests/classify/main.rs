//! Verdicts: what they follow from, and what must not change them.

mod context;
mod languages;
mod postings;
mod repeated;
mod robustness;
mod titles_alone;
mod verdicts;
mod wording;
