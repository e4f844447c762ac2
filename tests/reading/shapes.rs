//! Shapes of files that programs write: steps of a path in columns, catalogues of groups, trees in their own words.

use super::{Read, csv, json, read_as, yaml};

/// Who is named how, and below whom: the name or else the title, and the manager as understood.
fn lines(read: &Read) -> Vec<[&str; 2]> {
    let seats = read.positions();
    let name = |id: &str| {
        let found = seats
            .iter()
            .find(|seat| !id.is_empty() && (seat.id == id || seat.incumbent == id));
        found.map(|seat| match seat.incumbent {
            "" => seat.title,
            name => name,
        })
    };
    let shown = seats.iter().map(|seat| {
        let own = match seat.incumbent {
            "" => seat.title,
            name => name,
        };
        [own, name(seat.reports_to).unwrap_or(seat.reports_to)]
    });
    shown.collect()
}

#[test]
fn columns_of_levels_give_the_lines() {
    let chart = "Person,Function,Tier 1,Tier 2,Tier 3\n\
                 Ida Fern,CEO,Ida Fern,,\n\
                 Bo Lund,CIO,Ida Fern,Bo Lund,\n\
                 Per Dahl,CTO,Ida Fern,Per Dahl,\n\
                 Eva Holm,IT Manager,Ida Fern,Bo Lund,Eva Holm\n";
    let expected = [
        ["Ida Fern", ""],
        ["Bo Lund", "Ida Fern"],
        ["Per Dahl", "Ida Fern"],
        ["Eva Holm", "Bo Lund"],
    ];
    let read = csv(chart);
    assert_eq!(lines(&read), expected);
    assert!(read.source().gives_lines());
    assert!(read.source().misspelt.is_empty());
    // Some programs repeat the last step to the right.
    let repeated = chart
        .replace("Ida Fern,,", "Ida Fern,Ida Fern,Ida Fern")
        .replace("Bo Lund,\n", "Bo Lund,Bo Lund\n");
    assert_eq!(lines(&csv(repeated)), expected);
}

#[test]
fn columns_of_levels_may_end_in_the_manager_or_begin_with_him() {
    let down = "No,Role,L1,L2\n1,CEO,,\n2,CIO,1,\n3,IT Manager,1,2\n4,Service Desk Lead,1,2\n";
    let up = "No,Role,M1,M2\n1,CEO,,\n2,CIO,1,\n3,IT Manager,2,1\n4,Service Desk Lead,2,1\n";
    for chart in [down, up] {
        let read = csv(chart);
        let managers: Vec<_> = read
            .positions()
            .iter()
            .map(|seat| seat.reports_to)
            .collect();
        assert_eq!(managers, ["", "1", "2", "2"], "{chart}");
    }
}

#[test]
fn columns_that_only_count_are_no_levels() {
    let read = csv(
        "Name,Title,Backup 1,Backup 2\nIda Fern,CEO,Bo Lund,Per Dahl\n\
                    Bo Lund,CIO,Per Dahl,Ida Fern\nPer Dahl,CTO,Ida Fern,Bo Lund\n",
    );
    assert!(lines(&read).iter().all(|[_, manager]| manager.is_empty()));
}

#[test]
fn keys_of_levels_are_read_like_columns() {
    let read = json(
        r#"[{"Employee":"Ida Fern","Title":"CEO","Level1":"Ida Fern","Level2":null},
            {"Employee":"Bo Lund","Title":"CIO","Level1":"Ida Fern","Level2":"Bo Lund"}]"#,
    );
    assert_eq!(lines(&read), [["Ida Fern", ""], ["Bo Lund", "Ida Fern"]]);
}

#[test]
fn groups_of_a_catalogue_give_the_lines() {
    let group = |name: &str, rest: &str| {
        format!(
            "apiVersion: v1\nkind: Group\nmetadata: {{name: {name}}}\nspec: {{type: team{rest}}}\n---\n"
        )
    };
    let user = |name: &str, title: &str, of: &str| {
        format!(
            "apiVersion: v1\nkind: User\nmetadata: {{name: {name}}}\nspec:\n  profile: {{displayName: {name} X, title: {title}}}\n  memberOf: [{of}]\n---\n"
        )
    };
    let text = [
        group("works", ", children: [platform]"),
        group("platform", ", parent: works"),
        group("desk", ", parent: 'group:default/platform'"),
        user("ida", "Chief Executive Officer", "works"),
        user("bo", "Head of Platform", "platform, works"),
        user("per", "Service Desk Lead", "desk"),
        user("eva", "Service Desk Analyst", "desk"),
    ]
    .concat();
    let read = yaml(text);
    assert!(read.sources.errors.is_empty(), "{:?}", read.sources.errors);
    let managers: Vec<_> = read
        .positions()
        .iter()
        .map(|seat| (seat.id.to_owned(), seat.reports_to.to_owned()))
        .collect();
    let expected = [("ida", ""), ("bo", "ida"), ("per", "bo"), ("eva", "bo")];
    let expected = expected.map(|(id, by)| (id.to_owned(), by.to_owned()));
    assert_eq!(managers, expected);
    assert_eq!(read.source().tally.no_seat, 3);
}

