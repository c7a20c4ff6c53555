//! What was tried against incidents of a service, and what came of it.

use std::collections::BTreeMap;

use crate::numbers::quantile::median;
use crate::record::{Effect, Leaf, Mitigation, MitigationKind};
use crate::stats::{Measure, numbers};
use crate::workspace::{Case, Workspace};

/// One kind of mitigation against one kind of failure, over all incidents of a service.
#[derive(Debug, Clone)]
pub struct Worked<'a> {
    /// The kind of failure: the category of the analysis in lower case, where there is one.
    pub failure: Option<String>,
    /// What kind of step; `None` where nobody says.
    pub kind: Option<MitigationKind>,
    /// How often it was used.
    pub used: usize,
    /// How often it helped, helped somewhat, and did nothing or harm; the rest is not known.
    pub effects: [usize; 3],
    /// Time to mitigate of the incidents in which it helped, in seconds, the shortest first.
    pub seconds: Vec<i64>,
    /// Every use, the newest first: the incident, by its place in the workspace, and the step.
    pub uses: Vec<(usize, &'a Mitigation)>,
}

impl Worked<'_> {
    /// The median time to mitigate, in seconds.
    pub fn median(&self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "seconds, far below 2^52")]
        let seconds: Vec<f64> = self.seconds.iter().map(|seconds| *seconds as f64).collect();
        median(&seconds)
    }

    /// The newest step that helped, else the newest.
    pub fn last(&self) -> Option<(usize, &Mitigation)> {
        let helped = self.uses.iter().find(|(_, step)| effect(step) == Some(Effect::Yes));
        helped.or(self.uses.first()).map(|(case, step)| (*case, *step))
    }
}

fn effect(step: &Mitigation) -> Option<Effect> {
    step.effective.as_ref().and_then(Leaf::get).copied()
}

/// What was tried against incidents of a service, by its place: by kind of failure, then what helped most often first.
pub fn worked<'a>(workspace: &'a Workspace, service: usize) -> Vec<Worked<'a>> {
    let about = |case: &Case| {
        case.counts() && case.data.services.iter().any(|name| workspace.names.service(name) == Some(service))
    };
    let ours = |case: &Case| case.kind != crate::record::IncidentKind::External;
    let cases = workspace.cases.iter().map(AsRef::as_ref);
    let mut cases: Vec<(usize, &Case)> =
        cases.enumerate().filter(|(_, case)| ours(case) && about(case)).collect();
    cases.sort_by_key(|(i, case)| (std::cmp::Reverse(case.began(&workspace.policy.times)), *i));
    let mut found: BTreeMap<(Option<String>, Option<MitigationKind>), Worked<'a>> = BTreeMap::new();
    for (i, case) in cases {
        let category = case.data.analysis.as_ref().and_then(|analysis| analysis.category.as_ref());
        let failure = category.filter(|text| text.says_something()).map(|text| text.trim().to_lowercase());
        let ttm = numbers(case, &workspace.policy).get(Measure::Ttm).seconds();
        let steps = case.data.response.iter().flat_map(|response| &response.mitigations);
        let mut counted: Vec<Option<MitigationKind>> = Vec::new();
        for step in steps {
            let kind = step.kind.as_ref().and_then(Leaf::get).copied();
            let one = found.entry((failure.clone(), kind)).or_insert_with(|| Worked {
                failure: failure.clone(),
                kind,
                used: 0,
                effects: [0; 3],
                seconds: Vec::new(),
                uses: Vec::new(),
            });
            one.used += 1;
            one.uses.push((i, step));
            match effect(step) {
                Some(Effect::Yes) => {
                    one.effects[0] += 1;
                    // An incident is mitigated once, however many steps helped.
                    if !counted.contains(&kind) {
                        counted.push(kind);
                        one.seconds.extend(ttm);
                    }
                }
                Some(Effect::Partial) => one.effects[1] += 1,
                Some(Effect::No | Effect::Harmful) => one.effects[2] += 1,
                Some(Effect::Unknown) | None => {}
            }
        }
    }
    let mut all: Vec<Worked<'a>> = found.into_values().collect();
    for one in &mut all {
        one.seconds.sort_unstable();
    }
    // Known failures by name, then the others; a stable sort keeps kinds in their order where nothing else tells.
    all.sort_by_key(|one| {
        (one.failure.is_none(), one.failure.clone(), std::cmp::Reverse(one.effects[0]), one.effects[2])
    });
    all
}
