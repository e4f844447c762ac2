//! `rolecall config`: which configuration is used, and where each value comes from.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Result;
use clap::{Arg, Args, Command, Subcommand};
use rolecall::rules::{EntryKind, Rules, Setting};
use serde_json::{Map, Value, json};

use super::output::OutputArgs;
use super::rules_arg::RulesArg;
use super::{Outcome, configured};

/// Show the configuration, or describe it to editors
#[derive(Args)]
pub struct ConfigArgs {
    #[command(subcommand)]
    command: ConfigCommand,
}

#[derive(Subcommand)]
enum ConfigCommand {
    Show(ShowArgs),
    Schema(SchemaArgs),
}

/// Show each value of the configuration and where it comes from
#[derive(Args)]
struct ShowArgs {
    /// The charts whose configuration is shown; those of the working directory by default
    #[arg(value_name = "FILES")]
    files: Vec<PathBuf>,
    /// Show the flags of this command
    #[arg(long, value_name = "COMMAND", default_value = "audit", value_parser = ["audit", "classify", "diff", "evaluate", "export", "generate", "why"])]
    command: String,
    #[command(flatten)]
    rules: RulesArg,
    #[command(flatten)]
    output: OutputArgs,
}

/// Write the JSON Schema of rolecall.yaml, for editors
#[derive(Args)]
struct SchemaArgs {
    #[command(flatten)]
    output: OutputArgs,
}

impl ConfigArgs {
    pub fn run(&self) -> Result<Outcome> {
        match &self.command {
            ConfigCommand::Show(args) => args.run(),
            ConfigCommand::Schema(args) => args.run(),
        }
    }
}

impl ShowArgs {
    fn run(&self) -> Result<Outcome> {
        let root = configured::whole_command();
        let settings = match self.rules.config() {
            Some(config) => configured::settings(&root, config)?,
            None => Vec::new(),
        };
        let rules = self.rules.load()?;
        self.output.spare([], &rules.layers)?;
        let mut out = self.output.open_text()?;
        let config = self
            .rules
            .config()
            .map(|config| config.display().to_string());
        let config = config.as_deref();
        writeln!(out, "configuration: {}", config.unwrap_or("none"))?;
        for layer in &rules.layers {
            writeln!(out, "rules: {layer}")?;
        }
        writeln!(out, "\noptions of `rolecall {}`:", self.command)?;
        if let Some(command) = root.find_subcommand(&self.command) {
            for argument in configured::all_settable(command) {
                self.option(argument, &settings, config, &mut out)?;
            }
        }
        findings(&rules, &mut out)?;
        entries(&rules, &mut out)?;
        out.close()?;
        Ok(Outcome::Clean)
    }

    /// A flag, its value, and where that comes from.
    fn option(
        &self,
        argument: &Arg,
        settings: &[Setting],
        config: Option<&str>,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let name = argument.get_long().unwrap_or_default();
        let set = |command: Option<&str>| {
            let mut settings = settings.iter();
            settings.find(|one| one.flag == name && one.command.as_deref() == command)
        };
        let (value, origin) = match set(Some(&self.command)).or_else(|| set(None)) {
            Some(setting) => {
                let (line, column) = setting.place;
                let file = config.unwrap_or_default();
                (setting.values.join(", "), format!("{file}:{line}:{column}"))
            }
            None => {
                let values = argument.get_default_values().iter();
                let values: Vec<_> = values.map(|value| value.to_string_lossy()).collect();
                let value = match configured::is_switch(argument) {
                    true => "false".to_owned(),
                    false => values.join(", "),
                };
                (value, "default".to_owned())
            }
        };
        let value = if value.is_empty() { "none" } else { &value };
        writeln!(out, "  {name}: {value} ({origin})")
    }
}

/// The findings that are not as the built-in rules have them.
fn findings(rules: &Rules, out: &mut impl Write) -> io::Result<()> {
    let kinds = rules.catalogue.iter();
    let changed = kinds.filter_map(|kind| {
        let layer = rules.layer_of(EntryKind::Finding, &kind.code)?;
        Some((kind, layer))
    });
    let changed: Vec<_> = changed.collect();
    if changed.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nfindings:")?;
    for (kind, layer) in changed {
        let how = if kind.enabled {
            kind.severity.name()
        } else {
            "off"
        };
        writeln!(out, "  {} {}: {how} ({layer})", kind.code, kind.name)?;
    }
    Ok(())
}

