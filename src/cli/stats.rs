//! What a run read, how fast, and where the time went, on standard error.

use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};
use rolecall::read::{Meter, Sources, Stage};
use serde::{Serialize, Serializer};

use super::say::say;

/// The flag that asks for it.
#[derive(Args)]
pub struct StatsArg {
    /// Say on standard error what was read, how fast, how long each stage took, and the peak memory; as a line, or as
    /// one JSON object
    #[arg(
        long,
        value_enum,
        value_name = "HOW",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "text",
        help_heading = None::<&str>
    )]
    stats: Option<Form>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    /// A line
    Text,
    /// One JSON object
    Json,
}

/// The clock of a run.
pub struct Clock {
    begun: Instant,
    /// What the stages of the run are timed by.
    pub meter: Meter,
}

impl Clock {
    /// A clock that begins to run.
    pub fn start() -> Clock {
        Clock {
            begun: Instant::now(),
            meter: Meter::default(),
        }
    }
}

impl StatsArg {
    /// Says it at the end of a run, where it is asked for.
    pub fn tell(&self, clock: &Clock, sources: &Sources) {
        let Some(form) = self.stats else {
            return;
        };
        let stats = Stats::of(clock, sources);
        match form {
            Form::Text => say(&stats.line()),
            // Numbers and names of its own cannot fail to be JSON.
            Form::Json => say(&serde_json::to_string(&stats).unwrap_or_default()),
        }
    }
}

/// The figures of a run.
#[derive(Serialize)]
struct Stats {
    files: usize,
    rows: u64,
    positions: u64,
    /// Of the inputs as they are stored.
    bytes: u64,
    seconds: f64,
    rows_per_second: f64,
    mb_per_second: f64,
    threads: usize,
    /// The seconds of each stage, summed over the threads that worked on it.
    #[serde(serialize_with = "by_name")]
    stages: Vec<(Stage, f64)>,
    /// Only Linux tells it.
    peak_memory_bytes: Option<u64>,
}

const MB: f64 = 1e6;

impl Stats {
    fn of(clock: &Clock, sources: &Sources) -> Stats {
        let seconds = in_seconds(clock.begun.elapsed());
        let per_second = |count: f64| (count / seconds.max(1e-6)).round();
        let tallies = || sources.files.iter().map(|file| &file.tally);
        let rows = tallies().map(|tally| tally.rows).sum();
        let spent = |stage| in_seconds(clock.meter.spent(stage));
        Stats {
            files: sources.files.len(),
            rows,
            positions: tallies().map(|tally| tally.positions).sum(),
            bytes: clock.meter.bytes(),
            seconds,
            rows_per_second: per_second(rows as f64),
            mb_per_second: per_second(clock.meter.bytes() as f64 / MB * 1e3) / 1e3,
            threads: rayon::current_num_threads(),
            stages: Stage::ALL.map(|stage| (stage, spent(stage))).into(),
            peak_memory_bytes: peak_memory(),
        }
    }

    fn line(&self) -> String {
        let stages = self.stages.iter().filter(|(_, seconds)| *seconds > 0.0);
        let stages: Vec<_> = stages
            .map(|(stage, seconds)| format!("{} {seconds:.3}", stage.name()))
            .collect();
        let memory = match self.peak_memory_bytes {
            Some(bytes) => format!("{:.0} MB", bytes as f64 / MB),
            None => "not known".to_owned(),
        };
        format!(
            "stats: {} rows, {:.1} MB in {:.2} s: {} rows/s, {:.1} MB/s with {} threads; seconds by stage over all threads: {}; peak memory: {memory}",
            self.rows,
            self.bytes as f64 / MB,
            self.seconds,
            self.rows_per_second,
            self.mb_per_second,
            self.threads,
            stages.join(", "),
        )
    }
}

fn by_name<S: Serializer>(stages: &[(Stage, f64)], to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(
        stages
            .iter()
            .map(|(stage, seconds)| (stage.name(), seconds)),
    )
}

/// To the microsecond.
fn in_seconds(duration: Duration) -> f64 {
    duration.as_micros() as f64 / 1e6
}

/// The most memory that this process has held at once.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib << 10)
}
