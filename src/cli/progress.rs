//! How far a long run is, on standard error, for a person who waits for it.

use std::fmt::Write;
use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use rolecall::read::{Meter, Reader};

/// Shows how much of the input is read on a terminal. Nothing is shown of shorter runs, or where nobody watches.
pub struct Progress(Option<Shown>);

struct Shown {
    bar: ProgressBar,
    meter: Meter,
    begun: Instant,
}

/// A shorter run needs no progress.
const SHORT: Duration = Duration::from_secs(2);

impl Progress {
    /// The progress of a reader that has read nothing yet.
    pub fn new(is_watched: bool, reader: &Reader<'_>) -> Progress {
        Progress(is_watched.then(|| {
            let meter = reader.meter().clone();
            let bar = ProgressBar::with_draw_target(reader.size(), ProgressDrawTarget::hidden());
            Shown {
                bar: bar.with_style(style(&meter, reader.size().is_some())),
                meter,
                begun: Instant::now(),
            }
        }))
    }

    /// Shows how far the reader is.
    pub fn tell(&self) {
        let Some(Shown { bar, meter, begun }) = &self.0 else {
            return;
        };
        bar.set_position(meter.bytes());
        if bar.is_hidden() && begun.elapsed() >= SHORT {
            bar.set_draw_target(ProgressDrawTarget::stderr());
            bar.tick();
        }
    }

    /// Takes the line away, so that what follows stands alone.
    pub fn clear(&self) {
        if let Some(shown) = &self.0 {
            shown.bar.finish_and_clear();
        }
    }
}

fn style(meter: &Meter, knows_end: bool) -> ProgressStyle {
    let template = match knows_end {
        true => "{rows} rows, {pace} rows a second, {percent} % read, {eta} left",
        false => "{rows} rows, {pace} rows a second",
    };
    let meter = meter.clone();
    let rows = meter.clone();
    // The templates are right.
    let style =
        ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    style
        .with_key("rows", move |_: &ProgressState, to: &mut dyn Write| {
            let _ = write!(to, "{}", HumanCount(rows.positions()));
        })
        .with_key("pace", move |state: &ProgressState, to: &mut dyn Write| {
            let seconds = state.elapsed().as_secs_f64().max(f64::EPSILON);
            let pace = meter.positions() as f64 / seconds;
            let _ = write!(to, "{}", HumanCount(pace as u64));
        })
}