/// The suppressions, what is asked of some files only, and the positions that are left out.
fn entries(rules: &Rules, out: &mut impl Write) -> io::Result<()> {
    let place = |at: &Option<rolecall::rules::EntryPlace>| match at {
        Some(at) => format!("{}:{}:{}", at.file, at.line, at.column),
        None => "rules".to_owned(),
    };
    if !rules.suppressions.is_empty() {
        writeln!(out, "\nsuppressions:")?;
    }
    for one in &rules.suppressions {
        let reason = match one.reason.as_str() {
            "" => "no reason given",
            reason => reason,
        };
        writeln!(out, "  {}: {reason} ({})", one.code, place(&one.at))?;
    }
    if !rules.overrides.is_empty() {
        writeln!(out, "\noverrides:")?;
    }
    for one in &rules.overrides {
        let ignored = one.ignore.iter().map(|code| format!("{code} off"));
        let severities = one.severity.iter();
        let severities = severities.map(|(code, severity)| format!("{code} {}", severity.name()));
        let said: Vec<_> = ignored.chain(severities).collect();
        let paths = one.patterns.join(", ");
        writeln!(out, "  {paths}: {} ({})", said.join(", "), place(&one.at))?;
    }
    if !rules.policy.ignores().is_empty() {
        writeln!(out, "\npositions left out:")?;
    }
    for one in rules.policy.ignores() {
        let asks = [
            ("id", &one.id),
            ("title", &one.title),
            ("entity", &one.entity),
        ];
        let asks = asks.into_iter().filter_map(|(key, value)| {
            let value = value.as_ref()?;
            Some(format!("{key} {value}"))
        });
        let asks: Vec<_> = asks.collect();
        writeln!(out, "  {} ({})", asks.join(", "), place(&one.at))?;
    }
    Ok(())
}

impl SchemaArgs {
    fn run(&self) -> Result<Outcome> {
        let mut schema = rolecall::rules::schema().to_value();
        schema["title"] = json!("Configuration of rolecall");
        schema["properties"]["options"] = options_schema(&configured::whole_command());
        let mut out = self.output.open_json()?;
        serde_json::to_writer_pretty(&mut out, &schema)?;
        writeln!(out)?;
        out.close()?;
        Ok(Outcome::Clean)
    }
}

/// The section `options:`: the flags of all commands, and below the name of a command its own.
fn options_schema(root: &Command) -> Value {
    let mut all = Map::new();
    let mut of_commands = Map::new();
    for command in root.get_subcommands() {
        let mut waiting = vec![command];
        let mut own = Map::new();
        while let Some(command) = waiting.pop() {
            waiting.extend(command.get_subcommands());
            for argument in configured::all_settable(command) {
                let name = argument.get_long().unwrap_or_default();
                own.insert(name.to_owned(), flag_schema(argument));
                // Commands may give a flag different values.
                let known = all
                    .entry(name.to_owned())
                    .or_insert_with(|| flag_schema(argument));
                if *known != flag_schema(argument) {
                    *known = json!({});
                }
            }
        }
        let properties =
            json!({"type": "object", "properties": own, "additionalProperties": false});
        of_commands.insert(command.get_name().to_owned(), properties);
    }
    // A flag with the name of a command would be read as the command.
    all.extend(of_commands);
    json!({
        "description": "Flags of the command line, by their names; below the name of a command for that one only.",
        "type": "object",
        "properties": all,
        "additionalProperties": false,
    })
}

fn flag_schema(argument: &Arg) -> Value {
    let help = argument
        .get_help()
        .map(ToString::to_string)
        .unwrap_or_default();
    if configured::is_switch(argument) {
        return json!({"description": help, "type": "boolean"});
    }
    let values = argument.get_possible_values();
    let names: Vec<_> = values
        .iter()
        .map(|value| value.get_name().to_owned())
        .collect();
    let one = match names.is_empty() {
        true => json!({"type": ["string", "number"]}),
        false => json!({"enum": names}),
    };
    let mut schema = match argument.get_action() {
        clap::ArgAction::Append => json!({"anyOf": [
            one,
            {"type": "array", "items": one},
            {"type": "object", "additionalProperties": {"type": ["string", "number"]}},
        ]}),
        _ => one,
    };
    schema["description"] = json!(help);
    schema
}
