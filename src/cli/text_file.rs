//! Text files that a flag or a configuration names, other than charts and rules.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// The largest such file, in bytes.
const MOST: u64 = 64 << 20;

/// Reads a regular file of limited size. A device or a pipe may have no end.
pub fn read(path: &Path) -> Result<String> {
    let name = || path.display().to_string();
    if path.exists() && !path.is_file() {
        bail!("{}: this is not a regular file", name());
    }
    let file = File::open(path).with_context(name)?;
    let mut text = String::new();
    file.take(MOST + 1)
        .read_to_string(&mut text)
        .with_context(name)?;
    if text.len() as u64 > MOST {
        bail!(
            "{}: the file is larger than {} MB, the most that is read",
            name(),
            MOST >> 20
        );
    }
    Ok(text)
}
