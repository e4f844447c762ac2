//! The flags that say how inputs are read and by which rules.

use std::error::Error as _;
use std::io::IsTerminal;
use std::mem::ManuallyDrop;
use std::num::NonZero;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use clap::{Args, ValueEnum};
use rolecall::model::Field;
use rolecall::read::{self, Day, Format, Input, Reader, Selection, Sources};
use rolecall::rules::Rules;
use rolecall::text::PathGlob;

use super::Outcome;
use super::output::{OutputArgs, leave_out_standard_output};
use super::rules_arg::RulesArg;
use super::say::say;
use super::told::{self, Voice};

/// So many broken rows and it is hardly a chart: the findings would say the same a thousand times.
const MOST_ERRORS: u64 = 1000;

/// What is kept of inputs beside the positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    Nothing,
    /// Texts that cannot be read twice, so that places in them can be shown.
    Texts,
    /// All cells of each row, until it is written.
    Cells,
    /// Both.
    TextsAndCells,
}

/// The heading of flags that few need: they are found out by default.
const READING: &str = "How files are read";

/// How inputs are read, and by which rules.
#[derive(Args)]
pub struct ReadArgs {
    #[command(flatten)]
    rules: RulesArg,
    /// Separator between the cells of a CSV row: one character, or `tab`; detected for each file by default
    #[arg(long, value_name = "SIGN", value_parser = delimiter, help_heading = READING)]
    delimiter: Option<u8>,
    /// Format of inputs whose names do not show it, such as standard input; detected by default
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = READING)]
    input_format: Option<InputFormat>,
    /// Take a field from the column with this header, such as title="Job Title (EN)"; may be given several
    /// times
    #[arg(long = "column", value_name = "FIELD=HEADER", value_parser = column, help_heading = READING)]
    columns: Vec<(Field, String)>,
    /// Read the first row of a table as a position, not as column names; the columns are then called
    /// "column 1", "column 2" and so on
    #[arg(long, help_heading = READING)]
    no_header: bool,
    /// Name of the entity for rows that name no company; by default the name of the file
    #[arg(long, value_name = "NAME", help_heading = READING)]
    company: Option<String>,
    /// Read all files as parts of one chart: managers are looked up in all of them
    #[arg(long, help_heading = READING)]
    join: bool,
    /// Leave out rows that start after this day or end before it; all rows count by default
    #[arg(long, value_name = "YYYY-MM-DD", help_heading = READING)]
    as_of: Option<Day>,
    /// In folders, read only files that match this pattern, such as `*.csv` or `charts/**`; patterns start from the
    /// folder of the configuration, or else from the working directory; may be given several times
    #[arg(long, value_name = "GLOB", help_heading = READING)]
    include: Vec<String>,
    /// In folders, skip files that match this pattern; may be given several times
    #[arg(long, value_name = "GLOB", help_heading = READING)]
    exclude: Vec<String>,
    /// In folders, also read files that .gitignore excludes
    #[arg(long, help_heading = READING)]
    no_gitignore: bool,
    /// Sheet of a workbook, by name or number; by default the one that looks most like a chart
    #[arg(long, value_name = "NAME|N", help_heading = READING)]
    sheet: Option<String>,
    /// Number of threads; all cores by default. The output does not depend on it
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, value_parser = threads, help_heading = READING)]
    threads: usize,
    /// Stop reading a file after this many broken rows; 0 means no limit
    #[arg(long, value_name = "N", default_value_t = MOST_ERRORS, help_heading = READING)]
    max_errors: u64,
    /// Say on standard error which column gave which field, and what became of the rows of each file
    #[arg(long, short, conflicts_with = "quiet", help_heading = READING)]
    verbose: bool,
    /// Say nothing on standard error but errors
    #[arg(long, short, help_heading = READING)]
    quiet: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum InputFormat {
    Csv,
    Yaml,
    Json,
    Jsonl,
    Xlsx,
    Ldif,
    Mermaid,
}

impl ReadArgs {
    /// The rules asked for, with the columns asked for.
    ///
    /// They go with the process: to free each of their thousands of parts takes longer than to read a small chart.
    pub fn load_rules(&self) -> Result<ManuallyDrop<Rules>> {
        self.start_threads()?;
        let rules = ManuallyDrop::new(self.compile_rules()?);
        if let Some(hidden) = self.rules.hidden(&rules) {
            self.note(&hidden);
        }
        Ok(rules)
    }

