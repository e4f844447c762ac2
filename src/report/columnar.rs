//! Writes record batches to files: Parquet, and the file and the stream of Arrow IPC.

use std::io;

use arrow_array::RecordBatch;
use arrow_ipc::writer::{FileWriter, StreamWriter};
use arrow_schema::{ArrowError, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

/// How record batches are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columnar {
    /// Parquet, packed with Snappy.
    Parquet,
    /// The file of Arrow IPC, which ends with a table of its batches.
    ArrowFile,
    /// The stream of Arrow IPC, which can be read as it comes.
    ArrowStream,
}

/// A row group is closed once it has so many rows, or so many bytes in memory.
const ROW_GROUP_ROWS: usize = 1 << 17;
const ROW_GROUP_BYTES: usize = 64 << 20;

/// Record batches on their way to a file. No more than a row group of them is held.
pub struct ColumnarWriter<W: io::Write + Send>(Form<W>);

enum Form<W: io::Write + Send> {
    Parquet(Box<ArrowWriter<W>>),
    File(Box<FileWriter<W>>),
    Stream(Box<StreamWriter<W>>),
}

impl<W: io::Write + Send> ColumnarWriter<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn new(form: Columnar, schema: &SchemaRef, out: W) -> io::Result<Self> {
        Ok(ColumnarWriter(match form {
            Columnar::Parquet => {
                let properties = WriterProperties::builder()
                    .set_compression(Compression::SNAPPY)
                    .set_max_row_group_row_count(Some(ROW_GROUP_ROWS))
                    .set_created_by(concat!("rolecall ", env!("CARGO_PKG_VERSION")).to_owned())
                    .build();
                let writer = ArrowWriter::try_new(out, SchemaRef::clone(schema), Some(properties));
                Form::Parquet(Box::new(writer.map_err(of_parquet)?))
            }
            Columnar::ArrowFile => {
                let writer = FileWriter::try_new(out, schema).map_err(of_arrow)?;
                Form::File(Box::new(writer))
            }
            Columnar::ArrowStream => {
                let writer = StreamWriter::try_new(out, schema).map_err(of_arrow)?;
                Form::Stream(Box::new(writer))
            }
        }))
    }

    /// Writes a batch.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&mut self, batch: &RecordBatch) -> io::Result<()> {
        match &mut self.0 {
            Form::Parquet(writer) => {
                writer.write(batch).map_err(of_parquet)?;
                if writer.in_progress_size() >= ROW_GROUP_BYTES {
                    writer.flush().map_err(of_parquet)?;
                }
                Ok(())
            }
            Form::File(writer) => writer.write(batch).map_err(of_arrow),
            Form::Stream(writer) => writer.write(batch).map_err(of_arrow),
        }
    }

    /// Ends the file, and gives back what it was written to.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn finish(self) -> io::Result<W> {
        match self.0 {
            Form::Parquet(writer) => writer.into_inner().map_err(of_parquet),
            Form::File(writer) => writer.into_inner().map_err(of_arrow),
            Form::Stream(writer) => writer.into_inner().map_err(of_arrow),
        }
    }
}

/// The system's own error, so that the caller can recognise a broken pipe.
fn of_arrow(error: ArrowError) -> io::Error {
    match error {
        ArrowError::IoError(_, error) => error,
        other => io::Error::other(other),
    }
}

fn of_parquet(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(cause) => match cause.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(cause) => io::Error::other(cause),
        },
        other => io::Error::other(other),
    }
}
