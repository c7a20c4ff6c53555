//! The metrics file: `OpenMetrics` 1.0 that a reader of the older text format takes too.
//!
//! Both read gauges, and both read a line that begins with `#` which they do not know as a comment. So there are gauges
//! only, no timestamps (`node_exporter` refuses a file with one), no empty line, and `# EOF` at the end.

use std::io;

use super::{Facts, Samples, families};
use crate::text::exposition::quoted;

/// Writes every family that has a number.
pub fn openmetrics(facts: &Facts<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    for family in families() {
        let mut samples = Samples::default();
        (family.samples)(facts, &mut samples);
        if samples.all().is_empty() {
            continue;
        }
        writeln!(out, "# HELP {} {}", family.name, family.help)?;
        writeln!(out, "# TYPE {} gauge", family.name)?;
        if let Some(unit) = family.unit.word() {
            writeln!(out, "# UNIT {} {unit}", family.name)?;
        }
        for sample in samples.all() {
            let pairs = family.labels.iter().zip(&sample.labels);
            let pairs: Vec<String> =
                pairs.map(|(label, value)| format!("{}={}", label.name, quoted(value))).collect();
            let labels = if pairs.is_empty() { String::new() } else { format!("{{{}}}", pairs.join(",")) };
            writeln!(out, "{}{labels} {}", family.name, sample.value)?;
        }
    }
    writeln!(out, "# EOF")
}
