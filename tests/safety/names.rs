//! Names are shown only on request, in charts of any form.

use super::{all_said, rolecall, said, with};

/// Asserts that no output for a chart contains any of the words.
fn never_shows(chart: &str, words: &[&str]) {
    let empty: &[u8] = b"id,title\n0,Engineer\n";
    let folder = with(&[("chart.csv", chart.as_bytes()), ("empty.csv", empty)]);
    let all = all_said(folder.path(), "chart.csv");
    for word in words {
        let at = all.find(word);
        let around = at.map(|at| {
            let from = all[..at]
                .char_indices()
                .rev()
                .nth(80)
                .map_or(0, |(at, _)| at);
            &all[from..at + word.len()]
        });
        assert_eq!(around, None, "`{word}` of\n{chart}");
    }
}

#[test]
fn names_of_managers_of_any_form_are_not_shown() {
    let chart = "Position ID,Business Title,Worker,Manager\nP1,CEO,Zoe Quill (100001),\n\
                 P2,CIO,Max Ulm (100002),Zoe Quill (100001)\nP3,CTO,Leo Rye (100003),Gone Vex (100009)\n";
    never_shows(chart, &["Quill", "Ulm", "Rye", "Vex"]);
    let chart =
        "id,title,name,manager\n1,CEO,Ann Quill,\n2,CIO,Bob Ulm,Ann Quill\n3,CTO,Cy Rye,Zorro\n";
    never_shows(chart, &["Quill", "Zorro"]);
    let chart = "title,name,manager\nCEO,钱思远,\nCIO,孙启航,钱思远\nCTO,苏一鸣,周无名\n";
    never_shows(chart, &["钱思远", "孙启航", "周无名"]);
    let chart = "id,title,login,manager\n1,CEO,zoe.quill,\n2,CIO,max.ulm,zoe.quill\n3,CTO,leo.rye,gone.vex\n\
                 4,CFO,kay.lo,CORP\\gone.wex\n5,COO,may.lo,O'Vexin\n6,CPO,ray.lo,Zoe\u{a0}Vexer\n7,CDO,roy.lo,12345 - Tom Vexos\n";
    never_shows(
        chart,
        &["quill", "gone.vex", "gone.wex", "Vexin", "Vexer", "Vexos"],
    );
}

#[test]
fn names_below_an_unknown_header_are_no_ids() {
    let id = (",id", [",7A", ",8A", ",9A"]);
    for ([first, second, third, missing], (header, [one, two, three])) in [
        (["Zoe Quill", "Max Ulm", "Leo Rye", "Gone Vex"], id),
        (["Quill", "Ulm", "Rye", "Vexin"], Default::default()),
        (
            ["zoe.quill", "max.ulm", "leo.rye", "gone.vex"],
            Default::default(),
        ),
        (["钱思远", "孙启航", "苏一鸣", "周无名"], id),
    ] {
        let chart = format!(
            "title,xyzzy,manager{header}\nCEO,{first},{one}\nCIO,{second},{first}{two}\nCTO,{third},{first}{three}\n\
             Engineer,Bo Rask,{missing}{three}\n"
        );
        never_shows(&chart, &[first, second, third, missing]);
    }
    // Ids of words are shown where the header says what they are, and codes anywhere.
    let folder = with(&[(
        "chart.csv",
        b"title,key,manager\nCEO,board,\nCIO,inner,board\nCTO,outer,bord\n",
    )]);
    let said = said(&rolecall(folder.path(), &["audit", "chart.csv"]));
    assert!(said.contains("`bord`"), "{said}");
}

#[test]
fn a_mistyped_id_is_shown() {
    let chart: &[u8] = b"id,title,reports_to\nA-1,CEO,\nA-2,CIO,A-1\nA-3,CTO,A-17\n";
    let folder = with(&[("chart.csv", chart)]);
    let said = said(&rolecall(folder.path(), &["audit", "chart.csv"]));
    assert!(said.contains("`A-17`"), "{said}");
}

#[test]
fn shifted_and_misplaced_cells_are_not_shown() {
    let chart = "id,title,name,reports_to\n1,CEO,Xann,\n2,CIO,Xdoe, Xjane,1\n3,CTO,Xroe, Xmax,1\n";
    never_shows(chart, &["Xjane", "Xmax", "Xdoe"]);
    let chart = "id,title,name,reports_to,status,size,tenure,fte,start,end\n\
                 1,CEO,Xann,,filled,Xone Xuno,Xtwo,Xthree,Xfour,Xfive\n\
                 2,CIO,Xbob,1,Vacant since Xkim left,x,y,z,1,2\n";
    never_shows(
        chart,
        &["Xone", "Xuno", "Xtwo", "Xthree", "Xfour", "Xfive", "Xkim"],
    );
    let chart = "1,Xjane Xdoe,xjane@x.example,\n2,Xbob Xroe,xbob@x.example,1\n";
    never_shows(chart, &["Xjane", "xjane", "Xbob", "xbob"]);
}

