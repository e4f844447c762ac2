//! How many threads a call has. Threads do not survive `fork()`: a child that waits for those of its parent waits for ever.

use std::cell::OnceCell;
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use pyo3::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::errors::other;

/// The process that imported the module.
static IMPORTED_IN: AtomicU32 = AtomicU32::new(0);

thread_local! {
    /// A pool of this thread alone.
    static ALONE: OnceCell<ThreadPool> = const { OnceCell::new() };
}

/// Notes which process this is.
pub fn remember_process() {
    IMPORTED_IN.store(process::id(), Ordering::Relaxed);
}

/// Does some work in so many threads; in those of all cores if no number is given. A process that was forked behind the
/// import has one.
pub fn within<T: Send>(
    py: Python<'_>,
    threads: Option<usize>,
    work: impl FnOnce() -> T + Send,
) -> PyResult<T> {
    if IMPORTED_IN.load(Ordering::Relaxed) != process::id() {
        stay_alone().map_err(|error| other(py, error))?;
        return Ok(py.detach(work));
    }
    let Some(threads) = threads else {
        return Ok(py.detach(work));
    };
    let pool = ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|error| other(py, error))?;
    Ok(py.detach(|| pool.install(work)))
}

/// Makes this thread a pool of its own, so that it asks no other one for help.
fn stay_alone() -> Result<(), rayon::ThreadPoolBuildError> {
    ALONE.with(|alone| {
        // A thread that was alone before the fork still is.
        if alone.get().is_some() || rayon::current_thread_index().is_some() {
            return Ok(());
        }
        let pool = ThreadPoolBuilder::new()
            .num_threads(1)
            .use_current_thread()
            .build()?;
        let _ = alone.set(pool);
        Ok(())
    })
}
