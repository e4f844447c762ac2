//! Invented charts in several formats, mutated in their cells, headers, structure and bytes.

use fastrand::Rng;

/// A chart, mutated.
pub struct Mutated {
    pub bytes: Vec<u8>,
    pub ending: &'static str,
    /// Whether only cells and headers were mutated, so that every name is still in its column.
    pub is_whole: bool,
}

const TITLES: &[&str] = &[
    "Chief Executive Officer",
    "CIO",
    "CTO",
    "Chief Information Officer",
    "Head of IT",
    "VP Engineering",
    "Deputy CIO",
    "Engineer / Architect",
    "IT-Leiter",
    "Directeur des systèmes d'information",
    "Office of the CTO",
    "最高技術責任者",
    "Interim CIO & CTO",
    "<b>CTO</b>",
    "",
];

const DUTIES: &[&str] = &[
    "",
    "Runs IT operations and infrastructure",
    "Increases revenue by delivering cutting-edge technology to customers",
    "- Sets goals\n- Works with vendors",
    "Not responsible for IT",
];

const VALUES: &[&str] = &[
    "Acme",
    "Iris AG",
    "IT",
    "vacant",
    "filled",
    "2024-01-31",
    "31.01.2024",
    "interim",
    "0",
    "-5",
    "12,000",
    "x",
    "",
];

/// Texts that steer terminals, build systems, spreadsheets or parsers.
const EVIL: &[&str] = &[
    "\u{1b}[2J",
    "\u{9b}31m",
    "\u{202e}",
    "\u{200b}",
    "\u{200d}",
    "\u{e0041}",
    "\u{2028}",
    "\0",
    "\n::error::x",
    "\r::error::x",
    "##vso[task]x",
    "##[group]x",
    "=1+1",
    "@SUM(1)",
    "\"",
    "'",
    "<script>",
    "&amp;",
    "\u{feff}",
    "\\ud83d",
    "%s%n",
    "{{x}}",
    "|",
    "\t",
    "`x`",
    "***",
    "-1",
    "1e999",
    "NaN",
    "null",
    "~",
    "!!python/object:x",
    "*a",
    "&a",
    "\r",
    "\u{fffd}",
    "𝕏",
    ";",
    ",",
    "\n",
];

/// Columns that hold people, with other headers for the same.
const PEOPLE: &[(&str, &[&str])] = &[
    ("name", &["Full name", "Worker", "Employee"]),
    ("email", &["E-mail", "Work email"]),
    ("reports_to", &["Manager", "Vorgesetzter", "Supervisor"]),
];

/// A part of every invented name, and of no other text here.
const MARK: &str = "xq";

/// Where a text shows a name.
pub fn name_in(text: &str) -> Option<usize> {
    text.to_lowercase().find(MARK)
}

/// The chart of a seed.
pub fn mutated(seed: u64) -> Mutated {
    let mut rng = Rng::with_seed(seed);
    let mut columns = columns(&mut rng);
    if rng.u8(..10) < 6 {
        mutate_cells(&mut columns, &mut rng);
    }
    if rng.u8(..10) < 3 {
        mutate_headers(&mut columns, &mut rng);
    }
    let (ending, text) = match rng.u8(..8) {
        0 => (".json", json(&columns, "[", ",\n", "]")),
        1 => (".jsonl", json(&columns, "", "\n", "\n")),
        2 => (".yaml", json(&columns, "- ", "\n- ", "\n")),
        _ => (".csv", csv(&columns, &mut rng)),
    };
    let mut bytes = text.into_bytes();
    let mut is_whole = true;
    if rng.bool() {
        bytes = mutate_structure(bytes, ending, &mut rng);
        is_whole = false;
    }
    if rng.u8(..10) < 3 {
        mutate_bytes(&mut bytes, &mut rng);
        is_whole = false;
    }
    Mutated {
        bytes,
        ending,
        is_whole,
    }
}

type Columns = Vec<(String, Vec<String>)>;

fn any<'t>(of: &[&'t str], rng: &mut Rng) -> &'t str {
    of[rng.usize(..of.len())]
}

