//! The option that says who will read what is made.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::record::Audience;

/// Who will read it.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct AudienceArgs {
    /// Who will read it: `public`, `internal` (everybody inside), or `restricted` (those who may read everything) [default: internal]
    ///
    /// Records and fields that these readers may not see are taken out before anything is counted, and what is written is
    /// searched for them: where one is found, nothing is written. Settings and fields: docs/audiences.md.
    #[arg(long, value_name = "WHO", hide_possible_values = true, value_parser = audience())]
    pub audience: Option<Audience>,
}

impl AudienceArgs {
    /// The audience that was named, else everybody inside.
    pub(crate) fn named_or_internal(self) -> Audience {
        self.audience.unwrap_or(Audience::Internal)
    }
}

fn audience() -> impl TypedValueParser<Value = Audience> {
    let read = |name: &str| Audience::ALL.iter().copied().find(|audience| audience.word() == name);
    PossibleValuesParser::new(Audience::ALL.iter().map(|audience| audience.word()))
        .map(move |name| read(&name).unwrap_or(Audience::Public))
}
