//! What other tools would print, with each formula.

use super::seconds;
use crate::stats::Printed;
use crate::text::sheet::Sheet;

pub(super) fn section(printed: &[Printed]) -> Sheet {
    let mut sheet = Sheet::default();
    sheet.heading("What other tools would print");
    let row = |one: &Printed| {
        vec![
            one.tool.to_owned(),
            one.name.to_owned(),
            one.formula.to_owned(),
            one.statistic.to_owned(),
            one.value.map_or_else(|| "no data".into(), seconds),
            one.n.to_string(),
            one.missing.to_string(),
            one.negative.to_string(),
        ]
    };
    let columns = ["tool", "its name", "formula", "", "value#", "n#", "an end unknown#", "negative#"];
    sheet.table(&columns, printed.iter().map(row).collect());
    sheet
}