fn columns(rng: &mut Rng) -> Columns {
    let rows = rng.usize(1..14);
    let kind = rng.u8(..4);
    let id = |row: usize| match kind {
        0 => format!("A-{row:03}"),
        1 => format!("p{row}@x.example"),
        2 => format!("{row}.0"),
        _ => row.to_string(),
    };
    let letters = |rng: &mut Rng| -> String { (0..3).map(|_| rng.lowercase()).collect() };
    let names: Vec<_> = (0..rows)
        .map(|_| format!("Xq{} Vexq{}", letters(rng), letters(rng)))
        .collect();
    let email = |row: usize| format!("{}@x.example", names[row].replace(' ', ".").to_lowercase());
    let by = rng.u8(..4);
    let manager = |row: usize| match (row, by) {
        (0, _) => String::new(),
        (_, 0) => names[row / 2].clone(),
        (_, 1) => email(row / 2),
        (_, 2) if row % 5 == 4 => "zz9".to_owned(),
        _ => id(row / 2),
    };
    let column = |header: &str, cells: &mut dyn FnMut(usize) -> String| {
        (header.to_owned(), (0..rows).map(cells).collect())
    };
    let mut columns = vec![column("title", &mut |_| any(TITLES, rng).to_owned())];
    columns.push(column("id", &mut |row| id(row)));
    columns.push(column("name", &mut |row| names[row].clone()));
    columns.push(column("reports_to", &mut |row| manager(row)));
    if rng.bool() {
        columns.push(column("email", &mut |row| email(row)));
    }
    if rng.bool() {
        columns.push(column("responsibilities", &mut |_| {
            any(DUTIES, rng).to_owned()
        }));
    }
    for header in [
        "department",
        "company",
        "level",
        "status",
        "tenure",
        "size",
        "fte",
        "start date",
    ] {
        if rng.u8(..10) < 3 {
            columns.push(column(header, &mut |_| any(VALUES, rng).to_owned()));
        }
    }
    if rng.bool() {
        rng.shuffle(&mut columns);
    }
    columns
}

fn mutate_cells(columns: &mut Columns, rng: &mut Rng) {
    for _ in 0..rng.usize(1..7) {
        let at = rng.usize(..columns.len());
        let cells = &mut columns[at].1;
        let row = rng.usize(..cells.len());
        let evil = any(EVIL, rng);
        cells[row] = match rng.u8(..6) {
            0 => format!("{}{evil}", cells[row]),
            1 => format!("{evil}{}", cells[row]),
            2 => evil.to_owned(),
            3 => String::new(),
            4 => cells[rng.usize(..cells.len())].clone(),
            _ => cells[row].to_uppercase(),
        };
    }
}

/// Gives columns other headers. A column of people keeps one that says so, since texts under other headers are
/// shown.
fn mutate_headers(columns: &mut Columns, rng: &mut Rng) {
    let at = rng.usize(..columns.len());
    let known = PEOPLE.iter().find(|(header, _)| *header == columns[at].0);
    let header = match known {
        Some((_, others)) => any(others, rng).to_owned(),
        None => format!("x{}", any(EVIL, rng)),
    };
    columns[at].0 = header;
}

fn csv(columns: &Columns, rng: &mut Rng) -> String {
    let sign = any(&[",", ",", ";", "\t"], rng);
    let end = any(&["\n", "\r\n"], rng);
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let row = |cells: &mut dyn Iterator<Item = &String>| {
        let cells: Vec<_> = cells.map(quoted).collect();
        cells.join(sign) + end
    };
    let mut text = row(&mut columns.iter().map(|(header, _)| header));
    for at in 0..columns[0].1.len() {
        text += &row(&mut columns.iter().map(|(_, cells)| &cells[at]));
    }
    text
}

fn json(columns: &Columns, begin: &str, between: &str, end: &str) -> String {
    let rows = (0..columns[0].1.len()).map(|at| {
        let cells = columns
            .iter()
            .map(|(header, cells)| (header.clone(), cells[at].clone().into()));
        serde_json::Value::Object(cells.collect()).to_string()
    });
    let rows: Vec<_> = rows.collect();
    format!("{begin}{}{end}", rows.join(between))
}

/// Deletes, repeats and exchanges pieces and lines, and packs the whole now and then.
fn mutate_structure(mut bytes: Vec<u8>, ending: &str, rng: &mut Rng) -> Vec<u8> {
    for _ in 0..rng.usize(1..5) {
        let from = rng.usize(..=bytes.len());
        let to = bytes.len().min(from + rng.usize(..12));
        let piece = bytes[from..to].to_vec();
        match rng.u8(..6) {
            0 => drop(bytes.drain(from..to)),
            1 => drop(bytes.splice(to..to, piece)),
            2 => drop(bytes.splice(from..to, any(EVIL, rng).bytes())),
            3 => bytes.truncate(from),
            4 => {
                let signs = b"{}[],:\"'\n-#&*!|>%@`\t ";
                let sign = signs[rng.usize(..signs.len())];
                bytes.insert(from, sign);
            }
            _ => {
                let mut lines: Vec<_> = bytes.split(|byte| *byte == b'\n').collect();
                rng.shuffle(&mut lines);
                bytes = lines.join(&b'\n');
            }
        }
    }
    if ending == ".csv" && rng.u8(..8) == 0 {
        let units = String::from_utf8_lossy(&bytes).into_owned();
        bytes = units.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.splice(0..0, [0xff, 0xfe]);
    }
    bytes
}

fn mutate_bytes(bytes: &mut Vec<u8>, rng: &mut Rng) {
    for _ in 0..rng.usize(1..10) {
        let at = rng.usize(..=bytes.len());
        match rng.u8(..3) {
            0 => bytes.insert(at, rng.u8(..)),
            1 if at < bytes.len() => drop(bytes.remove(at)),
            _ if at < bytes.len() => bytes[at] = rng.u8(..),
            _ => {}
        }
    }
}