    /// The same rules once more, in a run that goes on.
    pub fn compile_rules(&self) -> Result<Rules> {
        let mut rules = self.rules.load()?;
        for (field, header) in &self.columns {
            rules.columns.pin(*field, header);
        }
        Ok(rules)
    }

    /// A reader of inputs that were found before.
    pub fn reader_of_inputs<'r>(&self, inputs: Vec<Input>, rules: &'r Rules) -> Reader<'r> {
        Reader::new(inputs, &rules.columns, self.options(Keep::Texts))
    }

    /// Whether all files are parts of one chart.
    pub fn joins(&self) -> bool {
        self.join
    }

    /// A reader of these files. Names that lead nowhere are complained of by [`Self::tell`].
    pub fn reader<'r>(
        &self,
        files: &[PathBuf],
        rules: &'r Rules,
        keep: Keep,
        outputs: &[&OutputArgs],
    ) -> Result<(Reader<'r>, Vec<read::ReadError>)> {
        let (reader, lost) = self.open(files, rules, keep)?;
        self.spare(reader.inputs(), rules, outputs)?;
        Ok((reader, lost))
    }

    /// Refuses an output that is one of the inputs, and says so where it lies among charts.
    pub fn spare<'i>(
        &self,
        inputs: impl Iterator<Item = &'i Input> + Clone,
        rules: &Rules,
        outputs: &[&OutputArgs],
    ) -> Result<()> {
        for output in outputs {
            output.spare(inputs.clone(), &rules.layers)?;
            if let Some(caution) = output.caution(inputs.clone()) {
                self.note(&caution);
            }
        }
        Ok(())
    }

    /// Starts the threads asked for; once in a run.
    fn start_threads(&self) -> Result<()> {
        let started = rayon::ThreadPoolBuilder::new()
            .num_threads(self.threads)
            .build_global();
        match started {
            // Only an error of the system has a cause. Without one, the threads are there: the program has called the library
            // before. The output does not depend on their number.
            Err(error) if error.source().is_none() => Ok(()),
            started => started.context("cannot start threads"),
        }
    }

    /// The same as [`Self::reader`], without a look at the output.
    pub fn open<'r>(
        &self,
        files: &[PathBuf],
        rules: &'r Rules,
        keep: Keep,
    ) -> Result<(Reader<'r>, Vec<read::ReadError>)> {
        let mut found = self.discover(files)?;
        for name in leave_out_standard_output(&mut found.inputs) {
            self.note(&format!("skipped {name}, since this run writes it"));
        }
        if found.passed_over > 0 && !self.quiet {
            say(&format!(
                "skipped {} files in folders, since their extensions are not supported",
                found.passed_over
            ));
        }
        let reader = Reader::new(found.inputs, &rules.columns, self.options(keep));
        Ok((reader, found.errors))
    }

    /// The inputs that files and folders stand for.
    pub fn discover(&self, files: &[PathBuf]) -> Result<read::DiscoveredInputs> {
        Ok(read::discover_in(files, &self.selection()?))
    }

    /// A reader of the charts as they were at a revision.
    pub fn open_at<'r>(
        &self,
        revision: &str,
        files: &[PathBuf],
        rules: &'r Rules,
    ) -> Result<Reader<'r>> {
        let inputs = read::discover_at(revision, files, &self.selection()?)?;
        Ok(Reader::new(
            inputs,
            &rules.columns,
            self.options(Keep::Texts),
        ))
    }

    /// Which files of folders are read.
    pub fn selection(&self) -> Result<Selection> {
        let globs = |flag: &str, patterns: &[String]| {
            let globs = patterns.iter().map(|pattern| {
                PathGlob::new(pattern, self.rules.folder()).map_err(|wrong| {
                    anyhow!("--{flag}: `{pattern}` is not a valid path pattern: {wrong}")
                })
            });
            globs.collect::<Result<Vec<_>>>()
        };
        Ok(Selection {
            include: globs("include", &self.include)?,
            exclude: globs("exclude", &self.exclude)?,
            with_ignored: self.no_gitignore,
        })
    }

    /// The day for which the chart is read, if one was given.
    pub fn as_of(&self) -> Option<Day> {
        self.as_of
    }

    /// The folder of the configuration, else the working directory.
    pub fn folder(&self) -> &Path {
        self.rules.folder()
    }

    /// The same of a folder that nobody asked for; what is skipped there is not told.
    pub fn open_quietly<'r>(&self, folder: &Path, rules: &'r Rules) -> Reader<'r> {
        let found = self.discover(&[folder.to_owned()]);
        let inputs = found.map(|found| found.inputs).unwrap_or_default();
        Reader::new(inputs, &rules.columns, self.options(Keep::Texts))
    }

    fn options(&self, keep: Keep) -> read::ReadOptions {
        let format = self.input_format.map(|format| match format {
            InputFormat::Csv => Format::Csv,
            InputFormat::Yaml => Format::Yaml,
            InputFormat::Json => Format::Json,
            InputFormat::Jsonl => Format::Jsonl,
            InputFormat::Xlsx => Format::Xlsx,
            InputFormat::Ldif => Format::Ldif,
            InputFormat::Mermaid => Format::Mermaid,
        });
        read::ReadOptions {
            delimiter: self.delimiter,
            format,
            hold: matches!(keep, Keep::Texts | Keep::TextsAndCells),
            carry: matches!(keep, Keep::Cells | Keep::TextsAndCells),
            max_errors: NonZero::new(self.max_errors),
            no_header: self.no_header,
            sheet: self.sheet.clone(),
            company: self.company.clone(),
            join: self.join,
            as_of: self.as_of,
            today: self.as_of.or_else(day_of_the_run),
        }
    }

    /// Says on standard error what was read, what was skipped and what could not be read.
    pub fn tell(&self, sources: &Sources, lost: &[read::ReadError]) -> Outcome {
        let voice = match (self.quiet, self.verbose) {
            (true, _) => Voice::Quiet,
            (false, false) => Voice::Usual,
            (false, true) => Voice::Verbose,
        };
        told::tell(sources, lost, voice, self.sheet.is_some())
    }

    /// Whether somebody may want to see how far the run is.
    pub fn is_watched(&self) -> bool {
        !self.quiet && std::io::stderr().is_terminal()
    }

    /// Says something about the run on standard error.
    pub fn note(&self, message: &str) {
        if !self.quiet {
            say(message);
        }
    }
}

