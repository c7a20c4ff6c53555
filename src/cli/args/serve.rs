//! The options of `serve`.

/// `serve`.
#[derive(Debug, clap::Args)]
pub(crate) struct ServeArgs {
    /// The port; the next free one where it is taken, any free one for 0
    #[arg(long, short, value_name = "PORT", default_value_t = 8000)]
    pub port: u16,
    /// Let others in: the address or name of this machine to serve at, `0.0.0.0` for all of them
    #[arg(long, value_name = "HOST")]
    pub host: Option<String>,
    /// Open the site in the browser
    #[arg(long)]
    pub open: bool,
    /// Who reads it
    #[command(flatten)]
    pub audience: super::AudienceArgs,
}
