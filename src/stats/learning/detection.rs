//! Who or what noticed: users, monitoring with its layer, logs, operators.

use super::share;
use crate::numbers::wilson::Proportion;
use crate::record::{DetectionSource, Layer, Leaf};
use crate::stats::detected_by;
use crate::workspace::Case;

/// How many were noticed in one way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Detected {
    /// By whom or what.
    pub source: DetectionSource,
    /// The layer of monitoring; `None` for the whole of a source.
    pub layer: Option<Layer>,
    /// How many.
    pub count: usize,
    /// The share among those of which it is known, with its Wilson interval; `None` where it is known of none.
    pub share: Option<Proportion>,
}

/// Who or what noticed.
#[derive(Debug, Clone, PartialEq)]
pub struct Detection {
    /// Every source in a fixed order, users first; monitoring followed by its layers.
    pub rows: Vec<Detected>,
    /// Noticed by monitoring that does not say which layer.
    pub layer_unsaid: usize,
    /// Of how many it is known.
    pub known: usize,
    /// Of how many it is not.
    pub unknown: usize,
}

impl Detection {
    pub(super) fn of(cases: &[&Case]) -> Self {
        let noticed: Vec<(DetectionSource, Option<Layer>)> =
            cases.iter().filter_map(|case| Some((detected_by(case)?, layer(case)))).collect();
        let known = noticed.len();
        let row = |source, layer: Option<Layer>| {
            let same = |(by, on): &&(DetectionSource, Option<Layer>)| {
                *by == source && (layer.is_none() || *on == layer)
            };
            let count = noticed.iter().filter(same).count();
            Detected { source, layer, count, share: share(count, known) }
        };
        let mut rows = vec![row(DetectionSource::UserReport, None), row(DetectionSource::Monitoring, None)];
        rows.extend(Layer::ALL.iter().map(|&layer| row(DetectionSource::Monitoring, Some(layer))));
        rows.extend(
            [DetectionSource::Logs, DetectionSource::Operator, DetectionSource::Other]
                .map(|source| row(source, None)),
        );
        let unsaid =
            |(by, on): &&(DetectionSource, Option<Layer>)| *by == DetectionSource::Monitoring && on.is_none();
        let layer_unsaid = noticed.iter().filter(unsaid).count();
        Self { rows, layer_unsaid, known, unknown: cases.len() - known }
    }
}

fn layer(case: &Case) -> Option<Layer> {
    case.data.detection.as_ref()?.layer.as_ref().and_then(Leaf::get).copied()
}
