//! Charts as they were at a revision of a Git repository. The program `git` reads them; nothing in the working tree is
//! touched.

use std::ffi::OsStr;
use std::io;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use thiserror::Error;

use super::discover::{Input, Selection, is_chart};

/// The largest file that is read, and the most of all of them together, in bytes.
const MOST_OF_FILE: u64 = 256 << 20;

const MOST_OF_ALL: u64 = 1 << 30;

/// The longest list of files, in bytes.
const MOST_OF_LIST: u64 = 64 << 20;

/// Why charts of a revision cannot be read.
#[derive(Debug, Error)]
pub enum RevisionError {
    /// There is no program `git`.
    #[error(
        "the program `git` was not found; install it, or compare two files with `rolecall diff`"
    )]
    NoGit,
    /// The chart is in no repository.
    #[error("{0} is not in a Git repository, so there is no earlier chart to compare with")]
    NoRepository(String),
    /// The repository has no such revision.
    #[error(
        "there is no revision `{0}` in the repository; in a shallow clone, fetch it first (actions/checkout: \
         `fetch-depth: 0`)"
    )]
    NoRevision(String),
    /// What was there is too large.
    #[error("{0} is larger at that revision than the {1} MiB that are read")]
    TooLarge(String, u64),
    /// Git failed.
    #[error("git failed: {0}")]
    Git(String),
    /// The system failed.
    #[error("git cannot be run: {0}")]
    Io(#[from] io::Error),
}

/// A file of a revision.
struct Blob {
    object: String,
    size: u64,
    input: Box<dyn FnOnce(Arc<[u8]>) -> Input>,
}

/// The inputs that names stand for at a revision, in the order in which `discover_in` would find them.
///
/// # Errors
/// If git is missing or fails, or the revision or a repository is.
pub fn discover_at(
    revision: &str,
    names: &[PathBuf],
    selection: &Selection,
) -> Result<Vec<Input>, RevisionError> {
    let mut inputs = Vec::new();
    let mut left = MOST_OF_ALL;
    for name in names {
        if name.as_os_str() == "-" {
            continue;
        }
        let repository = Repository::around(name)?;
        let commit = repository.commit(revision)?;
        let blobs = repository.blobs(&commit, name, selection)?;
        let size: u64 = blobs.iter().map(|blob| blob.size).sum();
        left = left.checked_sub(size).ok_or_else(|| {
            RevisionError::TooLarge(name.display().to_string(), MOST_OF_ALL >> 20)
        })?;
        inputs.extend(repository.read(blobs)?);
    }
    Ok(inputs)
}

/// A repository, and where a name is in it.
struct Repository {
    top: PathBuf,
    /// The path of the name below the top; empty if it is the top.
    below: PathBuf,
}

impl Repository {
    /// The repository that a name is in. What it names may be gone by now.
    fn around(name: &Path) -> Result<Repository, RevisionError> {
        let here = |folder: &Path| match folder.as_os_str().is_empty() {
            true => PathBuf::from("."),
            false => folder.to_owned(),
        };
        let mut folders = name.ancestors().map(here);
        let folder = folders.find(|folder| folder.is_dir());
        let folder = folder.unwrap_or_else(|| PathBuf::from("."));
        let rest = name.strip_prefix(&folder).unwrap_or(name);
        let none = |_| RevisionError::NoRepository(name.display().to_string());
        let told = run(&folder, &["rev-parse", "--show-toplevel"])?.map_err(none)?;
        let top = PathBuf::from(String::from_utf8_lossy(&told).trim_end_matches(['\r', '\n']));
        let (top, folder) = (std::fs::canonicalize(top)?, std::fs::canonicalize(&folder)?);
        let below = folder.strip_prefix(&top);
        let below = below.map_err(|_| RevisionError::NoRepository(name.display().to_string()))?;
        let below = below.join(rest);
        Ok(Repository { top, below })
    }

    /// The commit that a revision means.
    fn commit(&self, revision: &str) -> Result<String, RevisionError> {
        let none = || RevisionError::NoRevision(revision.to_owned());
        if revision.starts_with('-') || revision.is_empty() {
            return Err(none());
        }
        let wanted = format!("{revision}^{{commit}}");
        let told = run(&self.top, &["rev-parse", "--verify", "--quiet", &wanted])?;
        let told = told.map_err(|_| none())?;
        Ok(String::from_utf8_lossy(&told).trim().to_owned())
    }

