//! How far a long run is, on standard error, for somebody who watches.

use std::io::Write;
use std::time::{Duration, Instant};

/// Counts seats where a person sees it; a pipe or a file never does.
pub struct Progress {
    said: Option<Instant>,
    has_spoken: bool,
}

/// Shorter runs than this need no word, and no word is needed oftener.
const EVERY: Duration = Duration::from_millis(500);

impl Progress {
    /// A progress that is shown or not.
    pub fn new(is_watched: bool) -> Progress {
        Progress {
            said: is_watched.then(Instant::now),
            has_spoken: false,
        }
    }

    /// Says how many positions there are so far.
    pub fn tell(&mut self, positions: usize) {
        let Some(said) = self.said.filter(|said| said.elapsed() >= EVERY) else {
            return;
        };
        self.said = Some(said + said.elapsed());
        self.has_spoken = true;
        // Nobody misses a progress that cannot be written.
        let _ = write!(std::io::stderr(), "\r{positions} positions read");
    }

    /// Takes the line away, so that what follows stands alone.
    pub fn clear(self) {
        if self.has_spoken {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}
