//! A file written beside its target, which it replaces at the end and not before.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tempfile::NamedTempFile;

/// What is to replace a file once it is whole.
pub struct Replacement {
    target: PathBuf,
    made: Made,
}

/// A file that is being written.
enum Made {
    /// It has no name yet, so that a run that is killed leaves nothing behind.
    #[cfg(target_os = "linux")]
    Nameless(File),
    /// It has a name of its own, which goes with a run that ends in any way but by force.
    Named(NamedTempFile),
}

/// Opens what is no regular file (a device, a pipe), or what belongs to the system, to be written as it is;
/// `None` for all else.
///
/// # Errors
/// Those of opening it.
pub fn open_directly(path: &Path) -> io::Result<Option<File>> {
    let is_special = fs::metadata(path).is_ok_and(|meta| !meta.is_file() && !meta.is_dir());
    let of_system = ["/dev/stderr", "/dev/fd", "/proc"]
        .iter()
        .any(|root| path.starts_with(root));
    if is_special || of_system && path.exists() {
        return OpenOptions::new().append(true).open(path).map(Some);
    }
    Ok(None)
}

impl Replacement {
    /// Begins to replace a file; a link is followed to what it leads to. Gives the file to write to.
    ///
    /// # Errors
    /// Where nothing can be written there.
    pub fn of(path: &Path) -> io::Result<(Replacement, File)> {
        let target = led_to(path)?;
        if target.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        fs::metadata(folder_of(&target))?;
        if target.exists() {
            // A file that may not be written is not replaced either.
            OpenOptions::new().append(true).open(&target)?;
        }
        #[cfg(target_os = "linux")]
        if let Ok(file) = nameless(folder_of(&target)) {
            let writer = file.try_clone()?;
            let made = Made::Nameless(file);
            return Ok((Replacement { target, made }, writer));
        }
        let named = named(&target)?;
        let writer = named.as_file().try_clone()?;
        let made = Made::Named(named);
        Ok((Replacement { target, made }, writer))
    }

    /// Puts the file in the place of its target, with the permissions of that.
    ///
    /// # Errors
    /// Those of the system; the target stays as it was.
    pub fn persist(self) -> Result<()> {
        let Replacement { target, made } = self;
        let fail = || format!("cannot write {}", target.display());
        let file = match &made {
            #[cfg(target_os = "linux")]
            Made::Nameless(file) => file,
            Made::Named(named) => named.as_file(),
        };
        // A full disk may be told only now.
        file.sync_all().with_context(fail)?;
        if let Ok(known) = fs::metadata(&target) {
            file.set_permissions(known.permissions())
                .with_context(fail)?;
        }
        match made {
            #[cfg(target_os = "linux")]
            Made::Nameless(file) => put_in_place(&file, &target).with_context(fail),
            Made::Named(named) => {
                let done = named.persist(&target);
                done.map(drop)
                    .map_err(|error| error.error)
                    .with_context(fail)
            }
        }
    }
}

/// Where links lead, though the last may lead to a file that is not there yet.
fn led_to(path: &Path) -> io::Result<PathBuf> {
    let mut target = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&target) {
            Ok(next) => target = folder_of(&target).join(next),
            Err(_) => return Ok(target),
        }
    }
    Err(io::Error::other(
        "too many symbolic links lead to one another",
    ))
}

const MOST_LINKS: usize = 40;

/// The folder that a file lies in.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn named(target: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".rolecall-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder_of(target))
}

#[cfg(target_os = "linux")]
fn nameless(folder: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::WRONLY | OFlags::TMPFILE | OFlags::CLOEXEC;
    let made = rustix::fs::open(folder, flags, Mode::from_raw_mode(0o666))?;
    // Where it can have no name later, it is of no use.
    Path::new("/proc/self/fd").try_exists()?;
    Ok(File::from(made))
}

/// Gives a nameless file a name beside the target, and renames it.
#[cfg(target_os = "linux")]
fn put_in_place(file: &File, target: &Path) -> io::Result<()> {
    use std::os::fd::AsRawFd;

    use rustix::fs::{AtFlags, CWD, linkat};
    let from = format!("/proc/self/fd/{}", file.as_raw_fd());
    let link = |to: &Path| linkat(CWD, &from, CWD, to, AtFlags::SYMLINK_FOLLOW);
    match link(target) {
        Ok(()) => return Ok(()),
        Err(rustix::io::Errno::EXIST) => {}
        Err(error) => return Err(error.into()),
    }
    let mut builder = tempfile::Builder::new();
    let beside = builder
        .prefix(".rolecall-")
        .make_in(folder_of(target), |path| {
            link(path).map_err(io::Error::from)
        })?;
    fs::rename(beside.path(), target)?;
    // Nothing has that name any more.
    let _ = beside.into_temp_path().keep();
    Ok(())
}
