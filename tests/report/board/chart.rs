//! The page that shows a chart alone.

use rolecall::Options;
use rolecall::report::{Cutout, chart_html};

use super::{RULES, SMALL, all, checked, text_of};
use std::sync::Arc;

/// The page of a chart, or of a part of it.
pub(crate) fn chart_page(chart: &str, cutout: impl FnOnce(&rolecall::Report) -> Cutout) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("chart.csv");
    std::fs::write(&file, chart).unwrap();
    let report = Options::new()
        .compiled(Arc::clone(&RULES))
        .audit([file])
        .unwrap();
    let mut out = Vec::new();
    chart_html(report.audited(), &cutout(&report), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_small_chart_reads_like_this() {
    let page = chart_page(SMALL, |_| Cutout::default());
    let html = checked(&page, "small");
    insta::assert_snapshot!(text_of(&html));
    for name in ["Ada Quill", "Bo Rask", "Cy Mint"] {
        assert!(!page.contains(name), "{name}");
    }
}

#[test]
fn names_are_shown_only_on_request() {
    let page = chart_page(SMALL, |_| Cutout {
        show_names: true,
        ..Cutout::default()
    });
    checked(&page, "with names");
    assert!(page.contains("Chief Information Officer (2), Bo Rask"));
}

#[test]
fn the_list_has_the_seats_that_the_picture_folds() {
    // A box without drawn reports has the count itself; beside drawn ones it is a box of its own.
    let few = |most| {
        move |_: &rolecall::Report| Cutout {
            most,
            ..Cutout::default()
        }
    };
    for (most, boxes) in [(10, 4), (1, 1), (2, 3)] {
        let html = checked(&chart_page(SMALL, few(most)), "folded");
        assert_eq!(all(&html, ".box").len(), boxes);
        assert_eq!(all(&html, "ul.chart li").len(), 4);
    }
}

#[test]
fn a_part_of_a_chart_is_a_page() {
    let chart = format!("{SMALL}5,Chief Executive Officer,,,Moss Ltd,\n");
    let below = |report: &rolecall::Report| {
        let chart = report.chart();
        let root = chart.seats().find(|seat| chart.position(*seat).id == "2");
        Cutout {
            root,
            ..Cutout::default()
        }
    };
    let html = checked(&chart_page(&chart, below), "below the CIO");
    assert_eq!(all(&html, "ul.chart li").len(), 2);
    let entity = |report: &rolecall::Report| {
        let mut entities = report.chart().entities();
        let entity = entities.find(|(_, entity)| &*entity.name == "Moss Ltd");
        Cutout {
            entity: entity.map(|(id, _)| id),
            ..Cutout::default()
        }
    };
    let html = checked(&chart_page(&chart, entity), "an entity");
    let head: String = all(&html, "h1")[0].text().collect();
    assert_eq!(head, "Organisation chart of Moss Ltd");
    assert_eq!(all(&html, "ul.chart li").len(), 1);
}

#[test]
fn cells_do_no_harm() {
    let cell = "</title></svg><script>alert(1)</script>{{ 7 * 7 }}\u{202e}";
    let chart = format!("id,title,name,reports_to,company\n{cell},{cell},{cell},,{cell}\n");
    let page = chart_page(&chart, |_| Cutout {
        show_names: true,
        ..Cutout::default()
    });
    let html = checked(&page, "hostile");
    let text: String = html.root_element().text().collect();
    assert!(text.contains("<script>alert(1)</script>{{ 7 * 7 }}"));
    assert!(!page.contains('\u{202e}'));
}
