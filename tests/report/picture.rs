//! Pictures of charts: nothing overlaps, nothing that a cell holds does harm, and big charts are folded.

use std::process::Command;
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;
use rolecall::Options;
use rolecall::generate::{self, GenerateDetail, UnitShape};
use rolecall::report::{Cutout, GAP, WIDTH, chart_dot, chart_mermaid, chart_svg, layout};
use rolecall::rules::Rules;

static RULES: LazyLock<Arc<Rules>> = LazyLock::new(|| Arc::new(Rules::builtin().unwrap()));

fn report(chart: &str) -> rolecall::Report {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("chart.csv");
    std::fs::write(&file, chart).unwrap();
    Options::new()
        .compiled(Arc::clone(&RULES))
        .audit([file])
        .unwrap()
}

fn svg(chart: &str, cutout: &Cutout) -> String {
    let mut out = Vec::new();
    chart_svg(report(chart).audited(), cutout, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// A rectangle or a stretch of a line: left, top, right, bottom.
type Area = [f64; 4];

/// The boxes of a picture, and the stretches of its solid lines.
fn drawn(svg: &str) -> (Vec<Area>, Vec<Area>) {
    let (mut boxes, mut lines) = (Vec::new(), Vec::new());
    let mut reader = Reader::from_str(svg);
    loop {
        let element = match reader.read_event().unwrap() {
            Event::Eof => return (boxes, lines),
            Event::Start(element) | Event::Empty(element) => element.into_owned(),
            _ => continue,
        };
        let given = |name: &str| {
            let found = element.try_get_attribute(name).unwrap();
            found.map(|found| found.value.into_owned())
        };
        let number = |name: &str| given(name).unwrap().parse::<f64>().unwrap();
        match given("class").as_deref() {
            Some("box") => {
                let (x, y) = (number("x"), number("y"));
                boxes.push([x, y, x + number("width"), y + number("height")]);
            }
            Some("line") if given("stroke-dasharray").is_none() => {
                lines.extend(stretches(&given("d").unwrap()));
            }
            _ => {}
        }
    }
}

/// The stretches of a path of moves, horizontal and vertical lines.
fn stretches(path: &str) -> Vec<Area> {
    let (mut x, mut y, mut found) = (0.0, 0.0, Vec::new());
    let mut rest = path;
    while let Some(command) = rest.chars().next() {
        let end = rest[1..]
            .find(|c: char| c.is_ascii_alphabetic())
            .map_or(rest.len(), |at| at + 1);
        let numbers: Vec<f64> = rest[1..end]
            .split(' ')
            .map(|number| number.parse().unwrap())
            .collect();
        let (from_x, from_y) = (x, y);
        match command {
            'M' => (x, y) = (numbers[0], numbers[1]),
            'H' => x = numbers[0],
            'V' => y = numbers[0],
            other => panic!("{other}"),
        }
        if command != 'M' {
            found.push([from_x.min(x), from_y.min(y), from_x.max(x), from_y.max(y)]);
        }
        rest = &rest[end..];
    }
    found
}

/// Whether two areas share more than an edge.
fn overlap(one: &Area, other: &Area) -> bool {
    const TOUCH: f64 = 0.2;
    one[0] + TOUCH < other[2]
        && other[0] + TOUCH < one[2]
        && one[1] + TOUCH < other[3]
        && other[1] + TOUCH < one[3]
}

/// Whether a line passes through the inside of a box.
fn crosses(line: &Area, of: &Area) -> bool {
    const EDGE: f64 = 0.2;
    let inside = [of[0] + EDGE, of[1] + EDGE, of[2] - EDGE, of[3] - EDGE];
    line[0] < inside[2]
        && inside[0] < line[2].max(line[0] + EDGE)
        && line[1] < inside[3]
        && inside[1] < line[3].max(line[1] + EDGE)
        && line[2] > inside[0]
        && line[3] > inside[1]
}

fn assert_tidy(svg: &str) {
    let (boxes, lines) = drawn(svg);
    assert!(!boxes.is_empty());
    for (index, one) in boxes.iter().enumerate() {
        for other in &boxes[index + 1..] {
            assert!(!overlap(one, other), "{one:?} and {other:?}");
        }
        for line in &lines {
            assert!(!crosses(line, one), "{line:?} through {one:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn boxes_do_not_touch_and_no_line_crosses_one(
        seed in any::<u64>(), positions in 1_u64..300, span in 1_u32..30, companies in 1_u32..4, most in 5_usize..200,
    ) {
        let companies = companies.min(positions as u32).try_into().unwrap();
        let span = span.try_into().unwrap();
        let options = generate::GenerateOptions {
            seed, positions, companies, shape: UnitShape::Balanced { span }, detail: GenerateDetail::Chart,
            ..generate::GenerateOptions::default()
        };
        let mut chart = Vec::new();
        generate::write(&options, &RULES.samples, &mut chart).unwrap();
        assert_tidy(&svg(std::str::from_utf8(&chart).unwrap(), &Cutout { most, ..Cutout::default() }));
    }

    #[test]
    fn any_tree_is_laid_out_without_boxes_that_touch(managers in prop::collection::vec(any::<prop::sample::Index>(), 0..120)) {
        let mut children = vec![Vec::new()];
        for (node, manager) in (1..).zip(&managers) {
            children.push(Vec::new());
            children[manager.index(node)].push(node);
        }
        let placed = layout(&children, &[0]);
        for (one, (x, row)) in placed.at.iter().enumerate() {
            for (other_x, other_row) in &placed.at[one + 1..] {
                prop_assert!(row != other_row || (x - other_x).abs() > WIDTH + GAP - 1e-9);
            }
            for below in &children[one] {
                prop_assert!(placed.at[*below].1 > *row);
            }
        }
    }
}

#[test]
fn the_check_of_overlaps_can_fail() {
    assert!(overlap(&[0.0, 0.0, 10.0, 10.0], &[5.0, 5.0, 15.0, 15.0]));
    assert!(!overlap(&[0.0, 0.0, 10.0, 10.0], &[10.0, 0.0, 20.0, 10.0]));
    let of = [0.0, 0.0, 10.0, 10.0];
    assert!(crosses(&[-5.0, 5.0, 15.0, 5.0], &of) && crosses(&[5.0, -5.0, 5.0, 15.0], &of));
    assert!(!crosses(&[5.0, -5.0, 5.0, 0.0], &of) && !crosses(&[-5.0, 12.0, 15.0, 12.0], &of));
}

#[test]
fn a_long_chain_and_a_wide_star_are_still_a_picture() {
    let mut chain = "id,title,reports_to\n0,CEO,\n".to_owned();
    let mut star = chain.clone();
    for id in 1..10_000 {
        chain.push_str(&format!("{id},Clerk,{}\n", id - 1));
        star.push_str(&format!("{id},Clerk,0\n"));
    }
    for chart in [chain, star] {
        let svg = svg(&chart, &Cutout::default());
        assert!(svg.len() < 200_000, "{}", svg.len());
        assert!(svg.contains("+ 9850 seats"), "the others are counted");
        assert_tidy(&svg);
    }
}

const HOSTILE: &str = "id,title,name,reports_to\n\
    1,<script>alert(1)</script>,Ada Quill,\n\
    2,\"\"\"><img src=x onerror=alert(1)>\",Bo Rask,1\n\
    3,=cmd()|' /C calc'!A0,Cy Mint,1\n\
    4,](javascript:alert(1)) \"]; click n0 call alert,Di Holt,1\n\
    5,evil\u{202e}txt\u{1b}[31m\\\"; n0 -> n1; \\,Ed Pike,1\n";

/// A line of DOT without its strings; a string that is left open stays.
fn without_strings(line: &str) -> String {
    let (mut bare, mut is_open, mut chars) = (String::new(), false, line.chars());
    while let Some(c) = chars.next() {
        match c {
            '\\' if is_open => drop(chars.next()),
            '"' => is_open = !is_open,
            c if !is_open => bare.push(c),
            _ => {}
        }
    }
    if is_open {
        bare.push('"');
    }
    bare
}

#[test]
fn nothing_in_a_cell_does_harm_in_a_picture() {
    let report = report(HOSTILE);
    let written = |draw: fn(_, &Cutout, &mut Vec<u8>) -> std::io::Result<()>| {
        let mut out = Vec::new();
        draw(report.audited(), &Cutout::default(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let svg = written(|audited, cutout, out| chart_svg(audited, cutout, out));
    let dot = written(|audited, cutout, out| chart_dot(audited, cutout, out));
    let mermaid = written(|audited, cutout, out| chart_mermaid(audited, cutout, out));
    for text in [&svg, &dot, &mermaid] {
        assert!(!text.contains(['\u{202e}', '\u{1b}']), "{text}");
        assert!(!text.contains("Ada Quill"), "names only on request");
    }
    // Everything in the picture is a shape or a text.
    let mut reader = Reader::from_str(&svg);
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) => {
                let known = [
                    "svg", "title", "defs", "pattern", "rect", "path", "g", "text",
                ];
                let name = element.name().as_ref().to_owned();
                assert!(known.contains(&name.as_str()), "{name}");
                for attribute in element.attributes() {
                    assert!(!attribute.unwrap().key.as_ref().starts_with("on"));
                }
            }
            _ => {}
        }
    }
    let bare: Vec<_> = dot.lines().map(without_strings).collect();
    assert_eq!(
        bare.iter().filter(|line| line.contains("->")).count(),
        4,
        "{dot}"
    );
    assert!(
        bare.iter()
            .all(|line| !line.contains("alert") && !line.contains('"')),
        "{dot}"
    );
    let labels = mermaid.lines().filter(|line| line.contains("[\""));
    assert!(
        labels.clone().count() == 5 && labels.clone().all(|line| line.matches('"').count() == 2),
        "{mermaid}"
    );
    assert!(
        !mermaid.contains("](") && !mermaid.contains("<script"),
        "{mermaid}"
    );
}

#[test]
fn a_part_of_a_chart_can_be_drawn() {
    let run = |arguments: &[&str]| {
        let run = Command::new(env!("CARGO_BIN_EXE_rolecall"))
            .args([
                "chart",
                "fixtures/diff/after.csv",
                "--no-config",
                "--quiet",
                "--format",
                "mermaid",
            ])
            .args(arguments)
            .output()
            .unwrap();
        (
            String::from_utf8(run.stdout).unwrap(),
            String::from_utf8(run.stderr).unwrap(),
        )
    };
    let (whole, _) = run(&[]);
    assert!(whole.contains("Chief Executive Officer") && whole.contains("Service Desk Analyst"));
    let (part, _) = run(&["--root", "B03"]);
    assert!(
        part.contains("Chief Information Officer") && !part.contains("Chief Executive Officer")
    );
    let (top, _) = run(&["--depth", "1", "--entity", "marlow quay bank"]);
    assert!(top.contains("Chief Financial Officer") && !top.contains("Service Desk Analyst"));
    let (nothing, said) = run(&["--root", "nobody"]);
    assert!(
        nothing.is_empty() && said.contains("has the id or title `nobody`"),
        "{said}"
    );
    let (nothing, said) = run(&["--entity", "Marlow"]);
    assert!(
        nothing.is_empty() && said.contains("there are: Marlow Quay Bank"),
        "{said}"
    );
}
