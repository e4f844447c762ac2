//! Charts that are mutated at random, through the program: each command in every format.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use super::charts::{self, Mutated};
use super::outputs::assert_sound;
use crate::formats;

/// How many charts a usual run tries.
const CHARTS: u64 = 40;
/// How many charts one run of the program reads.
const TOGETHER: u64 = 20;

/// Formats that are JSON.
const JSON: [&str; 5] = ["json", "gitlab", "sarif", "rdjson", "yaml"];

#[test]
fn no_mutated_chart_breaks_a_command_or_shows_a_name() {
    let charts = super::asked().unwrap_or(CHARTS);
    let mut done = Done::default();
    for from in (0..charts).step_by(TOGETHER as usize) {
        let seeds = from..charts.min(from + TOGETHER);
        // In a chart whose structure was broken, a name may stand in any column.
        for is_whole in [true, false] {
            tried(seeds.clone(), is_whole, &mut done);
        }
    }
    assert!(done.positions > 0);
    println!("{done}");
}

/// What was tried, by command and format.
#[derive(Default)]
struct Done {
    files: usize,
    refused: usize,
    rows: u64,
    positions: u64,
    skipped: u64,
    outputs: BTreeMap<String, (usize, usize)>,
}

impl std::fmt::Display for Done {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Done { files, refused, .. } = self;
        let (rows, positions, skipped) = (self.rows, self.positions, self.skipped);
        writeln!(f, "{files} charts, {refused} not read or in part")?;
        writeln!(f, "{rows} rows = {positions} positions + {skipped} skipped")?;
        for (format, (outputs, bytes)) in &self.outputs {
            writeln!(f, "{format:24} {outputs:6} outputs {bytes:12} bytes")?;
        }
        Ok(())
    }
}

/// Runs every command on those charts of these seeds that are whole, or on the others.
fn tried(seeds: Range<u64>, is_whole: bool, done: &mut Done) {
    let charts = seeds.map(|seed| (seed, charts::mutated(seed)));
    let charts: Vec<_> = charts
        .filter(|(_, chart)| chart.is_whole == is_whole)
        .collect();
    let Some(&(seed, _)) = charts.first() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    for name in ["all", "old", "new", "out"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    let mut run = Run {
        folder: folder.path(),
        seed,
        is_whole,
        done,
    };
    let write = |below: &str, seed: u64, chart: &Mutated| -> String {
        let name = format!("{below}/chart{seed}{}", chart.ending);
        fs::write(folder.path().join(&name), &chart.bytes).unwrap();
        name
    };
    let names: Vec<_> = (charts.iter())
        .map(|(seed, chart)| write("all", *seed, chart))
        .collect();
    let of = |command: &[&str]| -> Vec<String> {
        let words = command.iter().map(|word| (*word).to_owned());
        words.chain(names.iter().cloned()).collect()
    };
    run.written(&of(&["audit"]));
    let report = fs::read(folder.path().join("out/audit.json")).unwrap();
    let positions = run.counted(&names, &report);
    run.written(&of(&["classify", "--check"]));
    let verdicts = fs::read_to_string(folder.path().join("out/classify.jsonl")).unwrap();
    let lines = first_lines(&verdicts, &positions, seed);
    for command in ["export", "chart", "report"] {
        for format in formats(command) {
            let ran = run.ran(&of(&[command, "--format", &format]));
            run.sound(command, &format, &ran.stdout);
        }
    }
    // A chart that was read in part is not compared. Each other one is compared with the one behind it.
    let whole: Vec<_> = (charts.iter().zip(&names))
        .filter(|(_, name)| positions.get(*name).is_some_and(|of| of.is_whole))
        .map(|(chart, _)| chart)
        .collect();
    for (at, (seed, chart)) in whole.iter().enumerate() {
        let (_, next) = whole[(at + 1) % whole.len()];
        write("old", *seed, chart);
        write("new", *seed, next);
    }
    if !whole.is_empty() {
        run.written(&["diff", "old", "new"].map(str::to_owned));
    }
    for (number, (name, line)) in lines.iter().enumerate() {
        let format = ["text", "json"][number % 2];
        let line = format!(":{line}");
        let command = ["why", "--format", format, name, &line];
        let ran = run.ran(&command.map(str::to_owned));
        run.sound("why", format, &ran.stdout);
    }
}

/// What a file holds.
struct Held {
    positions: u64,
    /// Whether all of it could be read.
    is_whole: bool,
}

struct Run<'r> {
    folder: &'r Path,
    seed: u64,
    is_whole: bool,
    done: &'r mut Done,
}