/// The day that the environment gives for builds that can be repeated. The clock is not asked, so that the same input
/// gives the same output on any day.
fn day_of_the_run() -> Option<Day> {
    let seconds = std::env::var("SOURCE_DATE_EPOCH").ok()?;
    Day::of_epoch(seconds.trim().parse().ok()?)
}

/// `FIELD=HEADER`; a header may hold further equals signs.
fn column(text: &str) -> Result<(Field, String), String> {
    let names = || Field::ALL.map(Field::name).join(", ");
    let Some((name, header)) = text.split_once('=') else {
        return Err(format!(
            "write FIELD=HEADER, where FIELD is one of {}",
            names()
        ));
    };
    let wanted = name.trim().to_lowercase().replace('_', "-");
    let field = Field::ALL.into_iter().find(|field| field.name() == wanted);
    match field {
        Some(_) if header.trim().is_empty() => Err("the header is missing".to_owned()),
        Some(field) => Ok((field, header.to_owned())),
        None => Err(format!("there is no field `{name}`; there are {}", names())),
    }
}

/// More threads than this help nobody, and the system may refuse them in the midst of a run.
const MOST_THREADS: usize = 512;

fn threads(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(count) if count <= MOST_THREADS => Ok(count),
        _ => Err(format!(
            "write a number from 0 (all cores) to {MOST_THREADS}"
        )),
    }
}

fn delimiter(text: &str) -> Result<u8, String> {
    match text {
        "tab" | "\\t" => Ok(b'\t'),
        _ => match text.as_bytes() {
            [b'"' | b'\n' | b'\r'] => {
                Err("a quote or a line break cannot separate cells".to_owned())
            }
            [byte] if byte.is_ascii() => Ok(*byte),
            _ => Err("give one ASCII character, such as `;`, or `tab`".to_owned()),
        },
    }
}
