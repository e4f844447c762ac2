//! Compiles the files of a pack.
//!
//! `stack` lays the files over each other; `disable` first removes what a file switches off below it. `word_lists` and
//! `prose` hold the words of one file by what they mean, `finding_keys` knows which keys a finding may have, and `weights`
//! applies learned numbers. `compiler` compiles the entries, and `assemble` puts everything together as
//! [`Rules`](crate::rules::Rules).

pub(in crate::rules) mod assemble;
pub(in crate::rules) mod compiler;
pub(in crate::rules) mod disable;
pub(in crate::rules) mod finding_keys;
pub(in crate::rules) mod prose;
pub(in crate::rules) mod stack;
pub(in crate::rules) mod weights;
pub(in crate::rules) mod word_lists;

use std::path::PathBuf;

use super::compiled::Rules;
use super::error::RulesError;
use super::files::load;
use super::preset;
use super::preset::Preset;

impl Rules {
    /// The rule pack that comes with rolecall.
    ///
    /// # Errors
    /// None in a released version, because a test compiles the built-in pack.
    pub fn builtin() -> Result<Rules, RulesError> {
        Rules::layered(&[])
    }

    /// The built-in pack with files laid over it, in order.
    ///
    /// # Errors
    /// If a file cannot be read, is not YAML, or contains something that a pack cannot.
    pub fn layered(files: &[PathBuf]) -> Result<Rules, RulesError> {
        Rules::with_preset(None, files)
    }

    /// The built-in pack with texts laid over it, in order, each with a name for messages.
    ///
    /// # Errors
    /// If a text is not YAML, or contains something that a pack cannot.
    pub fn with_texts(texts: &[(&str, &str)]) -> Result<Rules, RulesError> {
        Rules::with_preset_and_texts(None, texts)
    }

    /// The same over a preset. Unlike files, texts are not looked through for others that they extend: give these first.
    ///
    /// # Errors
    /// Those of [`Rules::with_texts`], and an unknown preset.
    pub fn with_preset_and_texts(
        preset: Option<&str>,
        texts: &[(&str, &str)],
    ) -> Result<Rules, RulesError> {
        assemble::compile(load::with_texts(preset, texts)?)
    }

    /// The built-in pack, then a preset, then files. The preset is the one named here, or else the one that
    /// the last file with `preset` names.
    ///
    /// # Errors
    /// Those of [`Rules::layered`], and an unknown preset.
    pub fn with_preset(preset: Option<&str>, files: &[PathBuf]) -> Result<Rules, RulesError> {
        assemble::compile(load::load(preset, files)?)
    }

    /// The presets that come with rolecall, the most specific first.
    pub fn presets() -> Vec<Preset> {
        preset::presets(load::presets())
    }
}