impl Run<'_> {
    /// Runs the program. It must end by itself, and say nothing wrong on standard error.
    fn ran(&self, arguments: &[String]) -> Output {
        let program = std::env::var("ROLECALL_BIN");
        let program = program.unwrap_or_else(|_| env!("CARGO_BIN_EXE_rolecall").to_owned());
        let command = Command::new(program)
            .current_dir(self.folder)
            .args(arguments)
            .output();
        let ran = command.unwrap();
        let seed = self.seed;
        let said = String::from_utf8(ran.stderr.clone()).unwrap();
        let status = ran.status.code();
        let is_ended = matches!(status, Some(0..=2)) && !said.contains("panic");
        assert!(
            is_ended,
            "seed {seed}: {arguments:?} ends with {status:?}: {said}"
        );
        self.kept(&format!("{} errors text", arguments[0]), &said);
        ran
    }

    /// Runs a command that writes all its formats at once.
    fn written(&mut self, command: &[String]) {
        let name = command[0].clone();
        let formats = formats(&name);
        let outputs = formats
            .iter()
            .flat_map(|format| ["-o".to_owned(), format!("{format}=out/{name}.{format}")]);
        let arguments: Vec<_> = command.iter().cloned().chain(outputs).collect();
        let ran = self.ran(&arguments);
        assert!(ran.stdout.is_empty(), "seed {}: {name}", self.seed);
        for format in &formats {
            let path = self.folder.join(format!("out/{name}.{format}"));
            let bytes = fs::read(&path).unwrap_or_else(|error| {
                let said = String::from_utf8_lossy(&ran.stderr);
                panic!("seed {}: {}: {error}: {said}", self.seed, path.display())
            });
            self.sound(&name, format, &bytes);
        }
    }

    /// Fails unless an output is what its format promises.
    fn sound(&mut self, command: &str, format: &str, bytes: &[u8]) {
        let text = std::str::from_utf8(bytes).unwrap();
        let kind = if JSON.contains(&format) { " json" } else { "" };
        self.kept(&format!("{command} {format}{kind}"), text);
        let key = format!("{command} {format}");
        let (outputs, size) = self.done.outputs.entry(key).or_default();
        *outputs += 1;
        *size += bytes.len();
    }

    fn kept(&self, format: &str, text: &str) {
        // A chart that cannot be read gives no output.
        if !text.is_empty() {
            assert_sound(format, text, self.seed);
        }
        if self.is_whole
            && let Some(at) = charts::name_in(text)
        {
            let near: Vec<_> = text[..at].chars().rev().take(200).collect();
            let near: String = near.into_iter().rev().collect();
            panic!("seed {}: {format} shows a name behind: {near}", self.seed);
        }
    }

    /// Checks that an audit tells of each file, and that each row is a position or skipped. Returns what
    /// each file holds.
    fn counted(&mut self, names: &[String], report: &[u8]) -> BTreeMap<String, Held> {
        let report: Value = serde_json::from_slice(report).unwrap();
        let unread = report["unread"].as_array().unwrap();
        let is_unread = |name: &str| unread.iter().any(|one| one.to_string().contains(name));
        let mut positions = BTreeMap::new();
        for file in report["files"].as_array().unwrap() {
            let path = file["path"].as_str().unwrap();
            let number = |key: &str| file[key].as_u64().unwrap();
            let skipped = file["skipped"].as_object().unwrap().values();
            let skipped: u64 = skipped.map(|count| count.as_u64().unwrap()).sum();
            let (rows, held) = (number("rows"), number("positions"));
            assert_eq!(rows, held + skipped, "seed {}: {path}", self.seed);
            self.done.rows += rows;
            self.done.positions += held;
            self.done.skipped += skipped;
            let held = Held {
                positions: held,
                is_whole: !is_unread(path),
            };
            positions.insert(path.to_owned(), held);
        }
        self.done.files += names.len();
        self.done.refused += unread.len();
        for name in names {
            assert!(
                positions.contains_key(name) || is_unread(name),
                "seed {}: {name} is lost",
                self.seed
            );
        }
        positions
    }
}

/// The line of the first verdict of each file. Fails unless a file has as many verdicts as positions.
fn first_lines(
    verdicts: &str,
    positions: &BTreeMap<String, Held>,
    seed: u64,
) -> Vec<(String, u64)> {
    let mut lines: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for verdict in verdicts.lines() {
        let verdict: Value = serde_json::from_str(verdict).unwrap();
        if let (Some(file), Some(line)) = (verdict["file"].as_str(), verdict["line"].as_u64()) {
            lines.entry(file.to_owned()).or_default().push(line);
        }
    }
    for (file, lines) in &lines {
        let held = positions.get(file).map(|held| held.positions);
        assert_eq!(held, Some(lines.len() as u64), "seed {seed}: {file}");
    }
    let first = lines.into_iter().map(|(file, lines)| (file, lines[0]));
    first.collect()
}
