//! What was read, in sentences on standard error: which column gave which field, what became of the rows, what was lost.

use rolecall::model::Field;
use rolecall::read::{Packing, ReadError, Source, Sources, Tally};

use super::Outcome;
use super::say::{complain, say};

/// How much the user wants to hear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// Errors only.
    Quiet,
    Usual,
    Verbose,
}

/// Says what was read, what was skipped and what could not be read. `asks_sheet` tells whether the user asked for a sheet
/// of a workbook.
pub fn tell(sources: &Sources, lost: &[ReadError], voice: Voice, asks_sheet: bool) -> Outcome {
    let note = |message: &str| {
        if voice != Voice::Quiet {
            say(message);
        }
    };
    let outcome = tell_lost(sources, lost);
    if voice == Voice::Verbose {
        sources.files.iter().for_each(tell_columns);
        for file in &sources.files {
            say(&format!("{}: {}", file.name, tallied([&file.tally])));
        }
    }
    let told = if voice == Voice::Verbose {
        0
    } else {
        MOST_TOLD
    };
    for file in sources.files.iter().take(told) {
        let read_as = read_as(file);
        if !read_as.is_empty() {
            note(&format!("{}: {read_as}", file.name));
        }
    }
    for file in &sources.files {
        for (header, alias) in &file.misspelt {
            note(&format!(
                "warning: {}: `{header}` is not used; did you mean `{alias}`?",
                file.name
            ));
        }
    }
    for file in &sources.files {
        for told in &file.disagreements {
            note(&format!("warning: {}: {told}", file.name));
        }
    }
    for file in &sources.files {
        if let (Some(sheet), [_, ..]) = (&file.sheet, &file.other_sheets[..]) {
            note(&format!(
                "{}: read sheet `{sheet}` and not `{}`; --sheet reads another one",
                file.name,
                file.other_sheets.join("`, `")
            ));
        }
    }
    let no_book = sources.files.iter().all(|file| file.sheet.is_none());
    if asks_sheet && no_book && !sources.files.is_empty() {
        note("--sheet is ignored: no workbook was read");
    }
    let tallies = sources.files.iter().map(|file| &file.tally);
    note(&format!(
        "read {}: {}",
        counted(sources.files.len() as u64, "file"),
        tallied(tallies)
    ));
    outcome
}

/// Of how many files a run says which column gave which field; `--verbose` says it of all.
const MOST_TOLD: usize = 5;

/// Which columns gave what matters most, and which were left unused though they look as if they mattered.
fn read_as(source: &Source) -> String {
    let of = |wanted: &[Field], shown: &str| {
        let given = source
            .mapping
            .iter()
            .filter(|(_, field)| wanted.contains(field));
        let headers: Vec<_> = given
            .map(|(header, _)| format!("`{header}`"))
            .take(2)
            .collect();
        (!headers.is_empty()).then(|| format!("{shown} from {}", headers.join(" and ")))
    };
    let names = [Field::Incumbent, Field::GivenName, Field::FamilyName];
    let manager = of(&Field::MANAGER, "manager");
    let halves = [Field::ManagerGivenName, Field::ManagerFamilyName];
    let manager = manager.or_else(|| of(&halves, "manager"));
    let manager = manager.map(|manager| match source.lines {
        Some((found, named)) => format!("{manager} ({found} of the first {named} found)"),
        None => manager,
    });
    let parts = [
        of(&[Field::Id], "id"),
        of(&[Field::Title], "title"),
        of(&names, "name"),
        manager,
        of(&[Field::Responsibilities], "duties"),
    ];
    let mut line = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    if !source.passed_over.is_empty() {
        line.push_str(&format!(
            "; not used: `{}`",
            source.passed_over.join("`, `")
        ));
    }
    line
}

/// Says what could not be read.
pub fn tell_lost(sources: &Sources, lost: &[ReadError]) -> Outcome {
    for error in lost.iter().chain(&sources.errors) {
        complain(&error.to_string());
    }
    if lost.is_empty() && sources.errors.is_empty() {
        Outcome::Clean
    } else {
        Outcome::Failed
    }
}

fn tell_columns(source: &Source) {
    say(&format!(
        "{}: {}{}",
        source.name,
        source.encoding,
        packed(source)
    ));
    if let Some(sheet) = &source.sheet {
        say(&format!("{}: sheet `{sheet}`", source.name));
    }
    for (header, field) in &source.mapping {
        say(&format!(
            "{}: {} from `{header}`",
            source.name,
            field.name()
        ));
    }
    for note in &source.notes {
        say(&format!("{}: {note}", source.name));
    }
    if !source.unused.is_empty() {
        say(&format!(
            "{}: not used: `{}`",
            source.name,
            source.unused.join("`, `")
        ));
    }
}

fn packed(source: &Source) -> &'static str {
    match source.packing {
        None => "",
        Some(Packing::Gzip) => ", gzip",
        Some(Packing::Zstd) => ", zstd",
    }
}

/// What became of the rows: they are positions and skipped rows, nothing else.
fn tallied<'t>(tallies: impl IntoIterator<Item = &'t Tally> + Clone) -> String {
    let all = || tallies.clone().into_iter();
    let rows: u64 = all().map(|tally| tally.rows).sum();
    let positions: u64 = all().map(|tally| tally.positions).sum();
    let mut line = format!(
        "{}, {}",
        counted(rows, "row"),
        counted(positions, "position")
    );
    let mut reasons: Vec<(&str, u64)> = Vec::new();
    for (reason, count) in all().flat_map(Tally::skipped_by_reason) {
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, sum)) => *sum += count,
            None => reasons.push((reason, count)),
        }
    }
    for (reason, count) in reasons.into_iter().filter(|(_, count)| *count > 0) {
        line.push_str(&format!(", {count} skipped ({reason})"));
    }
    line
}

fn counted(count: u64, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
