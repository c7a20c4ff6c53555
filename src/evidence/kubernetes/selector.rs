//! Label selectors: which pods a budget, a service or a spread rule means.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::evidence::value::{items, text, text_at, texts};

/// Labels of pods.
pub type Labels = BTreeMap<String, String>;

/// `matchLabels` and `matchExpressions`, all of which must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Selector {
    labels: Labels,
    expressions: Vec<Expression>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Expression {
    key: String,
    operator: Operator,
    values: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    In,
    NotIn,
    Exists,
    DoesNotExist,
    /// The API would refuse it; nothing fits.
    Other,
}

impl Selector {
    pub(super) fn read(value: &Value) -> Self {
        let expressions = items(value, &["matchExpressions"]).iter().map(|one| Expression {
            key: text_at(one, &["key"]).unwrap_or_default(),
            operator: match text_at(one, &["operator"]).as_deref() {
                Some("In") => Operator::In,
                Some("NotIn") => Operator::NotIn,
                Some("Exists") => Operator::Exists,
                Some("DoesNotExist") => Operator::DoesNotExist,
                _ => Operator::Other,
            },
            values: items(one, &["values"]).iter().filter_map(text).map(Into::into).collect(),
        });
        Self { labels: texts(value, &["matchLabels"]), expressions: expressions.collect() }
    }

    /// Labels only, as a Service writes them.
    pub(super) fn of_labels(labels: Labels) -> Self {
        Self { labels, expressions: Vec::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.labels.is_empty() && self.expressions.is_empty()
    }

    /// Whether it means pods with these labels; an empty one means all.
    pub(super) fn matches(&self, labels: &Labels) -> bool {
        let labelled = self.labels.iter().all(|(key, value)| labels.get(key) == Some(value));
        labelled && self.expressions.iter().all(|one| one.holds(labels.get(&one.key)))
    }
}

impl Expression {
    fn holds(&self, value: Option<&String>) -> bool {
        match self.operator {
            Operator::In => value.is_some_and(|value| self.values.contains(value)),
            Operator::NotIn => value.is_none_or(|value| !self.values.contains(value)),
            Operator::Exists => value.is_some(),
            Operator::DoesNotExist => value.is_none(),
            Operator::Other => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn expressions() {
        let labels: Labels = [("app", "web"), ("track", "stable")].map(|(k, v)| (k.into(), v.into())).into();
        let fits = |key: &str, operator: &str, values: &[&str]| {
            let one = json!({"matchExpressions": [{"key": key, "operator": operator, "values": values}]});
            Selector::read(&one).matches(&labels)
        };
        assert!(
            fits("app", "In", &["api", "web"]) && !fits("app", "In", &["api"]) && !fits("tier", "In", &["a"])
        );
        assert!(
            fits("app", "NotIn", &["api"])
                && !fits("app", "NotIn", &["web"])
                && fits("tier", "NotIn", &["a"])
        );
        assert!(fits("app", "Exists", &[]) && !fits("tier", "Exists", &[]));
        assert!(fits("tier", "DoesNotExist", &[]) && !fits("app", "DoesNotExist", &[]));
        assert!(!fits("app", "Gt", &["1"]));
        let both = json!({"matchLabels": {"app": "web"}, "matchExpressions": [{"key": "track", "operator": "Exists"}]});
        assert!(Selector::read(&both).matches(&labels));
    }
}
