//! Imports go in one direction: a module uses earlier modules, never later ones.

mod imports;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The modules in the order in which data flows through them. The rules are compiled before anything is read.
const ROOMS: [&str; 17] = [
    "text", "model", "rules", "read", "chart", "classify", "evaluate", "fit", "postings", "audit",
    "diff", "fix", "history", "baseline", "report", "front", "cli",
];

/// Modules beside the flow, with all the modules they may use.
const ASIDE: [(&str, &[&str]); 1] = [("generate", &["model", "rules", "read"])];

#[test]
fn no_module_uses_a_later_one() {
    let mut wrong = Vec::new();
    for (index, room) in ROOMS.iter().enumerate() {
        for (file, used) in uses_of(room) {
            let earlier = ROOMS
                .iter()
                .position(|other| *other == used)
                .is_some_and(|other| other <= index);
            if !(earlier || *room == "cli" && used == "generate") {
                wrong.push(format!("{file} uses {used}"));
            }
        }
    }
    for (room, allowed) in ASIDE {
        for (file, used) in uses_of(room) {
            if used != room && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{file} uses {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_is_listed() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in fs::read_dir(source).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let room = name.strip_suffix(".rs").unwrap_or(&name);
        let known = ROOMS.contains(&room) || ASIDE.iter().any(|(aside, _)| *aside == room);
        assert!(
            known || ["lib", "main"].contains(&room),
            "say in tests/architecture where {room} stands"
        );
    }
}

#[test]
fn no_files_import_each_other_in_circles() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files: Vec<_> = rust_files(&source)
        .into_iter()
        .filter(|file| !file.ends_with("main.rs"))
        .collect();
    let imports = imports::of(&source, &files);
    // The test would see no circle where it sees no import.
    assert!(imports["audit/checks/span"].contains("audit/context"));
    assert!(imports["report/chart/csv"].contains("report/table"));
    assert!(imports["audit/context"].contains("rules/compiled"));
    assert_eq!(imports::in_circles(imports), Vec::<String>::new());
}

/// A type that other files can use means one thing, so that its name alone tells which one it is.
#[test]
fn no_two_types_share_a_name() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut defined: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in rust_files(&source) {
        let text = fs::read_to_string(&file).unwrap();
        let here = file.strip_prefix(&source).unwrap().display().to_string();
        for name in text.lines().filter_map(shared_type) {
            defined
                .entry(name.to_owned())
                .or_default()
                .push(here.clone());
        }
    }
    // The test would see no pair where it sees no type.
    assert!(defined.contains_key("ClassifiedChart"));
    defined.retain(|_, files| files.len() > 1);
    assert_eq!(defined, BTreeMap::new());
}

/// The type that a line defines for more than its own file.
fn shared_type(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("pub")?;
    let rest = match rest.strip_prefix('(') {
        Some(inner) => inner.split_once(')')?.1,
        None => rest,
    };
    let (kind, rest) = rest.trim_start().split_once(' ')?;
    let name = rest.split(|c: char| !c.is_alphanumeric()).next()?;
    ["struct", "enum", "trait", "type"]
        .contains(&kind)
        .then_some(name)
}

/// Somebody could write a file whose texts all have one hash, unless the hasher has a seed.
#[test]
fn maps_keyed_by_text_have_a_hasher_with_a_seed() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for file in rust_files(&source) {
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        let lines = (1..).zip(code.lines().map(str::trim));
        for (number, line) in lines.filter(|(_, line)| !line.starts_with("//")) {
            let is_here = file.ends_with("text/hash.rs");
            if !is_here && has_word(line, &["HashMap", "HashSet", "DefaultHasher"])
                || keys_without_seed(line).any(|key| key.is_none_or(|key| has_word(key, TEXTS)))
            {
                let file = file.strip_prefix(&source).unwrap().display();
                wrong.push(format!("{file}:{number}: {line}"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "use TextMap, or write the type of the key:\n{}",
        wrong.join("\n")
    );
}

/// What the type of a key has if the key holds text, or if its type is not written.
const TEXTS: &[&str] = &[
    "str", "String", "Cow", "u8", "Step", "Path", "PathBuf", "OsString", "_",
];

/// The keys of the maps and sets on a line whose hasher has no seed. `None` if a variable does not tell its key.
fn keys_without_seed(line: &str) -> impl Iterator<Item = Option<&str>> {
    let behind = line.split("FxHash").skip(1);
    let typed = behind.filter_map(|behind| {
        let types = behind
            .strip_prefix("Map<")
            .or(behind.strip_prefix("Set<"))?;
        let end = match types.starts_with('(') {
            true => types.find(')'),
            false => types.find([',', '>']),
        };
        Some(Some(&types[..end.unwrap_or(types.len())]))
    });
    let is_map = line.contains("= FxHashMap") || line.contains("= FxHashSet");
    let is_silent = is_map && line.starts_with("let ") && !line.contains(": FxHash");
    typed.chain(is_silent.then_some(None))
}

fn has_word(text: &str, words: &[&str]) -> bool {
    let mut parts = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    parts.any(|part| words.contains(&part))
}

/// The modules that the files of a module name: in `use crate::…`, in paths, and in the binary in
/// `rolecall::…`.
fn uses_of(room: &str) -> Vec<(String, String)> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let folder = source.join(room);
    let files = if folder.is_dir() {
        rust_files(&folder)
    } else {
        vec![source.join(format!("{room}.rs"))]
    };
    let mut uses = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let code = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        let text = code.collect::<Vec<_>>().join("\n");
        for root in ["crate::", "rolecall::"] {
            for (at, _) in text.match_indices(root) {
                let rest = &text[at + root.len()..];
                let end = rest
                    .find(|c: char| !c.is_alphanumeric() && c != '_')
                    .unwrap_or(rest.len());
                let shown = file.strip_prefix(&source).unwrap().display().to_string();
                uses.push((shown, rest[..end].to_owned()));
            }
        }
    }
    uses
}

fn rust_files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files
}
