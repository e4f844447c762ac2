//! The sources of a run, and how a place in one is found again.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::{Defect, DefectKind, Field, FileId};
use crate::read::input::error::ReadError;
use crate::read::input::origin::Origin;
use crate::read::input::remark::Remark;
use crate::read::input::tally::Tally;
use crate::read::input::unpack::Packing;
use crate::read::row::day::Day;
use crate::read::row::header::Header;
use crate::read::tree::keys::Decided;
use crate::read::tree::noted::Noted;
use crate::rules::Columns;
use crate::text::TextSet;

/// Everything that was read, and everything that could not be.
#[derive(Debug, Default)]
pub struct Sources {
    /// The inputs that gave positions, or could have. Findings may be about other files too, so look a [`FileId`] up with
    /// [`Sources::file`].
    pub files: Vec<Source>,
    /// What could not be read.
    pub errors: Vec<ReadError>,
    /// Files that findings are about and that were not read as charts. Their ids go on behind those of `files`.
    beside: Vec<Source>,
    /// The day of the run, where it is known.
    pub today: Option<Day>,
    /// The company of all rows that name none, where it is given.
    pub company: Option<String>,
}

/// An input that was read.
#[derive(Debug)]
pub struct Source {
    /// Its name, as given or as found in a folder.
    pub name: String,
    /// The field that each header or key gave, in the order of the file.
    pub mapping: Vec<(String, Field)>,
    /// Headers and keys that gave no field.
    pub unused: Vec<String>,
    /// All headers or keys in the order of the file, each with the field that it gave.
    pub columns: Arc<[(String, Option<Field>)]>,
    /// Why a column gave a field where others could have, in words.
    pub notes: Vec<String>,
    /// Headers that gave no field and look as if they mattered.
    pub passed_over: Vec<String>,
    /// Headers that gave no field and are one letter away from one that would, each with that.
    pub misspelt: Vec<(String, String)>,
    /// By what the first rows are known, and the managers who are not among them.
    pub(super) known_as: TextSet<String>,
    pub(super) missing: TextSet<String>,
    /// Which columns are mostly empty behind the first rows, though they are filled in those, in sentences.
    pub disagreements: Vec<String>,
    /// Of the managers that the first rows name, how many are found, and how many there are.
    pub lines: Option<(usize, usize)>,
    /// What became of its rows.
    pub tally: Tally,
    /// Name of the encoding it is written in.
    pub encoding: &'static str,
    /// How it is compressed, if it is.
    pub packing: Option<Packing>,
    /// The sheet of a workbook that was read.
    pub sheet: Option<String>,
    /// The sheets of a workbook that were not read, where none was asked for.
    pub other_sheets: Vec<String>,
    /// What its comments say to rolecall.
    pub remarks: Vec<Remark>,
    /// The first file of the chart that this one is a part of, where it is not a chart of its own.
    pub part_of: Option<FileId>,
    /// The folder in which it was found.
    pub(super) folder: Option<Arc<Path>>,
    /// Whether any position has a list of those that report to it.
    pub(super) is_tree: bool,
    /// Words in columns of few words that the rules do not know: they may be names.
    unknown_words: BTreeSet<String>,
    origin: Origin,
    pub(super) layout: Layout,
}

/// So many unknown words of a file are kept.
const MOST_WORDS: usize = 1000;

/// How to find a cell in an input.
#[derive(Debug)]
pub(super) enum Layout {
    /// The cells of a record are parted by a delimiter, and each column may give a field.
    Csv {
        delimiter: u8,
        fields: Vec<Option<Field>>,
        /// Byte at which the header begins.
        header: u64,
    },
    /// The place of every value was noted while reading.
    Noted(Noted),
    /// Every line is a tree of its own, to be read again in the same way.
    Lines {
        columns: Box<Columns>,
        decided: Decided,
    },
}

impl Source {
    pub(super) fn new(name: String, origin: Origin, layout: Layout, header: &Header) -> Self {
        let mut source = Source {
            name,
            origin,
            layout,
            tally: Tally::default(),
            encoding: "",
            packing: None,
            sheet: None,
            other_sheets: Vec::new(),
            remarks: Vec::new(),
            part_of: None,
            folder: None,
            is_tree: false,
            unknown_words: BTreeSet::new(),
            mapping: Vec::new(),
            unused: Vec::new(),
            columns: Arc::default(),
            notes: header.notes.clone(),
            passed_over: header.passed_over.clone(),
            misspelt: header.misspelt.clone(),
            known_as: header.known_as.clone(),
            missing: header.missing.clone(),
            disagreements: Vec::new(),
            lines: header.lines,
        };
        source.describe(header);
        source
    }

