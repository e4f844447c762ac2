//! The last line between a file and the others: what panics while a file is read costs that file alone.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::error::{ReadError, ReadErrorKind};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic in this thread is turned into an error of a file. Whoever shows panics need not show that one.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

/// Does something for a file; a panic becomes an error of that file.
pub(in crate::read) fn guarded<T>(
    file: &str,
    read: impl FnOnce() -> Result<T, ReadError>,
) -> Result<T, ReadError> {
    let before = GUARDED.replace(true);
    // What was half done is dropped with the file.
    let done = catch_unwind(AssertUnwindSafe(read));
    GUARDED.set(before);
    done.unwrap_or_else(|_| Err(ReadError::new(file, ReadErrorKind::Failed)))
}

/// Lets another thread that reads for a file be guarded too; its panic is handed on to the one that waits for it.
pub(in crate::read) fn also_here<T>(read: impl FnOnce() -> T) -> T {
    GUARDED.set(true);
    read()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_of_its_file() {
        let failed: Result<(), _> = guarded("a.csv", || panic!("as a library might"));
        assert!(
            failed
                .unwrap_err()
                .to_string()
                .starts_with("a.csv: reading it failed")
        );
        assert!(!is_guarded());
        assert!(guarded("b.csv", || Ok(1)).is_ok());
    }
}
