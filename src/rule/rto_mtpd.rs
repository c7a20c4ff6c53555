//! Promises that add up to more than can be tolerated.

use super::support::applies;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::recovery::{lasting, promises};
use crate::time::show_seconds;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "rto-mtpd",
    group: Group::Recovery,
    level: Level::Error,
    summary: "RTO and WRT together are longer than the MTPD.",
    why: "The maximum tolerable period of disruption ends when work goes on as usual, not when the service answers \
          again: what was lost has to be entered again, backlogs worked off, books compared. When in April 2022 a \
          vendor brought back the deleted sites of 775 customers, the technical restore of one batch took about two \
          days and the checks with each customer came on top. An RTO that leaves no time for that promises nothing.",
    bad: &[("services/ledger.yaml", "id: ledger\nobjectives: {rto: 3h, wrt: 2h, mtpd: 4h}\n")],
    good: &[("services/ledger.yaml", "id: ledger\nobjectives: {rto: 2h, wrt: 2h, mtpd: 4h}\n")],
    check: Check::Whole(
        |all| applies::promising(all, |objectives| objectives.rto.is_some() && objectives.mtpd.is_some()),
        check,
    ),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    for record in lasting(workspace).services() {
        let promised = promises(&record.data);
        let Some((rto, mtpd)) = promised.rto.zip(promised.mtpd) else { continue };
        let wrt = promised.wrt.unwrap_or(0);
        if rto.saturating_add(wrt) <= mtpd {
            continue;
        }
        let (own, work, limit) = (show_seconds(rto), show_seconds(wrt), show_seconds(mtpd));
        let message = match promised.wrt {
            Some(_) => {
                format!("an RTO of {own} and a WRT of {work} are more than the {limit} that can be tolerated")
            }
            None => format!("an RTO of {own} is more than the {limit} that can be tolerated"),
        };
        let left = mtpd - wrt;
        findings.push(
            Finding::new(RULE.id, &record.file, at("objectives.rto"), message)
                .second(at("objectives.mtpd"), "the maximum tolerable period of disruption")
                .help(if left > 0 {
                    format!("an RTO of {} would fit", show_seconds(left))
                } else {
                    "the WRT alone uses it up: shorten that first".into()
                }),
        );
    }
}
