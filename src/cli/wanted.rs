//! The flags that say which findings are wanted.

use anyhow::{Result, bail};
use clap::Args;
use rolecall::audit::{Condition, Filter};
use rolecall::classify::ClassifiedChart;
use rolecall::rules::Rules;

/// The flags that say which findings are wanted.
#[derive(Args)]
#[command(next_help_heading = "What to show")]
pub struct WantedArgs {
    /// Only this entity; may be given several times
    #[arg(long = "entity", value_name = "NAME")]
    entities: Vec<String>,
    /// Only findings of these codes, beginnings of codes or names: RC1,RC203,missing-cio
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    only: Vec<String>,
    /// Leave out findings of these codes, beginnings of codes or names
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Only findings about positions that match: rank, function, role, focus, entity or department, with = or !=
    /// (rank=chief); if given several times, a position must match all
    #[arg(long = "where", value_name = "KEY=VALUE")]
    conditions: Vec<Condition>,
}

impl WantedArgs {
    /// What is wanted of an audit of these charts; a word that means nothing is a mistake, not an empty report.
    pub fn filter(&self, charts: &[&ClassifiedChart], rules: &Rules) -> Result<Filter> {
        let filter = self.unchecked();
        match &filter.unknown(charts, rules)[..] {
            [] => Ok(filter),
            unknown => bail!("{}", unknown.join("; ")),
        }
    }

    /// What is wanted of charts that may not be there yet.
    pub fn unchecked(&self) -> Filter {
        Filter {
            entities: self.entities.clone(),
            only: self.only.clone(),
            ignore: self.ignore.clone(),
            conditions: self.conditions.clone(),
        }
    }

    /// Whether some findings are not asked for.
    pub fn leaves_out(&self) -> bool {
        let words = [&self.entities, &self.only, &self.ignore];
        words.iter().any(|words| !words.is_empty()) || !self.conditions.is_empty()
    }

    /// Whether only some entities are asked for.
    pub fn names_entities(&self) -> bool {
        !self.entities.is_empty()
    }
}