    /// A file that was not read as a chart.
    fn beside(name: String) -> Source {
        let layout = Layout::Noted(Noted::default());
        Source::new(name, Origin::Gone, layout, &Header::default())
    }

    /// Says which header or key gave what, as far as is known by now.
    pub(super) fn describe(&mut self, header: &Header) {
        self.mapping.clear();
        self.unused.clear();
        for (header, field) in header.names.iter().zip(&header.fields) {
            match field {
                Some(field) => self.mapping.push((header.trim().to_owned(), *field)),
                None if header.trim().is_empty() => {}
                None => self.unused.push(header.trim().to_owned()),
            }
        }
        if let Some(levels) = &header.levels {
            let names = levels.names.iter().cloned();
            self.mapping
                .extend(names.map(|name| (name, Field::ReportsTo)));
            self.unused.retain(|unused| !levels.names.contains(unused));
        }
        let levels = header.levels.as_ref();
        let names_managers =
            |name: &str| levels.is_some_and(|levels| levels.names.iter().any(|one| one == name));
        let columns = header.names.iter().zip(&header.fields);
        let columns = columns.map(|(name, field)| {
            let name = name.trim();
            let field = field.or(names_managers(name).then_some(Field::ReportsTo));
            (name.to_owned(), field)
        });
        self.columns = columns.collect();
    }

    /// Notes what a row holds that its column does not know.
    pub(super) fn note_unknown_words(&mut self, defects: &[Defect]) {
        for defect in defects {
            if let DefectKind::BadValue { value } = &defect.kind
                && self.unknown_words.len() <= MOST_WORDS
            {
                self.unknown_words.insert(value.clone());
            }
        }
    }

    /// Whether a word of a column of few words is none of those, as far as is known: of too many none is shown.
    pub(in crate::read) fn is_unknown_word(&self, word: &str) -> bool {
        self.unknown_words.len() > MOST_WORDS || self.unknown_words.contains(word)
    }

    /// Whether the input gives a field at all.
    pub fn gives(&self, field: Field) -> bool {
        self.mapping.iter().any(|(_, given)| *given == field)
    }

    /// Whether the input says who reports to whom, in a column or as a tree.
    pub fn gives_lines(&self) -> bool {
        let halves = [Field::ManagerGivenName, Field::ManagerFamilyName];
        let mut columns = Field::MANAGER.iter().chain(&halves);
        self.is_tree() || columns.any(|field| self.gives(*field))
    }

    /// Whether the input draws lines without naming managers: as a tree.
    pub fn is_tree(&self) -> bool {
        self.is_tree
    }

    /// The name without folders and ending: what an entity without a name is called.
    pub fn stem(&self) -> &str {
        stem(&self.name, self.packing.is_some())
    }

    /// Whether this may be one person of a folder: a mapping or a list, and in it one position.
    fn is_one_person(&self) -> bool {
        let noted = matches!(self.layout, Layout::Noted(_));
        noted && !self.is_tree() && self.tally.positions + self.tally.dated_out() == 1
    }

    /// Up to `most` bytes from `from` on, as they are now.
    pub(super) fn bytes(&self, from: u64, most: usize) -> io::Result<Cow<'_, [u8]>> {
        match &self.origin {
            Origin::Path(path) => {
                let mut bytes = Vec::new();
                let mut file = File::open(path)?;
                file.seek(SeekFrom::Start(from))?;
                file.take(most as u64).read_to_end(&mut bytes)?;
                Ok(Cow::Owned(bytes))
            }
            Origin::Held(text) => {
                let from = usize::try_from(from).map_or(text.len(), |from| from.min(text.len()));
                let to = from.saturating_add(most).min(text.len());
                Ok(Cow::Borrowed(&text[from..to]))
            }
            Origin::Gone => Err(io::ErrorKind::NotFound.into()),
        }
    }
}

/// The name of a file without folders and ending, and without the ending of its packing.
pub(super) fn stem(name: &str, is_packed: bool) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = without_ending(file);
    if is_packed {
        without_ending(stem)
    } else {
        stem
    }
}

