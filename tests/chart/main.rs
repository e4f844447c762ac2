//! Charts: who reports to whom, what `generate` invents, and what `export` writes and reads back.

mod generate;
mod lines;
mod round_trip;
