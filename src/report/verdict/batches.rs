//! Renders verdicts as record batches of Apache Arrow: the columns of the tables, with lists as lists, numbers as numbers
//! and null where there is nothing to say.

use std::sync::Arc;

use arrow_array::builder::{
    ArrayBuilder, Float64Builder, ListBuilder, StringBuilder, StructBuilder, UInt32Builder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};

use super::cell::{ColumnType, TableCell};
use super::columns::{Carrying, FINDINGS, VerdictColumns};
use super::evidence_json::EvidenceLine;
use crate::model::{Batch, Verdict};

/// The type of a table of verdicts; with `is_checked`, the findings are behind all other columns.
pub fn verdict_schema(columns: &VerdictColumns<'_>, is_checked: bool) -> SchemaRef {
    let own = columns.names().zip(columns.shapes());
    let fields = own.map(|(name, shape)| Field::new(name, data_type(shape), true));
    let findings = is_checked.then(|| Field::new(FINDINGS, data_type(ColumnType::List), true));
    Arc::new(Schema::new(fields.chain(findings).collect::<Vec<_>>()))
}

fn data_type(shape: ColumnType) -> DataType {
    let list_of = |data_type| DataType::List(Arc::new(Field::new("item", data_type, true)));
    match shape {
        ColumnType::Text => DataType::Utf8,
        ColumnType::Count => DataType::UInt32,
        ColumnType::Number => DataType::Float64,
        ColumnType::List => list_of(DataType::Utf8),
        ColumnType::Evidence => list_of(DataType::Struct(evidence_fields())),
    }
}

fn evidence_fields() -> Fields {
    Fields::from(vec![
        Field::new("rule", DataType::Utf8, true),
        Field::new("field", DataType::Utf8, true),
        Field::new("text", DataType::Utf8, true),
        Field::new("start", DataType::UInt32, true),
        Field::new("end", DataType::UInt32, true),
        Field::new("axis", DataType::Utf8, true),
        Field::new("weight", DataType::Float64, true),
    ])
}

/// The verdicts on a batch, row by row, on their way to a record batch.
pub struct VerdictBatch {
    columns: Vec<Growing>,
}

/// A column that is being filled.
enum Growing {
    Text(StringBuilder),
    Count(UInt32Builder),
    Number(Float64Builder),
    List(ListBuilder<StringBuilder>),
    Evidence(ListBuilder<StructBuilder>),
}

impl VerdictBatch {
    /// An empty one with room for so many rows.
    pub fn with_capacity(columns: &VerdictColumns<'_>, rows: usize) -> VerdictBatch {
        let columns = columns.shapes().map(|shape| match shape {
            ColumnType::Text => Growing::Text(StringBuilder::with_capacity(rows, rows * 16)),
            ColumnType::Count => Growing::Count(UInt32Builder::with_capacity(rows)),
            ColumnType::Number => Growing::Number(Float64Builder::with_capacity(rows)),
            ColumnType::List => {
                Growing::List(ListBuilder::with_capacity(StringBuilder::new(), rows))
            }
            ColumnType::Evidence => {
                let lines = StructBuilder::from_fields(evidence_fields(), rows);
                Growing::Evidence(ListBuilder::with_capacity(lines, rows))
            }
        });
        VerdictBatch {
            columns: columns.collect(),
        }
    }

    /// Adds the verdict on a row of a batch.
    pub fn push(
        &mut self,
        columns: &VerdictColumns<'_>,
        (file, batch, row): (&str, &Batch, usize),
        verdict: &Verdict,
        carrying: &Carrying,
    ) {
        let cells = columns.cells(file, batch, row, verdict, carrying);
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            column.push(cell);
        }
    }

    /// Adds a row of which nothing can be said.
    pub fn push_null(&mut self) {
        self.columns.iter_mut().for_each(Growing::push_null);
    }

    /// The columns, filled.
    pub fn finish(self) -> Vec<ArrayRef> {
        self.columns.into_iter().map(Growing::finish).collect()
    }
}

/// A record batch of columns that are filled, and of findings where rows were checked.
///
/// # Errors
/// Where the columns are not those of the schema.
pub fn verdict_batch(
    schema: &SchemaRef,
    mut columns: Vec<ArrayRef>,
    findings: Option<impl Iterator<Item = Vec<String>>>,
) -> Result<RecordBatch, ArrowError> {
    if let Some(findings) = findings {
        let mut lists = ListBuilder::new(StringBuilder::new());
        findings.for_each(|found| lists.append_value(found.into_iter().map(Some)));
        columns.push(Arc::new(lists.finish()));
    }
    RecordBatch::try_new(Arc::clone(schema), columns)
}

impl Growing {
    fn push(&mut self, cell: TableCell<'_>) {
        match (self, cell) {
            (Growing::Text(column), TableCell::Text(text)) => {
                column.append_option(Some(text).filter(|text| !text.is_empty()));
            }
            (Growing::Count(column), TableCell::Count(count)) => column.append_value(count),
            (Growing::Number(column), TableCell::Number(number)) => {
                column.append_value(exact(number))
            }
            (Growing::List(column), TableCell::List(parts)) => {
                column.append_value(parts.into_iter().map(Some));
            }
            (Growing::Evidence(column), TableCell::Evidence(lines)) => {
                lines
                    .iter()
                    .for_each(|line| push_line(column.values(), line));
                column.append(true);
            }
            // Each cell has the shape of its column; tests/report/arrow_tables.rs holds this.
            (column, _) => column.push_null(),
        }
    }

    fn push_null(&mut self) {
        match self {
            Growing::Text(column) => column.append_null(),
            Growing::Count(column) => column.append_null(),
            Growing::Number(column) => column.append_null(),
            Growing::List(column) => column.append_null(),
            Growing::Evidence(column) => column.append_null(),
        }
    }

    fn finish(self) -> ArrayRef {
        match self {
            Growing::Text(mut column) => ArrayBuilder::finish(&mut column),
            Growing::Count(mut column) => ArrayBuilder::finish(&mut column),
            Growing::Number(mut column) => ArrayBuilder::finish(&mut column),
            Growing::List(mut column) => ArrayBuilder::finish(&mut column),
            Growing::Evidence(mut column) => ArrayBuilder::finish(&mut column),
        }
    }
}

fn push_line(lines: &mut StructBuilder, line: &EvidenceLine<'_>) {
    let place = line.place.as_ref();
    let texts = [
        (0, Some(line.rule)),
        (1, line.field),
        (2, Some(line.text)),
        (5, place.map(|place| place.axis)),
    ];
    for (at, text) in texts {
        if let Some(column) = lines.field_builder::<StringBuilder>(at) {
            column.append_option(text);
        }
    }
    for (at, offset) in [
        (3, place.map(|place| place.start)),
        (4, place.map(|place| place.end)),
    ] {
        if let Some(column) = lines.field_builder::<UInt32Builder>(at) {
            column.append_option(offset);
        }
    }
    if let Some(column) = lines.field_builder::<Float64Builder>(6) {
        column.append_option(place.map(|place| exact(place.weight)));
    }
    lines.append(true);
}

/// A number of three decimal places as the nearest wide number to what CSV and JSON show: 0.9, not 0.8999999761581421.
fn exact(number: f32) -> f64 {
    (f64::from(number) * 1000.0).round() / 1000.0
}
