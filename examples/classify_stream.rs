//! Classifies titles from standard input, one a line, as they come, and prints JSON Lines.
//!
//! ```sh
//! printf 'CIO\nVP Engineering\n' | cargo run --example classify_stream
//! ```

use std::io::{self, BufRead, Write};

use rolecall::Row;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let titles = io::stdin().lock().lines().map_while(Result::ok);
    let mut out = io::BufWriter::new(io::stdout().lock());
    for judged in rolecall::classify(titles.map(Row::title))? {
        serde_json::to_writer(&mut out, &judged)?;
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}
