//! The command line of rolecall as a program. The library runs it, so that the Python package can, too.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(rolecall::command_line(std::env::args_os().collect()))
}