#[test]
fn a_text_below_reports_names_the_manager_and_a_number_counts() {
    let read = yaml(
        "agents:\n  ceo: {title: Chief Executive Officer}\n  cto: {title: Chief Technology Officer, reports: ceo}\n  \
         dev: {title: Software Engineer, reports: cto}\n",
    );
    assert_eq!(
        lines(&read),
        [
            ["Chief Executive Officer", ""],
            ["Chief Technology Officer", "Chief Executive Officer"],
            ["Software Engineer", "Chief Technology Officer"]
        ]
    );
    assert!(read.defects().is_empty(), "{:?}", read.defects());
    let read = json(
        r#"[{"id":"1","title":"CEO","subordinates":"1"},{"id":"2","title":"CIO","manager":"1","subordinates":0}]"#,
    );
    assert_eq!(lines(&read), [["CEO", ""], ["CIO", "CEO"]]);
    assert!(read.defects().is_empty(), "{:?}", read.defects());
}

#[test]
fn a_pair_of_number_and_name_is_a_record() {
    let read = json(
        r#"{"result":[
            {"id":4,"name":"Ida Fern","job_title":"CEO","department_id":[2,"Board"],"parent_id":false},
            {"id":9,"name":"Bo Lund","job_title":"IT Manager","department_id":[3,"IT"],"parent_id":[4,"Ida Fern"]},
            {"id":11,"name":"Eva Holm","job_title":"Developer","department_id":[3,"IT"],"parent_id":[9,"Bo Lund"]}]}"#,
    );
    assert_eq!(
        lines(&read),
        [
            ["Ida Fern", ""],
            ["Bo Lund", "Ida Fern"],
            ["Eva Holm", "Bo Lund"]
        ]
    );
    assert_eq!(read.positions()[1].department, "IT");
}

#[test]
fn ids_in_a_column_of_names_are_no_names() {
    let read = json(
        r#"[{"name":"ST-001","employee_name":"Ida Fern","designation":"CEO"},
            {"name":"ST-002","employee_name":"Bo Lund","designation":"IT Manager","reports_to":"ST-001"}]"#,
    );
    assert_eq!(lines(&read), [["Ida Fern", ""], ["Bo Lund", "Ida Fern"]]);
}

#[test]
fn a_name_beside_the_title_beats_the_label_of_the_box() {
    let read = json(
        r#"[{"label":"Head office","data":{"name":"Ida Fern","title":"CEO"},"children":[
            {"label":"Box 2","data":{"name":"Bo Lund","title":"CIO"}}]}]"#,
    );
    let names: Vec<_> = read.positions().iter().map(|seat| seat.incumbent).collect();
    assert_eq!(names, ["Ida Fern", "Bo Lund"]);
}

#[test]
fn a_list_within_a_list_of_the_same_name_is_a_tree() {
    let read = json(
        r#"{"id":"a","name":"Chief Executive Officer","helpers":[
            {"id":"b","name":"Chief Technology Officer","helpers":[{"id":"c","name":"Software Engineer"}]},
            {"id":"d","name":"Chief Information Officer"}]}"#,
    );
    let managers: Vec<_> = read
        .positions()
        .iter()
        .map(|seat| [seat.id, seat.title, seat.reports_to].map(str::to_owned))
        .collect();
    let expected = [
        ["a", "Chief Executive Officer", ""],
        ["b", "Chief Technology Officer", "a"],
        ["c", "Software Engineer", "b"],
        ["d", "Chief Information Officer", "a"],
    ];
    assert_eq!(managers, expected.map(|seat| seat.map(str::to_owned)));
}

