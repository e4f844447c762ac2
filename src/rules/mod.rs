//! The rule pack: its YAML form, the phrase language, and the compiled rules.
//!
//! - `form` defines what a file of a pack may contain, and `files` reads it.
//! - `phrase` is the language of phrases, with the matcher that finds them in a text.
//! - `compile` lays the files over each other and makes [`Rules`] of them: roles, functions and duties in `compiled`,
//!   which of them a phrase `speaks` for and what a word of `prose` tells, the `catalogue` of findings, the `policy`,
//!   how the `wording` of a text is weighed, the names of `columns` with `hints` for unknown ones, and the findings that `suppress` accepts.
//! - `lint` finds problems in a pack, and `pack_test` reads its tests. `near` suggests what an unknown name may mean,
//!   `preset` lists policies that come with rolecall, `schema` describes the form to editors, and `settings` are flags
//!   of the command line.

mod catalogue;
mod columns;
mod compile;
mod compiled;
mod entry;
mod error;
mod files;
mod form;
mod hints;
mod lint;
mod near;
mod overrides;
mod pack_test;
mod phrase;
mod policy;
mod preset;
mod prose;
mod schema;
mod settings;
mod speaks;
mod suppress;
mod wording;

pub use catalogue::{Catalogue, FindingKind};
pub use columns::{Columns, Structure};
pub use compiled::{Acronym, Derive, Duty, Function, Houses, Role, Rule, Rules, SideRule};
pub use entry::{Disabled, EntryKind, EntryPlace};
pub(crate) use error::in_words;
pub use error::{RulesError, RulesErrorKind};
pub use form::duties::{AreaForm, AxisForm, ByDuties, Extent, LeastDuties, Model, Over};
pub use form::findings::Family;
pub use form::measured::{Calibration, Curve};
pub use form::pack::PackInfo;
pub use form::preset::SuggestForm;
pub use form::prose::Standing;
pub use form::samples::{SampleSeat, SampleUnit, Samples};
pub use form::test::{Expect, ExpectedScope};
pub use form::titles::FunctionForm;
pub use hints::Hint;
pub use lint::{Problem, check};
pub use near::{choices, meant};
pub use overrides::{Overridden, Override};
pub use pack_test::PackTest;
pub use phrase::matcher::Matcher;
pub(crate) use phrase::matcher::MatcherId;
pub use phrase::pattern::{PatternError, check_phrase};
pub(crate) use phrase::scan::ScannedText;
pub use phrase::scan::{Buffers, Match, Scan};
pub use phrase::title_words::Likeness;
pub use phrase::word_scores::{Scores, Tells, WordScore, WordScores, beginning};
pub use policy::{Ignore, Policy, ReportingLine};
pub use preset::Preset;
pub use prose::{Prose, SentenceSubject};
pub use schema::schema;
pub use settings::{Setting, settings};
pub use speaks::{Cue, Edge, Heading, MandateWord, ModifierPlace, Speaks};
pub use suppress::Suppression;
pub use wording::{FacingNumbers, LeadingNumbers, LeaningNumbers, Wording};
