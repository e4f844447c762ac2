//! Files that are no charts are never quoted.

use super::{GOOD, rolecall, said, with};

#[test]
fn a_file_that_is_not_a_rule_file_is_never_quoted() {
    let folder = with(&[
        ("secret.txt", b"root:xyzzy:0:0:root\nother:xyzzy2\n"),
        ("shadow", b"root:$6$xyzzy:20228:0:99999:7::\n"),
        ("map.yaml", b"'xyzzy 1': a\n"),
        ("own.yaml", b"extends: [secret.txt]\n"),
        ("number.yaml", b"titles: 'xyzzy is \"secret\"'\n"),
        ("good.csv", GOOD),
    ]);
    for rules in [
        "own.yaml",
        "number.yaml",
        "secret.txt",
        "shadow",
        "map.yaml",
    ] {
        for command in [
            &["audit", "good.csv", "--rules", rules][..],
            &["rules", "check", rules],
        ] {
            let ran = rolecall(folder.path(), command);
            assert!(!said(&ran).contains("xyzzy"), "{}", said(&ran));
        }
    }
}

#[test]
fn a_file_that_is_no_baseline_or_map_of_labels_is_never_quoted() {
    let folder = with(&[
        ("text.json", b"xyzzy"),
        ("value.json", b"{\"version\": \"xyzzy\"}"),
        ("key.json", b"{\"xyzzy:0:0\": 1}"),
        (
            "entry.json",
            b"{\"version\": 1, \"findings\": [{\"code\": 7, \"xyzzy 7\": 1}]}",
        ),
        ("text.yaml", b"xyzzy"),
        ("key.yaml", b"xyzzy: 1\n"),
        ("good.csv", GOOD),
    ]);
    for map in ["text.yaml", "key.yaml"] {
        for command in [&["evaluate"][..], &["rules", "fit"]] {
            let ran = rolecall(
                folder.path(),
                &[command, &["good.csv", "--map", map]].concat(),
            );
            assert_eq!(ran.status.code(), Some(2), "{map}");
            assert!(!said(&ran).contains("xyzzy"), "{}", said(&ran));
        }
    }
    for baseline in ["text.json", "value.json", "key.json", "entry.json"] {
        let command = ["audit", "good.csv", "--baseline", baseline];
        let ran = rolecall(folder.path(), &command);
        let told = said(&ran);
        assert_eq!(ran.status.code(), Some(2), "{baseline}");
        assert!(!told.contains("xyzzy"), "{told}");
        assert_eq!(told.matches(" at line ").count(), 1, "{told}");
    }
    // Its bytes are never written: the file takes no space on the disk.
    let huge = std::fs::File::create(folder.path().join("huge")).unwrap();
    huge.set_len(65 << 20).unwrap();
    for (file, why) in [(".", "not a regular file"), ("huge", "larger than 64 MB")] {
        let map: &[_] = &["evaluate", "good.csv", "--map", file];
        for command in [&["audit", "good.csv", "--baseline", file], map] {
            let ran = rolecall(folder.path(), command);
            assert_eq!(ran.status.code(), Some(2), "{command:?}");
            assert!(said(&ran).contains(why), "{}", said(&ran));
        }
    }
}