fn without_ending(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Whether files of a folder are parts of one chart: most managers that one of them does not have stand in
/// another, and hardly anybody stands in two. Snapshots of one chart have the same people.
fn name_one_another(files: &[Source]) -> bool {
    let mut all: TextSet<&str> = TextSet::default();
    let known = || files.iter().flat_map(|file| &file.known_as);
    let count = known().count();
    all.extend(known().map(String::as_str));
    let twice = count - all.len();
    let missing: Vec<&str> = files
        .iter()
        .flat_map(|file| &file.missing)
        .map(String::as_str)
        .collect();
    let found = missing
        .iter()
        .filter(|manager| all.contains(**manager))
        .count();
    found > 0 && found * 2 >= missing.len() && twice * 5 <= all.len()
}

impl Sources {
    /// The chart that a file is part of, by the first file of that: mostly its own. Ids and entities are known
    /// within it.
    pub fn chart_of(&self, id: FileId) -> FileId {
        self.file(id).part_of.unwrap_or(id)
    }

    /// Takes the files of a folder for parts of one chart where they are one person each, or name managers of one
    /// another.
    pub(super) fn join_people(&mut self) {
        let mut first = 0;
        for files in self
            .files
            .chunk_by_mut(|one, next| one.folder.is_some() && one.folder == next.folder)
        {
            let chart = FileId(first);
            first += files.len() as u32;
            let gave = |file: &&Source| file.tally.positions + file.tally.dated_out() > 0;
            let people = files.iter().filter(gave).count();
            let are_people = files.iter().filter(gave).all(Source::is_one_person);
            let is_joined = files.iter().any(|file| file.part_of.is_some());
            let Some(folder) = files[0].folder.clone() else {
                continue;
            };
            let is_chart = are_people || name_one_another(files);
            if is_joined || !is_chart || people < 2 {
                continue;
            }
            let why = match are_people {
                true => format!("each of the {people} holds one position"),
                false => "they name managers of one another".to_owned(),
            };
            files[0].notes.push(format!(
                "one chart with the other files of `{}`: {why}",
                folder.display()
            ));
            for file in files {
                file.part_of = Some(chart);
            }
        }
    }

    /// The folder whose chart the files belong to, where each of them was named by itself and holds one person.
    pub fn folder_of_people(&self) -> Option<PathBuf> {
        let mut folders = self.files.iter().map(|file| {
            let is_alone = file.folder.is_none() && file.part_of.is_none() && file.is_one_person();
            let folder = Path::new(&file.name).parent().filter(|_| is_alone)?;
            match folder.as_os_str().is_empty() {
                true => Some(PathBuf::from(".")),
                false => Some(folder.to_owned()),
            }
        });
        let first = folders.next()??;
        folders
            .all(|folder| folder.as_ref() == Some(&first))
            .then_some(first)
    }

    /// The files of one chart that others name too, where all of those are parts of it.
    pub fn shared_with(&self, others: &Sources) -> Option<Vec<FileId>> {
        let place = |name: &str| std::fs::canonicalize(name).ok();
        let places: Vec<PathBuf> = others
            .files
            .iter()
            .map(|file| place(&file.name))
            .collect::<Option<_>>()?;
        let ids = (0_u32..).map(FileId);
        let is_shared = |file: &Source| {
            file.part_of.is_some() && place(&file.name).is_some_and(|place| places.contains(&place))
        };
        let shared = self.files.iter().zip(ids);
        let shared: Vec<_> = shared
            .filter(|(file, _)| is_shared(file))
            .map(|(_, id)| id)
            .collect();
        (shared.len() == places.len()).then_some(shared)
    }

    /// What an entity without a name is called where no company is given: by the file, or by the folder whose files are
    /// its people.
    pub fn unnamed(&self, id: FileId) -> String {
        let file = self.file(id);
        let folder = file.folder.as_ref().filter(|_| file.part_of.is_some());
        let folder = folder.and_then(|folder| std::path::absolute(folder).ok());
        match folder.as_deref().and_then(Path::file_name) {
            Some(name) => name.to_string_lossy().into_owned(),
            None => file.stem().to_owned(),
        }
    }

    /// A source.
    pub fn file(&self, id: FileId) -> &Source {
        let at = id.0 as usize;
        let beside = || &self.beside[at - self.files.len()];
        self.files.get(at).unwrap_or_else(beside)
    }

    /// Notes a file that findings are about, where it is not among the files that were read. Gives its id.
    pub(crate) fn note_file(&mut self, name: &str) -> FileId {
        if let Some(known) = self.id_of(name) {
            return known;
        }
        self.beside.push(Source::beside(name.to_owned()));
        FileId((self.files.len() + self.beside.len() - 1) as u32)
    }

    /// The id of a file by its name.
    pub(crate) fn id_of(&self, name: &str) -> Option<FileId> {
        let mut all = self.files.iter().chain(&self.beside);
        let at = all.position(|file| file.name == name)?;
        Some(FileId(at as u32))
    }
}
