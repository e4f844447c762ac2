//! The severity from which a finding fails the run.

use clap::ValueEnum;
use rolecall::model::Severity;

use super::Outcome;

/// The least severity that fails a run.
#[derive(Clone, Copy, Default, ValueEnum)]
pub enum FailOn {
    #[default]
    Error,
    Warning,
    Info,
    /// Nothing fails the run
    Never,
}

impl FailOn {
    /// How a run went that was read with this outcome and found something of these severities.
    pub fn outcome(self, read: Outcome, mut found: impl Iterator<Item = Severity>) -> Outcome {
        match read {
            Outcome::Clean if found.any(|severity| self.fails(severity)) => Outcome::Findings,
            read => read,
        }
    }

    /// Whether something so grave does.
    pub fn fails(self, severity: Severity) -> bool {
        match self {
            FailOn::Error => severity >= Severity::Error,
            FailOn::Warning => severity >= Severity::Warning,
            FailOn::Info => true,
            FailOn::Never => false,
        }
    }
}
