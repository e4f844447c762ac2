//! What people and programs read: texts, tables, pictures, pages and the formats of other tools.

#[cfg(feature = "arrow")]
mod arrow_tables;
mod board;
mod ci_formats;
mod fingerprints;
mod picture;
mod sarif_schema;
mod tables;
mod text_report;
mod workbook;