#[test]
fn half_a_name_in_the_next_column_is_not_shown() {
    let chart = "id,name,department,title,location,reports_to\n1,Zoe Quill,Board,CEO,Ghent,\n\
                 2,Xdoe, Xjane,IT,CIO,Ghent,1\n3,Xroe, Xmax, Xpeter,IT,CTO,Bonn,1\n4,IT,Engineer,Ghent,1\n";
    never_shows(chart, &["Xdoe", "Xjane", "Xroe", "Xmax", "Xpeter"]);
    let chart = "name,id,title\nXdoe, Xjane,2,CIO\nZoe Quill,1,CEO\n";
    never_shows(chart, &["Xdoe", "Xjane"]);
}

#[test]
fn a_name_in_a_box_whose_title_is_blank_is_not_shown() {
    let blanks = [
        "", " ", "\t", "\u{a0}", "\u{200b}", "&nbsp;", "<b></b>", "-", "**", "<br/>",
    ];
    let mut drawing = "flowchart TD\n  a[\"CEO<br/>Zoe Quill\"] --> c[\"CIO<br/>\"]\n".to_owned();
    for (number, blank) in blanks.into_iter().enumerate() {
        drawing += &format!("  a --> b{number}[\"{blank}<br/>Xann Xdoe<br/>Xghent\"]\n");
    }
    let folder = with(&[
        ("chart.mmd", drawing.as_bytes()),
        ("empty.csv", b"id,title\n0,Engineer\n"),
    ]);
    let all = all_said(folder.path(), "chart.mmd");
    assert!(!all.contains("Xann"), "{all}");
    assert!(all.contains("CIO"), "{all}");
}

#[test]
fn a_ragged_row_gives_no_manager_and_is_not_at_the_top() {
    let chart: &[u8] =
        b"id,title,name,reports_to\n1,CEO,Ann Quill,\n2,CIO,Bo Rask,1,x\n3,CTO,Cy Roe,9,x\n4,Engineer,Di Loe,2\n";
    let folder = with(&[("chart.csv", chart)]);
    let ran = rolecall(folder.path(), &["audit", "chart.csv", "--format", "json"]);
    let audit: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
    let codes = audit["findings"].as_array().unwrap().iter();
    let codes: Vec<_> = codes
        .map(|finding| finding["code"].as_str().unwrap())
        .collect();
    assert!(codes.contains(&"RC510"), "{codes:?}");
    for code in ["RC403", "RC404", "RC405"] {
        assert!(!codes.contains(&code), "{codes:?}");
    }
    let export = rolecall(folder.path(), &["export", "chart.csv"]);
    let export = String::from_utf8(export.stdout).unwrap();
    assert!(export.contains("2,CIO,\"(a name, not shown)\""), "{export}");
    assert!(export.contains("4,Engineer,2"), "{export}");
}

#[test]
fn addresses_as_ids_are_shown_as_pseudonyms_that_commands_accept() {
    let chart = "id,title,reports_to\nzoe.quill@x.example,CEO,\nmax.ulm@x.example,CIO,zoe.quill@x.example\n\
                 leo@x.example,CTO,gone@x.example\n";
    never_shows(chart, &["quill", "ulm", "leo@", "gone@"]);
    let folder = with(&[("chart.csv", chart.as_bytes())]);
    let export = rolecall(folder.path(), &["export", "chart.csv"]);
    let export = String::from_utf8(export.stdout).unwrap();
    let id = export
        .lines()
        .nth(2)
        .and_then(|row| row.split(',').next())
        .unwrap();
    assert!(id.starts_with("address-"), "{export}");
    let why = said(&rolecall(folder.path(), &["why", "chart.csv", id]));
    assert!(why.contains("chart.csv:3"), "{why}");
}

#[test]
fn two_addresses_are_never_shown_as_one() {
    // Found by trying: the first twelve digits of their hashes are the same.
    let (one, other) = ("p1518611@x.example", "p6080167@x.example");
    let chart =
        format!("id,title,reports_to\n{one},CEO,\n{other},CIO,{one}\nzoe@x.example,CTO,{other}\n");
    let folder = with(&[("chart.csv", chart.as_bytes())]);
    let export = rolecall(folder.path(), &["export", "chart.csv"]);
    let export = String::from_utf8(export.stdout).unwrap();
    let ids: Vec<_> = export
        .lines()
        .skip(1)
        .filter_map(|row| row.split(',').next())
        .collect();
    let digits = ids.iter().map(|id| id.len() - "address-".len());
    assert_eq!(digits.collect::<Vec<_>>(), [32, 32, 12], "{export}");
    assert_ne!(ids[0], ids[1]);
    assert_eq!(ids[0][..20], ids[1][..20]);
    assert!(
        export.contains(&format!("{},CIO,{}", ids[1], ids[0])),
        "{export}"
    );
    let audit = said(&rolecall(folder.path(), &["audit", "chart.csv"]));
    assert!(audit.contains(ids[1]), "{audit}");
    for id in [ids[1], &ids[1][..20], other] {
        let why = said(&rolecall(folder.path(), &["why", "chart.csv", id]));
        assert!(why.contains("chart.csv:3"), "{why}");
    }
}
