//! The flags of `rolecall lsp`.

use clap::Args;

use crate::cli::baseline::BaselineArg;
use crate::cli::reading::ReadArgs;
use crate::cli::wanted::WantedArgs;

/// Show findings in an editor: a language server over standard input and output
///
/// While you type in a YAML, CSV, TSV or JSON chart, the editor shows its findings. It explains the verdict on the position
/// under the mouse, and offers actions that fix or suppress a finding. The configuration is that of the folder that the
/// editor has open.
#[derive(Args)]
pub struct LspArgs {
    #[command(flatten)]
    pub read: ReadArgs,
    #[command(flatten)]
    pub wanted: WantedArgs,
    #[command(flatten)]
    pub baseline: BaselineArg,
    /// Ignored: standard input and output are always used. Some editors give this flag
    #[arg(long, hide = true)]
    stdio: bool,
}
