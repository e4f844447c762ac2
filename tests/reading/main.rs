//! How charts are read, seen from outside.

mod columns;
mod company;
mod csv;
mod dates;
mod decided;
mod excerpts;
mod formats;
mod json;
mod matrix;
mod people;
mod refused;
mod shapes;
mod systems;
mod trees;
mod workbook;

use std::io::Write;
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use rolecall::model::{Batch, Defect, Field, FileId, Location, Position};
use rolecall::read::{Input, ReadError, ReadOptions, Reader, Source, Sources, discover};
use rolecall::rules::{Columns, Rules};

static COLUMNS: LazyLock<Columns> = LazyLock::new(|| Rules::builtin().unwrap().columns);

/// All that reading a file gives.
struct Read {
    batches: Vec<Batch>,
    sources: Sources,
    /// The file, where it is to go when this goes.
    kept: Option<tempfile::NamedTempFile>,
}

impl Read {
    fn positions(&self) -> Vec<Position<'_>> {
        self.batches.iter().flat_map(Batch::positions).collect()
    }

    fn titles(&self) -> Vec<&str> {
        self.positions().iter().map(|seat| seat.title).collect()
    }

    fn defects(&self) -> Vec<&Defect> {
        let defects = self.batches.iter().flat_map(|batch| &batch.defects);
        defects.collect()
    }

    fn source(&self) -> &Source {
        &self.sources.files[0]
    }

    /// The error of a file that gave nothing else.
    fn error_alone(&self) -> &ReadError {
        assert!(self.sources.files.is_empty() && self.batches.is_empty());
        self.error()
    }

    fn error(&self) -> &ReadError {
        assert_eq!(self.sources.errors.len(), 1, "{:?}", self.sources.errors);
        &self.sources.errors[0]
    }

    /// The place of a field of the nth position.
    fn locate(&self, nth: usize, field: Field) -> Location {
        let seat = self.positions()[nth];
        let found = self
            .sources
            .locate(seat.file, (seat.line, seat.offset), Some(field), &is_id);
        assert_eq!(found.file, FileId(0));
        found
    }

    /// The source line of a field of the nth position, the place between `»` and `«`.
    fn excerpt(&self, nth: usize, field: Field) -> String {
        marked(&self.locate(nth, field))
    }

    fn locate_defect(&self, nth: usize) -> Location {
        let defect = self.defects()[nth];
        let Defect {
            line,
            offset,
            field,
            ..
        } = *defect;
        self.sources
            .locate(FileId(0), (line, offset), field, &is_id)
    }
}

/// What stands for the chart, which knows which texts are ids.
fn is_id(_: Field, text: &str) -> bool {
    let has_digit = text.contains(|c: char| c.is_ascii_digit());
    !text.contains(['@', '=', ',']) && (has_digit || !text.contains(' '))
}

fn marked(location: &Location) -> String {
    let excerpt = location.excerpt.as_ref().expect("the source is there");
    let mut text = excerpt.text.clone();
    text.insert(excerpt.span.end, '«');
    text.insert(excerpt.span.start, '»');
    text
}

fn read_file(path: &Path) -> Read {
    let options = ReadOptions {
        hold: true,
        ..ReadOptions::default()
    };
    read_file_with(path, &COLUMNS, options)
}

fn read_file_with(path: &Path, columns: &Columns, options: ReadOptions) -> Read {
    let inputs = vec![Input::File(path.to_owned())];
    let mut reader = Reader::new(inputs, columns, options);
    let batches: Vec<_> = std::iter::from_fn(|| reader.next_batch()).collect();
    let sources = reader.into_sources();
    for source in &sources.files {
        let tally = source.tally;
        assert_eq!(
            tally.rows,
            tally.positions + tally.skipped(),
            "{}",
            source.name
        );
    }
    let positions: usize = batches.iter().map(Batch::len).sum();
    let counted: u64 = sources.files.iter().map(|file| file.tally.positions).sum();
    assert_eq!(counted, positions as u64);
    let kept = None;
    Read {
        batches,
        sources,
        kept,
    }
}

fn fixture(name: &str) -> Read {
    read_file(
        &Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fixtures")
            .join(name),
    )
}

/// Reads text as a file with that ending.
fn read_as(ending: &str, text: impl AsRef<[u8]>) -> Read {
    read_with(ending, text, &COLUMNS, ReadOptions::default())
}

