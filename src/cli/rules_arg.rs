//! The flags for rules of one's own and for the configuration.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anyhow::{Context, Result};
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};
use rolecall::rules::{EntryKind, Preset, Rules};

/// The heading of these flags.
const RULES: &str = "Rules and configuration";

/// The names of the presets, each with whom it is for.
fn presets() -> PossibleValuesParser {
    static PRESETS: LazyLock<Vec<Preset>> = LazyLock::new(Rules::presets);
    let mut presets: Vec<_> = PRESETS.iter().collect();
    presets.sort_by_key(|preset| &preset.name);
    let named = presets.into_iter();
    let named = named.map(|one| PossibleValue::new(one.name.as_str()).help(one.summary.as_str()));
    PossibleValuesParser::new(named)
}

/// The flags for rules of one's own.
#[derive(Args)]
pub struct RulesArg {
    /// A policy that comes with rolecall
    #[arg(long, value_name = "NAME", value_parser = presets(), help_heading = RULES)]
    preset: Option<String>,
    /// The configuration; by default the nearest rolecall.yaml in or above the folder of the charts, or else of the
    /// working directory; the search stops at the root of the repository
    #[arg(long, value_name = "FILE", help_heading = RULES)]
    config: Option<PathBuf>,
    /// Leave out the configuration
    #[arg(long, conflicts_with = "config", help_heading = RULES)]
    no_config: bool,
    /// Rules of your own, laid over the built-in ones; may be given several times
    #[arg(long = "rules", value_name = "FILE", help_heading = RULES)]
    layers: Vec<PathBuf>,
}

impl RulesArg {
    /// The rules asked for.
    pub fn load(&self) -> Result<Rules> {
        self.load_with(&[])
    }

    /// The rules asked for, with further files laid over them.
    pub fn load_with(&self, over: &[PathBuf]) -> Result<Rules> {
        let layers = [&self.layers(), over].concat();
        Rules::with_preset(self.preset.as_deref(), &layers).context("the rules cannot be used")
    }

    /// The files laid over the built-in rules, in order.
    pub fn layers(&self) -> Vec<PathBuf> {
        let config = self.config.iter().filter(|_| !self.no_config);
        config.chain(&self.layers).cloned().collect()
    }

    /// The configuration.
    pub fn config(&self) -> Option<&Path> {
        self.config.as_deref().filter(|_| !self.no_config)
    }

    /// The folder of the configuration, else the working directory: where patterns for paths start from.
    pub fn folder(&self) -> &Path {
        let folder = self.config().and_then(Path::parent);
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
        folder.unwrap_or(Path::new("."))
    }

    /// What the configuration hides from the report, in a sentence.
    pub fn hidden(&self, rules: &Rules) -> Option<String> {
        let config = self.config()?.display().to_string();
        let kinds = rules.catalogue.iter().filter(|kind| !kind.enabled);
        let of_config = kinds
            .filter(|kind| rules.layer_of(EntryKind::Finding, &kind.code) == Some(config.as_str()));
        let off: Vec<_> = of_config.map(|kind| kind.code.as_str()).collect();
        let is_here = |at: &Option<rolecall::rules::EntryPlace>| {
            at.as_ref().is_some_and(|at| at.file == config)
        };
        let ignored = rules.policy.ignores().iter().filter(|one| is_here(&one.at));
        let suppressed = rules.suppressions.iter().filter(|one| is_here(&one.at));
        let overrides = rules.overrides.iter();
        let partly = overrides.filter(|one| is_here(&one.at) && !one.ignore.is_empty());
        let mut hides = Vec::new();
        if !off.is_empty() {
            hides.push(format!("turns off {}", off.join(", ")));
        }
        for (count, what) in [
            (ignored.count(), "leaves out positions"),
            (suppressed.count(), "suppresses findings"),
            (partly.count(), "ignores findings in some files"),
        ] {
            match count {
                0 => {}
                1 => hides.push(format!("{what} (1 entry)")),
                count => hides.push(format!("{what} ({count} entries)")),
            }
        }
        (!hides.is_empty()).then(|| format!("{config} {}", hides.join(" and ")))
    }
}
