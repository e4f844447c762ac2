//! The hash that identifies the rules behind a verdict, and the layer that each entry comes from.

use rolecall::rules::{EntryKind, Rules};

use super::Folder;

fn hash(files: &[(&str, &str)], names: &[&str]) -> String {
    Folder::with(files).load(names).unwrap().hash
}

#[test]
fn the_hash_depends_on_the_texts_of_the_files_and_their_order() {
    let (a, b) = ("titles: {cio: [a pipes]}\n", "titles: {cio: [b pipes]}\n");
    let both = hash(&[("a.yaml", a), ("b.yaml", b)], &["a.yaml", "b.yaml"]);
    assert_eq!(both.len(), 32);
    // Names, folders and the order in which files were written do not matter.
    let elsewhere = hash(
        &[("sub/2.yaml", b), ("1.yaml", a)],
        &["1.yaml", "sub/2.yaml"],
    );
    assert_eq!(elsewhere, both);
    let crlf = a.replace('\n', "\r\n");
    assert_eq!(
        hash(&[("a.yaml", &crlf), ("b.yaml", b)], &["a.yaml", "b.yaml"]),
        both
    );

    let others = [
        Rules::builtin().unwrap().hash,
        hash(&[("a.yaml", a)], &["a.yaml"]),
        hash(&[("a.yaml", a), ("b.yaml", b)], &["b.yaml", "a.yaml"]),
        hash(
            &[("a.yaml", a), ("b.yaml", "titles: {cio: [c pipes]}\n")],
            &["a.yaml", "b.yaml"],
        ),
        hash(
            &[("a.yaml", &format!("{a}# x\n")), ("b.yaml", b)],
            &["a.yaml", "b.yaml"],
        ),
        hash(
            &[
                ("a.yaml", a),
                ("b.yaml", &format!("extends: [a.yaml]\n{b}")),
            ],
            &["b.yaml"],
        ),
    ];
    for (index, other) in others.iter().enumerate() {
        assert_ne!(*other, both);
        assert!(!others[..index].contains(other), "{index}");
    }
}

#[test]
fn the_hash_is_that_of_the_files_of_the_repository() {
    use sha2::{Digest, Sha256};

    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let files = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter();
    let files = files
        .map(|file| file.unwrap().into_path())
        .filter(|path| path.is_file());
    let mut files: Vec<_> = files
        .map(|path| path.strip_prefix(&root).unwrap().to_owned())
        .collect();
    files.retain(|path| !path.starts_with("tests") && !path.starts_with("presets"));
    files.sort();
    let mut hasher = Sha256::new();
    for file in files {
        let text = std::fs::read_to_string(root.join(file))
            .unwrap()
            .replace("\r\n", "\n");
        hasher.update((text.len() as u64).to_le_bytes());
        hasher.update(text);
    }
    let digits: String = hasher
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(Rules::builtin().unwrap().hash, digits[..32]);
}

#[test]
fn an_entry_knows_its_layer_unless_it_is_built_in() {
    let folder = Folder::with(&[
        (
            "base.yaml",
            "roles: [{id: cfo, label: Purser, rank: chief, function: finance}]\nfindings: [{code: RC301, severity: info}]\n",
        ),
        (
            "top.yaml",
            "extends: [base.yaml]\ndisable: {findings: [missing-cio], roles: [coo]}\ntitles: {cio: [a pipes]}\n\
                      duties: [{id: pipes, axis: focus, side: internal, weight: 1, source: us, phrases: [pipes]}]\n",
        ),
    ]);
    let rules = folder.load(&["top.yaml"]).unwrap();
    let layer = |what, id| rules.layer_of(what, id).map(|name| folder.shown(name));
    let (base, top) = (Some("base.yaml".to_owned()), Some("top.yaml".to_owned()));
    assert_eq!(layer(EntryKind::Role, "cfo"), base);
    assert_eq!(layer(EntryKind::Finding, "RC301"), base);
    assert_eq!(layer(EntryKind::Finding, "RC101"), top);
    assert_eq!(layer(EntryKind::Duty, "pipes"), top);
    assert_eq!(layer(EntryKind::Role, "cio"), None);
    let titles = rules.rules().filter(|rule| rule.id == "title/cio");
    let layers: Vec<_> = titles.map(|rule| rule.layer).collect();
    assert!(layers.len() > 1 && layers[..layers.len() - 1].iter().all(Option::is_none));
    assert_eq!(layers.last(), Some(&Some(1)));
    let off = &rules.disabled[0];
    assert_eq!((off.what.name(), off.id.as_str()), ("role", "coo"));
    assert_eq!(folder.shown(&off.layer), "top.yaml");
}
