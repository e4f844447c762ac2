//! Several outputs of one run, each in a format of its own.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use super::output::OutputArgs;
use super::replace::folder_of;

/// The flags that say what is written where.
#[derive(Args)]
pub struct OutputsArgs {
    /// Write to this file instead of standard output (`-`); may be given several times. A known FORMAT in front is the
    /// format of this file: `--output sarif=out.sarif --output text=-`. Otherwise --format sets the format, or else the
    /// ending of the file name
    #[arg(long = "output", short, value_name = "[FORMAT=]FILE")]
    outputs: Vec<OsString>,
}

/// An output and its format.
pub struct Chosen<F> {
    pub format: F,
    pub output: OutputArgs,
}

impl OutputsArgs {
    /// What to write where. The format is the one in front of the file, or that of `--format`, or that of the ending of
    /// the file.
    ///
    /// # Errors
    /// Where two outputs are the same file, or `--format` goes for none of them.
    pub fn chosen<F: ValueEnum + Default>(&self, format: Option<F>) -> Result<Vec<Chosen<F>>> {
        if self.outputs.is_empty() {
            return Ok(vec![Chosen {
                format: format.unwrap_or_default(),
                output: OutputArgs::from(PathBuf::from("-")),
            }]);
        }
        let mut chosen: Vec<Chosen<F>> = Vec::new();
        let mut is_used = false;
        for given in &self.outputs {
            let (own, path) = split(given);
            is_used |= own.is_none();
            let format = own.or_else(|| format.clone());
            let format = format.or_else(|| of_ending(&path));
            let output = OutputArgs::from(path);
            let target = output.path().map(place);
            if chosen
                .iter()
                .any(|one| one.output.path().map(place) == target)
            {
                match output.path() {
                    Some(path) => bail!("--output names {} twice", path.display()),
                    None => bail!("only one --output can be standard output"),
                }
            }
            chosen.push(Chosen {
                format: format.unwrap_or_default(),
                output,
            });
        }
        if let (Some(format), false) = (format, is_used) {
            bail!(
                "--format {} is not used, since every --output names a format of its own",
                name_of(&format)
            );
        }
        Ok(chosen)
    }
}

/// A file by one name, whatever way its path takes.
fn place(path: &Path) -> PathBuf {
    let folder = std::fs::canonicalize(folder_of(path)).ok();
    let new = || Some(folder?.join(path.file_name()?));
    let known = std::fs::canonicalize(path).ok();
    known.or_else(new).unwrap_or_else(|| path.to_owned())
}

/// The outputs without their formats.
pub fn files<F>(chosen: &[Chosen<F>]) -> Vec<&OutputArgs> {
    chosen.iter().map(|one| &one.output).collect()
}

/// The format in front of a file, if there is one. Any other text in front is part of the name.
fn split<F: ValueEnum>(given: &OsString) -> (Option<F>, PathBuf) {
    let named = given.to_str().and_then(|given| given.split_once('='));
    match named.map(|(name, path)| (F::from_str(name, false), path)) {
        Some((Ok(format), path)) => (Some(format), PathBuf::from(path)),
        _ => (None, PathBuf::from(given)),
    }
}

/// The format that the ending of a file stands for: the one of that name, if there is one.
fn of_ending<F: ValueEnum>(path: &Path) -> Option<F> {
    let ending = path.extension()?.to_str()?.to_lowercase();
    let name = match ending.as_str() {
        "md" => "markdown",
        "ndjson" => "jsonl",
        "pq" => "parquet",
        "feather" | "ipc" => "arrow",
        "arrows" => "arrow-stream",
        "xml" => "junit",
        ending => ending,
    };
    F::from_str(name, false).ok()
}

/// What a format is called on the command line.
pub fn name_of(format: &impl ValueEnum) -> String {
    let value = format.to_possible_value();
    value.map_or(String::new(), |value| value.get_name().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Debug, Default, PartialEq, ValueEnum)]
    enum Kind {
        #[default]
        Text,
        Json,
        Sarif,
    }

    fn chosen(outputs: &[&str], format: Option<Kind>) -> Result<Vec<(Kind, Option<PathBuf>)>> {
        let outputs = outputs.iter().map(OsString::from).collect();
        let chosen = OutputsArgs { outputs }.chosen(format)?.into_iter();
        Ok(chosen
            .map(|one| (one.format, one.output.path().map(Path::to_owned)))
            .collect())
    }

    #[test]
    fn a_known_format_in_front_goes_before_the_flag_and_the_ending() {
        let file = |name: &str| Some(PathBuf::from(name));
        for (given, format, expected) in [
            ("sarif=out.json", None, (Kind::Sarif, file("out.json"))),
            ("out.json", None, (Kind::Json, file("out.json"))),
            ("out.JSON", None, (Kind::Json, file("out.JSON"))),
            ("out.json", Some(Kind::Text), (Kind::Text, file("out.json"))),
            ("./sarif=x", None, (Kind::Text, file("./sarif=x"))),
            ("xml=out.sarif", None, (Kind::Sarif, file("xml=out.sarif"))),
            ("json=-", None, (Kind::Json, None)),
            ("-", Some(Kind::Json), (Kind::Json, None)),
        ] {
            assert_eq!(chosen(&[given], format).unwrap(), [expected], "{given}");
        }
        assert_eq!(chosen(&[], None).unwrap(), [(Kind::Text, None)]);
    }

    #[test]
    fn outputs_that_cannot_be_meant_are_mistakes() {
        assert!(chosen(&["json=a", "sarif=a"], None).is_err());
        assert!(chosen(&["json=src/a", "sarif=src/../src/a"], None).is_err());
        assert!(chosen(&["json=-", "-"], None).is_err());
        assert!(chosen(&["json=a"], Some(Kind::Text)).is_err());
        assert!(chosen(&["json=a", "b"], Some(Kind::Text)).is_ok());
    }
}
