//! Which file of the library imports which, seen through what `mod.rs` files hand on.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A path as code writes it, step by step.
type Steps = Vec<String>;

/// A file as a module.
struct Module {
    /// Names of what it defines.
    defines: BTreeSet<String>,
    /// What it hands on by `pub use`.
    hands_on: Vec<Steps>,
    /// What it names otherwise.
    names: Vec<Steps>,
}

/// The files that each file imports something from. A file that hands something on is passed through to the one that
/// defines it. Unit tests do not count.
pub fn of(source: &Path, files: &[std::path::PathBuf]) -> BTreeMap<String, BTreeSet<String>> {
    let modules: BTreeMap<Steps, Module> = files
        .iter()
        .map(|file| {
            let shown = file.strip_prefix(source).unwrap().with_extension("");
            let steps: Steps = shown
                .iter()
                .map(|part| part.to_str().unwrap().to_owned())
                .collect();
            let is_folder = steps
                .last()
                .is_some_and(|last| last == "mod" || last == "lib");
            let steps = steps[..steps.len() - usize::from(is_folder)].to_vec();
            (steps, read(&fs::read_to_string(file).unwrap()))
        })
        .collect();
    let imports = modules.iter().map(|(path, module)| {
        let named = module
            .names
            .iter()
            .filter_map(|named| defining(&modules, &absolute(&modules, path, named)?, 0));
        let named: BTreeSet<_> = named
            .filter(|other| other != path)
            .map(|other| other.join("/"))
            .collect();
        (path.join("/"), named)
    });
    imports.collect()
}

/// Files that import each other in circles: those that are left when whatever imports none of the rest is taken away.
pub fn in_circles(mut imports: BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    loop {
        let left: BTreeSet<_> = imports.keys().cloned().collect();
        imports.retain(|_, named| named.iter().any(|other| left.contains(other)));
        if imports.len() == left.len() {
            break;
        }
    }
    // What imports the circles is none of them.
    loop {
        let named: BTreeSet<_> = imports.values().flatten().cloned().collect();
        let all = imports.len();
        imports.retain(|file, _| named.contains(file));
        if imports.len() == all {
            return imports.into_keys().collect();
        }
    }
}

fn read(text: &str) -> Module {
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
    let code: Vec<_> = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    let (mut defines, mut hands_on, mut names) = (BTreeSet::new(), Vec::new(), Vec::new());
    let mut rest = String::new();
    let mut lines = code.into_iter();
    while let Some(line) = lines.next() {
        let bare = line.trim_start();
        let (vis, bare) = match bare.strip_prefix("pub") {
            Some(behind) => (true, behind.split_once(' ').map_or("", |(_, bare)| bare)),
            None => (false, bare),
        };
        // `pub(in crate::rules) fn`: the path is none of the code.
        let bare = bare.strip_prefix("crate::").map_or(bare, |path| {
            path.split_once(") ").map_or(bare, |(_, bare)| bare)
        });
        if let Some(tree) = bare.strip_prefix("use ") {
            let mut tree = tree.to_owned();
            while !tree.contains(';') {
                tree.push_str(lines.next().unwrap());
            }
            let tree = tree.split(';').next().unwrap().replace(' ', "");
            leaves("", &tree, if vis { &mut hands_on } else { &mut names });
            continue;
        }
        let kinds = [
            "struct ", "enum ", "trait ", "fn ", "type ", "const ", "static ",
        ];
        let bare = bare
            .trim_start_matches("async ")
            .trim_start_matches("const ")
            .trim_start_matches("unsafe ");
        let kind = kinds.iter().find_map(|kind| bare.strip_prefix(kind));
        let constant = line.trim_start().contains("const ").then_some(bare);
        if let Some(name) = kind.or(constant) {
            let end = name
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(name.len());
            defines.insert(name[..end].to_owned());
        }
        rest.push_str(if vis { bare } else { line });
        rest.push('\n');
    }
    for root in ["crate::", "super::"] {
        for (at, _) in rest.match_indices(root) {
            // `super::super::name` is one path.
            if !rest[..at].ends_with("::") {
                let end = rest[at..].find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':');
                let path = &rest[at..end.map_or(rest.len(), |end| at + end)];
                names.push(
                    path.trim_end_matches(':')
                        .split("::")
                        .map(str::to_owned)
                        .collect(),
                );
            }
        }
    }
    Module {
        defines,
        hands_on,
        names,
    }
}

/// The paths of a tree of imports: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn leaves(before: &str, tree: &str, found: &mut Vec<Steps>) {
    let Some((head, list)) = tree.split_once('{') else {
        let path = format!("{before}{tree}");
        let path = path
            .split("as")
            .next()
            .filter(|_| path.contains("::as"))
            .unwrap_or(&path)
            .to_owned();
        let steps = path
            .split("::")
            .filter(|step| !step.is_empty() && *step != "self");
        found.push(steps.map(str::to_owned).collect());
        return;
    };
    let list = &list[..list.rfind('}').unwrap()];
    let (mut depth, mut from) = (0, 0);
    for (at, c) in list.char_indices().chain([(list.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                if from < at {
                    leaves(&format!("{before}{head}"), &list[from..at], found);
                }
                from = at + 1;
            }
            _ => {}
        }
    }
}

/// The path from the root of the library; `None` for what another library holds.
fn absolute(modules: &BTreeMap<Steps, Module>, from: &Steps, path: &Steps) -> Option<Steps> {
    match path.first()?.as_str() {
        "crate" => Some(path[1..].to_vec()),
        "super" => {
            let up = path.iter().take_while(|step| *step == "super").count();
            let base = &from[..from.len().checked_sub(up)?];
            Some([base, &path[up..]].concat())
        }
        first => {
            let below = [&from[..], &[first.to_owned()]].concat();
            modules
                .contains_key(&below)
                .then(|| [&from[..], path].concat())
        }
    }
}

/// The file that defines what a path leads to.
fn defining(modules: &BTreeMap<Steps, Module>, path: &Steps, depth: usize) -> Option<Steps> {
    let holds = (0..=path.len())
        .rev()
        .find(|length| modules.contains_key(&path[..*length]))?;
    let (at, rest) = path.split_at(holds);
    let Some(name) = rest.first() else {
        return Some(at.to_vec());
    };
    let module = &modules[at];
    if module.defines.contains(name) || depth > 5 {
        return Some(at.to_vec());
    }
    let handed_on = module.hands_on.iter().find(|one| one.last() == Some(name));
    let Some(handed_on) = handed_on else {
        return Some(at.to_vec());
    };
    defining(
        modules,
        &absolute(modules, &at.to_vec(), handed_on)?,
        depth + 1,
    )
}
