//! The command line of rolecall: runs a command and turns what comes of it into an exit status.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run() {
        Ok(outcome) => outcome.into(),
        // Whoever reads us has seen enough: a quiet end, as of any filter.
        Err(error) if cli::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            cli::complain(&format!("{error:#}"));
            cli::Outcome::Failed.into()
        }
    }
}
