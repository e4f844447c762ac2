//! The command line of rolecall: runs a command and turns what comes of it into an exit status.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        // What a file does to a library is told as an error of that file.
        if !rolecall::read::is_guarded() {
            usual(panic);
        }
    }));
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
