//! The command line of rolecall: runs a command and turns its result into an exit status.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        // A panic in a library is reported as an error of the file that caused it.
        if !rolecall::read::is_guarded() {
            usual(panic);
        }
    }));
    match cli::run() {
        Ok(outcome) => outcome.into(),
        // The reader of our output has closed it. End quietly, as a filter does.
        Err(error) if cli::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            cli::complain(&format!("{error:#}"));
            cli::Outcome::Failed.into()
        }
    }
}
