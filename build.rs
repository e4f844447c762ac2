//! Writes the rule pack as JSON, which is parsed many times faster than YAML: every run of the program starts with it.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Parts of a file that only a run of its tests reads; that reads the YAML.
const NOT_FOR_EVERY_RUN: &str = "tests";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=rules");
    // These are embedded too, and Cargo does not see it.
    println!("cargo::rerun-if-changed=fixtures/findings");
    let out = PathBuf::from(std::env::var("OUT_DIR")?).join("rules");
    // A file that is gone from the pack must not stay.
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    copy(Path::new("rules"), &out)
}

/// Copies a folder of YAML files to one of JSON files.
fn copy(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let Some(name) = path.file_name() else {
            continue;
        };
        if path.is_dir() {
            copy(&path, &to.join(name))?;
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            let text = fs::read_to_string(&path)?;
            // Where YAML is wrong, the program says so with its place; an empty form is as good here.
            let mut form: Value = serde_yaml::from_str(&text).unwrap_or_default();
            if let Value::Object(sections) = &mut form {
                sections.remove(NOT_FOR_EVERY_RUN);
            }
            let json = serde_json::to_string(&form)?;
            fs::write(to.join(name).with_extension("json"), json)?;
        }
    }
    Ok(())
}
