//! `rolecall audit --fix` and `--diff`: what has one right answer is mended in the files, or shown.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use clap::Args;
use rolecall::audit::{self, Filter, audit_for};
use rolecall::classify::ClassifiedChart;
use rolecall::fix::{self, Fix, Mended};
use rolecall::read::Input;
use rolecall::report::fixes_difference;
use rolecall::rules::Rules;

use super::input::InputArgs;
use super::output::OutputArgs;

/// The flags for fixes.
#[derive(Args)]
pub struct FixArgs {
    /// Fix what has only one right answer, in the files: hidden characters, stray spaces, leading zeros that ids have lost
    #[arg(long)]
    fix: bool,
    /// Show what --fix would change, and change nothing; the exit status is 1 if there is something to fix
    #[arg(long, conflicts_with_all = ["fix", "format", "outputs"])]
    diff: bool,
}

/// What became of the fixes of a chart.
pub enum Fixed {
    /// They were not asked for.
    NotAsked(ClassifiedChart),
    /// They were shown, and this is whether there are any.
    Shown(ClassifiedChart, bool),
    /// They were made; this is the chart now.
    Made(ClassifiedChart),
}

/// A chart whose files are to be mended.
pub struct Mending<'a> {
    pub on: ClassifiedChart,
    pub inputs: &'a [Input],
    pub rules: &'a Rules,
    pub filter: &'a Filter,
    /// Files that are no charts and must stay as they are.
    pub kept: &'a [PathBuf],
}

impl FixArgs {
    /// Mends the files of a chart, or shows what there is to mend.
    pub fn run(&self, of: Mending<'_>, input: &InputArgs) -> Result<Fixed> {
        if !self.fix && !self.diff {
            return Ok(Fixed::NotAsked(of.on));
        }
        if of.inputs.contains(&Input::Stdin) {
            bail!("--fix and --diff cannot be used with standard input; name a file");
        }
        let audit = audit_for(&of.on, of.rules, audit::AuditOptions::default(), of.filter);
        let mut fixes = fix::fixes_asked_for(&of.on, of.rules, of.filter, &audit);
        let (mut mended, mut after) = of.mended(&fixes, input);
        let changed = fix::changed_files(&of.on, &after);
        if !changed.is_empty() {
            for file in &changed {
                input.note(&format!(
                    "{} was not fixed, because the fixed file would be read differently; change it by hand",
                    of.on.chart.sources().file(*file).name
                ));
            }
            fixes.retain(|fix| !changed.contains(&fix.file));
            (mended, after) = of.mended(&fixes, input);
        }
        if self.diff {
            let mut out = OutputArgs::from(PathBuf::from("-")).open_text()?;
            fixes_difference(&of.on, &after, &fixes, &mut out)?;
            out.close()?;
            return Ok(Fixed::Shown(of.on, !fixes.is_empty()));
        }
        // What could not be put into its file is not told as made.
        fixes.retain(|fix| mended.iter().any(|one| one.file == fix.file));
        write(&of, &mended)?;
        input.note(&told(&fixes, mended.len()));
        Ok(Fixed::Made(after))
    }
}

impl Mending<'_> {
    /// The files with their fixes, and the chart that they give.
    fn mended(&self, fixes: &[Fix], input: &InputArgs) -> (Vec<Mended>, ClassifiedChart) {
        let mended = fix::mend(&self.on, fixes);
        let files = mended.iter();
        let by_name: BTreeMap<&str, &Mended> = files
            .map(|one| (self.on.chart.sources().file(one.file).name.as_str(), one))
            .collect();
        let inputs = self.inputs.iter().map(|one| {
            let mended = by_name.get(one.name().as_str());
            mended.map_or_else(
                || one.clone(),
                |mended| one.holding(Arc::from(&*mended.after)),
            )
        });
        let reader = input.reader_of_inputs(inputs.collect(), self.rules);
        (mended, ClassifiedChart::read(reader, self.rules))
    }
}

/// Writes the files, each in one step. First it makes sure that all of them can be written and are as they were read.
fn write(of: &Mending<'_>, mended: &[Mended]) -> Result<()> {
    let mut ready = Vec::new();
    for one in mended {
        let name = &of.on.chart.sources().file(one.file).name;
        let now = std::fs::read(name).with_context(|| format!("cannot read {name} again"))?;
        if now != one.before {
            bail!("{name} changed during the run, so nothing was fixed; run rolecall again");
        }
        let output = OutputArgs::to(Path::new(name));
        output.spare([], of.kept)?;
        let mut out = output.open_raw()?;
        out.write_all(&one.after)
            .with_context(|| format!("cannot write {name}"))?;
        ready.push(out);
    }
    ready.into_iter().try_for_each(|out| out.close())
}

/// What was mended, in a sentence.
fn told(fixes: &[Fix], files: usize) -> String {
    if fixes.is_empty() {
        return "there is nothing to fix".to_owned();
    }
    let mut kinds: BTreeMap<_, usize> = BTreeMap::new();
    for fix in fixes {
        *kinds.entry(fix.kind).or_default() += 1;
    }
    let kinds = kinds.iter();
    let kinds: Vec<_> = kinds
        .map(|(kind, count)| format!("{} in {count}", kind.name()))
        .collect();
    let files = match files {
        1 => "1 file".to_owned(),
        files => format!("{files} files"),
    };
    format!("fixed {files}; cells: {}", kinds.join(", "))
}
