//! Flags from the configuration: the section `options:` of `rolecall.yaml` holds flags of the command line by their names.
//! They are put behind the command, as if the user had written them there; what the user did write wins.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use clap::{Arg, ArgAction, ArgMatches, Command, CommandFactory, Parser, parser::ValueSource};
use rolecall::rules::{self, Setting};

use super::{Cli, found};

/// The command line, with the flags of the configuration in it.
///
/// # Errors
/// If the configuration cannot be read, or sets a flag that does not exist or to a value that it cannot have.
pub fn arguments(given: Vec<OsString>) -> Result<Vec<OsString>> {
    let root = whole_command();
    match root.clone().try_get_matches_from(&given) {
        // Only the editor says in which folder it is.
        Ok(matches) if Chosen::of(&root, &matches).names == [LSP] => Ok(given),
        Ok(matches) => with_settings(given, &root, &matches),
        // Whoever parses it in the end says what is wrong.
        Err(_) => Ok(given),
    }
}

const LSP: &str = "lsp";

/// The command that a command line asks for, with the flags of the configuration that is found in the working directory now.
///
/// # Errors
/// As for [`arguments`].
pub fn command_here(given: Vec<OsString>) -> Result<super::Command> {
    let root = whole_command();
    let matches = root.clone().try_get_matches_from(&given)?;
    let given = with_settings(given, &root, &matches)?;
    Ok(Cli::try_parse_from(given)?.command)
}

fn with_settings(
    given: Vec<OsString>,
    root: &Command,
    matches: &ArgMatches,
) -> Result<Vec<OsString>> {
    let chosen = Chosen::of(root, matches);
    let Some(config) = chosen.configuration() else {
        return Ok(given);
    };
    let settings = settings(root, &config)?;
    let mut added = vec![flag("config", config.as_os_str())];
    if chosen.gives("config") {
        added.clear();
    }
    let end = chosen.end(&given);
    for setting in chosen.applying(&settings) {
        let words = words(chosen.command, setting, &config)?;
        // By itself, so that an error is about this one.
        let with = [&given[..end], &words, &given[end..]].concat();
        if let Err(error) = root.clone().try_get_matches_from(with) {
            return Err(wrong(&config, setting, &first_line(&error)));
        }
        added.extend(words);
    }
    Ok([&given[..end], &added, &given[end..]].concat())
}

/// All commands, each with the flags that it takes from those above.
pub fn whole_command() -> Command {
    let mut root = Cli::command();
    root.build();
    root
}

/// The flags that a configuration sets. Each is a flag of a command.
pub fn settings(root: &Command, config: &Path) -> Result<Vec<Setting>> {
    let is_command = |name: &str| root.find_subcommand(name).is_some();
    let settings = rules::settings(config, is_command)?;
    for setting in &settings {
        let commands = commands_for(root, setting.command.as_deref());
        if commands
            .iter()
            .any(|command| settable(command, &setting.flag).is_some())
        {
            continue;
        }
        let exists = |command: &&Command| {
            command
                .get_arguments()
                .any(|argument| argument.get_long() == Some(&setting.flag))
        };
        if commands.iter().any(exists) {
            let told = format!(
                "option `{}` can be given only on the command line",
                setting.flag
            );
            return Err(wrong_at(config, setting, &told));
        }
        let known = commands.iter().flat_map(|command| all_settable(command));
        let near = rules::meant(&setting.flag, known.filter_map(Arg::get_long));
        let of = setting.command.as_deref();
        let of = of.map_or_else(String::new, |command| format!(" for `{command}`"));
        return Err(wrong_at(
            config,
            setting,
            &format!("there is no option `{}`{of}{near}", setting.flag),
        ));
    }
    Ok(settings)
}

/// The commands that a setting is for: one and those below it, or all.
fn commands_for<'c>(root: &'c Command, name: Option<&str>) -> Vec<&'c Command> {
    let mut waiting: Vec<&Command> = match name {
        Some(name) => root.find_subcommand(name).into_iter().collect(),
        None => root.get_subcommands().collect(),
    };
    let mut all = Vec::new();
    while let Some(command) = waiting.pop() {
        waiting.extend(command.get_subcommands());
        all.push(command);
    }
    all
}

/// What only a user can ask for, on the command line. A configuration that was found may be somebody else's: it writes over
/// no file, shows no names, runs no program and lets no formula through. Nor does it say where it is found, or ask for
/// help instead of a run.
const ONLY_ASKED_FOR: [&str; 12] = [
    "config",
    "no-config",
    "fix",
    "diff",
    "output",
    "to",
    "force",
    "raw-csv",
    "show-names",
    "since",
    "help",
    "version",
];

/// The flags of a command that a configuration may set.
pub fn all_settable(command: &Command) -> impl Iterator<Item = &Arg> {
    command.get_arguments().filter(|argument| {
        let name = argument.get_long();
        name.is_some_and(|name| !ONLY_ASKED_FOR.contains(&name))
    })
}

fn settable<'c>(command: &'c Command, name: &str) -> Option<&'c Arg> {
    all_settable(command).find(|argument| argument.get_long() == Some(name))
}

/// Whether a flag has no value.
pub fn is_switch(argument: &Arg) -> bool {
    matches!(argument.get_action(), ArgAction::SetTrue)
}

/// Flags whose value is a path, which in a configuration starts from its folder.
const PATHS: [&str; 2] = ["baseline", "rules"];