#[test]
fn the_lead_of_a_team_stands_above_its_members() {
    let read = yaml(
        "teams:\n- name: Platform\n  lead: {name: Ida Fern, title: VP Engineering}\n  members:\n  \
         - {name: Bo Lund, title: Software Engineer}\n  - {name: Eva Holm, title: Site Reliability Engineer}\n\
         - name: IT\n  lead: {name: Per Dahl, title: Head of IT}\n  members:\n  - {name: Ulf Ek, title: Technician}\n  \
         - {name: Per Dahl, title: Head of IT}\n",
    );
    let seats = read.positions();
    let names: Vec<_> = seats.iter().map(|seat| seat.incumbent).collect();
    assert_eq!(
        names,
        ["Ida Fern", "Bo Lund", "Eva Holm", "Ulf Ek", "Per Dahl"]
    );
    assert_eq!(seats[1].reports_to, seats[0].id);
    assert_eq!(seats[2].reports_to, seats[0].id);
    assert_eq!(seats[3].reports_to, "", "who is listed twice is one person");
}

#[test]
fn a_row_of_one_word_in_capitals_is_a_heading() {
    let read = csv(
        "Name,Job Title,Boss\nHEAD OFFICE,,\nIda Fern,CEO,\nTECHNOLOGY,,\nBo Lund,CIO,Ida Fern\n",
    );
    assert_eq!(lines(&read), [["Ida Fern", ""], ["Bo Lund", "Ida Fern"]]);
    assert_eq!(read.source().tally.no_seat, 2);
    // Where names are in capitals, such a row may be a person.
    let read = csv("Name,Job Title,Boss\nIDA FERN,CEO,\nBO LUND,,\n");
    assert_eq!(read.positions().len(), 2);
}

#[test]
fn a_numbering_that_fits_by_chance_gives_way_to_names() {
    let read = csv(
        "Staff ID,Name,Position ID,Position,Manager,Manager ID\n801,Ida Fern,2,CEO,,\n802,Bo Lund,6,CIO,Ida Fern,2\n\
         803,Per Dahl,14,IT Manager,Bo Lund,6\n804,Eva Holm,9,Analyst,Per Dahl,5\n805,Ulf Ek,3,Analyst,Per Dahl,5\n\
         806,Ole Vik,4,Technician,Per Dahl,5\n",
    );
    let managers: Vec<_> = read
        .positions()
        .iter()
        .map(|seat| seat.reports_to)
        .collect();
    assert_eq!(
        managers,
        [
            "", "Ida Fern", "Bo Lund", "Per Dahl", "Per Dahl", "Per Dahl"
        ]
    );
}

#[test]
fn a_short_form_before_a_colon_is_no_name() {
    let read = read_as(
        ".mmd",
        "graph TD\n a[CEO: Chief Executive Officer] --> b[CFO: Finance]\n a --> c[ARCHITECT: Technology]\n a --> d[Ida Fern: CIO]\n",
    );
    let seats: Vec<_> = read
        .positions()
        .iter()
        .map(|seat| [seat.title, seat.incumbent].map(str::to_owned))
        .collect();
    let expected = [
        ["CEO: Chief Executive Officer", ""],
        ["CFO: Finance", ""],
        ["ARCHITECT: Technology", ""],
        ["CIO", "Ida Fern"],
    ];
    assert_eq!(seats, expected.map(|seat| seat.map(str::to_owned)));
}

#[test]
fn a_column_that_empties_behind_the_first_rows_is_told() {
    let rows = |from: usize, to: usize, title: &str| -> String {
        let row = |row: usize| format!("{row},{title},{}\n", if row == 1 { "" } else { "1" });
        (from..=to).map(row).collect()
    };
    let whole = format!("id,title,boss\n{}", rows(1, 2_000, "Engineer"));
    assert_eq!(csv(whole).source().disagreements, [""; 0]);
    // The first rows are those of the first 64 KiB, or 500.
    let broken = format!(
        "id,title,boss\n{}{}",
        rows(1, 500, "Engineer"),
        rows(501, 2_000, "")
    );
    let read = csv(broken);
    let told = &read.source().disagreements;
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("`title` gives the title in the rows above line"));
}

#[test]
fn a_few_rows_may_not_fit_the_levels() {
    let mut chart = "Person,Job,Level 1,Level 2\nIda Fern,CEO,Ida Fern,\n".to_owned();
    for row in 1..40 {
        let name = format!("Bo {}", "x".repeat(row + 1));
        chart.push_str(&format!("{name},Engineer,Ida Fern,{name}\n"));
    }
    chart.push_str("Bo xx,Analyst,Ida Fern,Bo xx\n");
    let read = csv(chart);
    let below = lines(&read)
        .iter()
        .filter(|[_, by]| *by == "Ida Fern")
        .count();
    assert_eq!(below, 40);
}
