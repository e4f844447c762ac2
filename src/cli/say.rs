//! What is said on standard error. All of it goes through here: text of a stranger in it (a file name, a header, a
//! cell) steers nothing, and an error that cannot be written is no reason to fail.

use std::io::Write;

use anstyle::{AnsiColor, Effects, Style};
use rolecall::text::{visible, visible_lines};

const ERROR: Style = AnsiColor::Red.on_default().effects(Effects::BOLD);

/// Says what went wrong, on one line.
pub fn complain(message: &str) {
    let _ = writeln!(
        anstream::stderr(),
        "{ERROR}error{ERROR:#}: {}",
        visible(message)
    );
}

/// Says something about the run, on one line.
pub fn say(message: &str) {
    let _ = writeln!(anstream::stderr(), "{}", visible(message));
}

/// Says what is wrong with the command line, in as many lines as that takes.
pub fn say_lines(message: &str) {
    let _ = write!(anstream::stderr(), "{}", visible_lines(message));
}