/// The words of the command line for a setting.
fn words(command: &Command, setting: &Setting, config: &Path) -> Result<Vec<OsString>> {
    let Some(argument) = settable(command, &setting.flag) else {
        return Ok(Vec::new());
    };
    if is_switch(argument) {
        return match setting
            .values
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>()[..]
        {
            ["true"] => Ok(vec![format!("--{}", setting.flag).into()]),
            ["false"] => Ok(Vec::new()),
            _ => Err(wrong(config, setting, "write true or false")),
        };
    }
    let takes_several = matches!(argument.get_action(), ArgAction::Append);
    if setting.values.len() != 1 && !takes_several {
        return Err(wrong(config, setting, "it takes one value"));
    }
    let folder = config.parent().unwrap_or(Path::new(""));
    let values = setting.values.iter().map(|value| {
        let is_path = PATHS.contains(&setting.flag.as_str());
        match is_path {
            true => flag(&setting.flag, folder.join(value).as_os_str()),
            false => flag(&setting.flag, value.as_ref()),
        }
    });
    Ok(values.collect())
}

/// `--name=value`.
fn flag(name: &str, value: &std::ffi::OsStr) -> OsString {
    let mut flag = OsString::from(format!("--{name}="));
    flag.push(value);
    flag
}

/// An error about the value of a setting.
fn wrong(config: &Path, setting: &Setting, told: &str) -> anyhow::Error {
    wrong_at(
        config,
        setting,
        &format!("option `{}`: {told}", setting.flag),
    )
}

fn wrong_at(config: &Path, setting: &Setting, told: &str) -> anyhow::Error {
    let (line, column) = setting.place;
    anyhow!("{}:{line}:{column}: {told}", config.display())
}

/// What clap says first, without the word "error".
fn first_line(error: &clap::Error) -> String {
    let told = error.render().to_string();
    let first = told.lines().next().unwrap_or_default();
    first.trim_start_matches("error: ").to_owned()
}

/// The command that the user chose.
struct Chosen<'a> {
    /// Its names, from the outermost.
    names: Vec<&'a str>,
    command: &'a Command,
    matches: &'a ArgMatches,
}

impl<'a> Chosen<'a> {
    fn of(root: &'a Command, matches: &'a ArgMatches) -> Chosen<'a> {
        let mut chosen = Chosen {
            names: Vec::new(),
            command: root,
            matches,
        };
        while let Some((name, matches)) = chosen.matches.subcommand() {
            let Some(command) = chosen.command.find_subcommand(name) else {
                break;
            };
            chosen.names.push(name);
            (chosen.command, chosen.matches) = (command, matches);
        }
        chosen
    }

    /// The configuration: the one that the user names, or the one that is found.
    fn configuration(&self) -> Option<PathBuf> {
        let has = |name: &str| {
            let mut arguments = self.command.get_arguments();
            arguments.any(|argument| argument.get_id() == name)
        };
        if !has("config") || self.matches.get_flag("no_config") {
            return None;
        }
        let named = self.matches.get_one::<PathBuf>("config").cloned();
        named.or_else(|| found::configuration(&self.charts()))
    }

    /// The files and folders that the user names.
    fn charts(&self) -> Vec<PathBuf> {
        let positionals = self.command.get_positionals();
        let values = positionals.filter_map(|argument| {
            let id = argument.get_id().as_str();
            self.matches.try_get_many::<PathBuf>(id).ok().flatten()
        });
        values.flatten().cloned().collect()
    }

    /// Whether the user gives a flag.
    fn gives(&self, id: &str) -> bool {
        let is_there = self.matches.try_contains_id(id).unwrap_or_default();
        is_there && self.matches.value_source(id) == Some(ValueSource::CommandLine)
    }

    /// Whether settings of a command are for this one. An editor shows what an audit would find.
    fn is_called(&self, command: &str) -> bool {
        self.names.first() == Some(&command) || self.names == [LSP] && command == "audit"
    }

    /// The settings for this command that the user leaves to the configuration.
    fn applying<'s>(&self, settings: &'s [Setting]) -> Vec<&'s Setting> {
        let own = |setting: &&Setting| match &setting.command {
            Some(command) => self.is_called(command),
            None => {
                // What is set for the command itself goes before what is set for all.
                !settings.iter().any(|other| {
                    let command = other.command.as_deref();
                    command.is_some_and(|command| self.is_called(command))
                        && other.flag == setting.flag
                })
            }
        };
        let given: Vec<&Arg> = self
            .command
            .get_arguments()
            .filter(|argument| self.gives(argument.get_id().as_str()))
            .collect();
        let clash = |one: &Arg, other: &Arg| {
            let conflicts = self.command.get_arg_conflicts_with(one);
            conflicts
                .iter()
                .any(|known| known.get_id() == other.get_id())
        };
        let is_left = |setting: &&Setting| {
            settable(self.command, &setting.flag).is_some_and(|argument| {
                !given.iter().any(|known| {
                    known.get_id() == argument.get_id()
                        || clash(argument, known)
                        || clash(known, argument)
                })
            })
        };
        settings.iter().filter(own).filter(is_left).collect()
    }

    /// How many words of a command line there are up to the name of the command.
    fn end(&self, given: &[OsString]) -> usize {
        let mut end = 1;
        for name in &self.names {
            let rest = given.get(end..).unwrap_or_default();
            if let Some(at) = rest.iter().position(|word| word == name) {
                end += at + 1;
            }
        }
        end.min(given.len())
    }
}
