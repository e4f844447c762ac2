//! An audit as a document for people who never saw a terminal: one page of HTML that needs nothing beside itself, or a
//! `workbook`.
//!
//! `render` makes the page from the template `page.html`, `style.css`, `script.js` and `words.json`, which holds every
//! word of the page but those of findings and changes. What the template gets are the plain structs of `page`; `changes`,
//! `timeline`, `entity`, `holder`, `seats`, `findings`, `checklist` and `appendix` fill their parts. `chart_page` is a
//! smaller page, `chart.html`, which shows the chart alone. Both share the other templates.

mod appendix;
mod changes;
mod chart_page;
mod checklist;
mod coverage;
mod entity;
mod findings;
mod holder;
mod names;
pub(in crate::report) mod options;
mod page;
pub(in crate::report) mod render;
mod seats;
mod timeline;
#[cfg(feature = "xlsx")]
pub(in crate::report) mod workbook;
