//! Classifies with a rule file of one's own, laid over the built-in rules: here a title that only this company uses.
//!
//! ```sh
//! cargo run --example own_rules
//! ```

use rolecall::{Options, Row};

const RULES: &str = "\
titles:
  cto: [Grand Vizier of Engineering]
";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("our-titles.yaml");
    std::fs::write(&file, RULES)?;

    let row = Row::title("Grand Vizier of Engineering");
    let options = Options::new().rules(&file);
    for judged in options.classify([row])? {
        println!(
            "{}: {:?}",
            judged.row().title,
            judged.roles().collect::<Vec<_>>()
        );
    }
    Ok(())
}