    /// The charts that a name stands for at a commit.
    fn blobs(
        &self,
        commit: &str,
        name: &Path,
        selection: &Selection,
    ) -> Result<Vec<Blob>, RevisionError> {
        let mut arguments = vec!["ls-tree", "-r", "-z", "-l", "--full-tree", commit, "--"];
        let below = self.below.to_string_lossy().replace('\\', "/");
        if !below.is_empty() {
            arguments.push(&below);
        }
        let list = run(&self.top, &arguments)?.map_err(RevisionError::Git)?;
        let folder: Arc<Path> = name.into();
        let mut found = Vec::new();
        for line in list.split(|byte| *byte == 0) {
            let line = String::from_utf8_lossy(line);
            let Some((about, path)) = line.split_once('\t') else {
                continue;
            };
            let parts: Vec<_> = about.split_whitespace().collect();
            let [mode, "blob", object, size] = parts[..] else {
                continue;
            };
            // A link is no file.
            let Some(size) = size.parse().ok().filter(|_| mode.starts_with("100")) else {
                continue;
            };
            let Ok(rest) = Path::new(path).strip_prefix(&self.below) else {
                continue;
            };
            let is_itself = rest.as_os_str().is_empty();
            let path = match is_itself {
                true => name.to_owned(),
                false => name.join(rest),
            };
            let is_hidden = |part: &OsStr| part.to_string_lossy().starts_with('.');
            let is_read = !rest.iter().any(is_hidden) && is_chart(&path) && selection.takes(&path);
            if !is_itself && !is_read {
                continue;
            }
            if size > MOST_OF_FILE {
                let most = MOST_OF_FILE >> 20;
                return Err(RevisionError::TooLarge(path.display().to_string(), most));
            }
            let folder = Arc::clone(&folder);
            let input = {
                let name = path.display().to_string();
                move |bytes| match is_itself {
                    true => Input::Held { name, bytes },
                    false => Input::HeldInFolder {
                        folder,
                        name,
                        bytes,
                    },
                }
            };
            let input: Box<dyn FnOnce(Arc<[u8]>) -> Input> = Box::new(input);
            let object = object.to_owned();
            found.push((
                path,
                Blob {
                    object,
                    size,
                    input,
                },
            ));
        }
        found.sort_by(|(one, _), (other, _)| one.cmp(other));
        Ok(found.into_iter().map(|(_, blob)| blob).collect())
    }

    /// Reads files, all by one process.
    fn read(&self, blobs: Vec<Blob>) -> Result<Vec<Input>, RevisionError> {
        if blobs.is_empty() {
            return Ok(Vec::new());
        }
        let mut git = command(&self.top)
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(not_run)?;
        let wanted: Vec<_> = blobs.iter().map(|blob| blob.object.clone()).collect();
        let asking = git.stdin.take().map(|mut to| {
            // Git answers while it is asked: who asks for all first may wait for ever.
            std::thread::spawn(move || {
                let mut lines = wanted.iter();
                lines.try_for_each(|object| writeln!(to, "{object}"))
            })
        });
        let read = git
            .stdout
            .take()
            .map(|from| answers(BufReader::new(from), blobs));
        // Whatever went wrong, nothing is left running.
        let _ = git.kill();
        git.wait()?;
        if let Some(asking) = asking {
            let _ = asking.join();
        }
        read.unwrap_or_else(|| Err(RevisionError::Git("it gave no output".to_owned())))
    }
}

/// Reads the answers of `cat-file --batch`: a line with the size, the bytes, a line break.
fn answers(mut from: impl BufRead, blobs: Vec<Blob>) -> Result<Vec<Input>, RevisionError> {
    let mut inputs = Vec::with_capacity(blobs.len());
    for blob in blobs {
        let mut head = String::new();
        from.by_ref().take(1 << 10).read_line(&mut head)?;
        let size = head.split_whitespace().nth(2);
        if size.and_then(|size| size.parse().ok()) != Some(blob.size) {
            let object = blob.object;
            return Err(RevisionError::Git(format!(
                "it cannot read the file {object}"
            )));
        }
        let mut bytes = Vec::new();
        from.by_ref().take(blob.size).read_to_end(&mut bytes)?;
        if bytes.len() as u64 != blob.size {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
        }
        from.read_exact(&mut [0])?;
        inputs.push((blob.input)(bytes.into()));
    }
    Ok(inputs)
}

/// Git in a folder, for reading only. What it says does not depend on the language of the user.
fn command(folder: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C")
        .arg(folder)
        .env("LC_ALL", "C")
        .env("GIT_LITERAL_PATHSPECS", "1")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .stdin(Stdio::null());
    git
}

/// Runs git and gives its output, or what it complains of.
fn run(folder: &Path, arguments: &[&str]) -> Result<Result<Vec<u8>, String>, RevisionError> {
    let mut git = command(folder)
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(not_run)?;
    let mut output = Vec::new();
    if let Some(from) = git.stdout.take() {
        from.take(MOST_OF_LIST).read_to_end(&mut output)?;
    }
    let mut told = String::new();
    if let Some(from) = git.stderr.take() {
        let _ = from.take(1 << 10).read_to_string(&mut told);
    }
    if output.len() as u64 >= MOST_OF_LIST {
        let _ = git.kill();
        git.wait()?;
        let folder = folder.display().to_string();
        return Err(RevisionError::TooLarge(folder, MOST_OF_LIST >> 20));
    }
    Ok(match git.wait()?.success() {
        true => Ok(output),
        false => Err(told.lines().next().unwrap_or_default().to_owned()),
    })
}

fn not_run(error: io::Error) -> RevisionError {
    match error.kind() {
        io::ErrorKind::NotFound => RevisionError::NoGit,
        _ => RevisionError::Io(error),
    }
}