fn read_with(
    ending: &str,
    text: impl AsRef<[u8]>,
    columns: &Columns,
    options: ReadOptions,
) -> Read {
    let mut file = tempfile::Builder::new().suffix(ending).tempfile().unwrap();
    file.write_all(text.as_ref()).unwrap();
    let mut read = read_file_with(file.path(), columns, options);
    read.kept = Some(file);
    read
}

fn csv(text: impl AsRef<[u8]>) -> Read {
    read_as(".csv", text)
}

fn yaml(text: impl AsRef<[u8]>) -> Read {
    read_as(".yaml", text)
}

fn json(text: impl AsRef<[u8]>) -> Read {
    read_as(".json", text)
}

fn json_lines(text: impl AsRef<[u8]>) -> Read {
    read_as(".jsonl", text)
}

#[test]
fn good_fixtures_are_read_without_an_error_and_without_skipping() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let folders = ["healthy", "coverage", "responsibility", "structure", "data"];
    let folders: Vec<_> = folders.iter().map(|folder| root.join(folder)).collect();
    let found = discover(&folders);
    assert!(found.errors.is_empty() && found.inputs.len() >= 45);
    for input in found.inputs {
        let Input::InFolder { path, .. } = input else {
            unreachable!("only folders were given")
        };
        let read = read_file(&path);
        assert!(read.sources.errors.is_empty(), "{:?}", read.sources.errors);
        assert_eq!(read.source().tally.skipped(), 0, "{}", path.display());
        let is_whole = read.source().unused.is_empty() || !read.defects().is_empty();
        assert!(is_whole, "{}: {:?}", path.display(), read.source().unused);
        assert!(read.positions().len() >= 5, "{}", path.display());
    }
}

#[test]
fn healthy_fixtures_have_no_defects() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/healthy");
    for input in discover(&[root]).inputs {
        let Input::InFolder { path, .. } = input else {
            unreachable!("only a folder was given")
        };
        let read = read_file(&path);
        assert!(
            read.defects().is_empty(),
            "{}: {:?}",
            path.display(),
            read.defects()
        );
    }
}

/// Inputs that once broke the reader, or the showing of a place.
#[test]
fn what_a_fuzzer_broke_is_whole() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/invalid");
    let mut files: Vec<_> = discover(&[folder]).inputs;
    files.retain(|input| format!("{input:?}").contains("fuzz-"));
    assert!(!files.is_empty());
    for input in files {
        let Input::InFolder { path, .. } = input else {
            unreachable!("only a folder was given")
        };
        let ending = format!(".{}", path.extension().unwrap().display());
        read_and_show(&ending, &std::fs::read(&path).unwrap());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_an_answer_or_an_error(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        ending in prop_oneof![Just(".csv"), Just(".yaml"), Just(".json"), Just(".jsonl")],
    ) {
        read_and_show(ending, &bytes);
    }

    /// Signs that mean something to the formats, behind a start that is good.
    #[test]
    fn any_signs_give_an_answer_or_an_error(
        tail in "[a-c\"\\n\\r,;:\\[\\]{}&*#|>é\u{feff}\\- 0\t<!%?']{0,200}",
        ending in prop_oneof![
            Just((".csv", "id,title,name\n")),
            Just((".yaml", "positions:\n- {id: 1, title: x, name: y}\n")),
            Just((".json", "[{\"id\": 1, \"title\": \"x\"}, {\"title\": ")),
            Just((".jsonl", "{\"id\": 1, \"title\": \"x\"}\n{\"title\": ")),
        ],
    ) {
        read_and_show(ending.0, format!("{}{tail}", ending.1).as_bytes());
    }
}

/// Reads bytes and looks up every place in them.
fn read_and_show(ending: &str, bytes: &[u8]) {
    let mut file = tempfile::Builder::new().suffix(ending).tempfile().unwrap();
    file.write_all(bytes).unwrap();
    let read = read_file(file.path());
    assert!(!read.positions().is_empty() || !read.sources.errors.is_empty());
    for nth in 0..read.positions().len() {
        for field in [Field::Id, Field::Title, Field::Incumbent, Field::Level] {
            marked(&read.locate(nth, field));
        }
    }
    for nth in 0..read.defects().len() {
        marked(&read.locate_defect(nth));
    }
}
