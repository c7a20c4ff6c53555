//! Terraform and `OpenTofu`: `show -json` of a plan or state, and raw state of version 4.
//!
//! Of a plan, what will be: planned values, with what is only known after apply said to be unknown. Data sources do not
//! count. Only attributes of the allow-list are kept.

mod allow;
mod attribute;

use std::collections::BTreeMap;

use serde_json::Value;

use super::value::{at, items, short, text, text_at, whole};
pub use attribute::Known;

/// Which of the three it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `terraform show -json PLAN`.
    Plan,
    /// `terraform show -json`.
    State,
    /// `terraform.tfstate` itself.
    Raw,
}

impl Form {
    /// Its name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::State => "state",
            Self::Raw => "raw state",
        }
    }
}

/// What a plan or state holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resources {
    /// Which of the three it was.
    pub form: Form,
    /// Resources whose type says something about recovery, in the order of the file.
    pub resources: Vec<Resource>,
    /// Managed resources of other types, with how many.
    pub unread: BTreeMap<String, usize>,
}

/// A managed resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// `module.db.aws_db_instance.main[0]`.
    pub address: String,
    /// `aws_db_instance`.
    pub kind: &'static str,
    /// Its name in the configuration.
    pub name: String,
    /// Attributes that are there, by path, with what is known of them.
    pub attributes: BTreeMap<String, Known>,
    /// The cluster it belongs to, or its own identifier: to put resources together, never shown.
    link: Option<String>,
}

impl Resource {
    /// What is known of an attribute; nothing where it is not there.
    pub fn get(&self, path: &str) -> Option<&Known> {
        self.attributes.get(path)
    }

    /// Every attribute whose path, without the numbers of blocks, is this.
    pub fn all(&self, path: &str) -> Vec<(&str, &Known)> {
        let plain = |shown: &str| {
            let parts = shown.split('[');
            parts.map(|part| part.split_once(']').map_or(part, |(_, rest)| rest)).collect::<String>()
        };
        let wanted = self.attributes.iter().filter(|(shown, _)| plain(shown) == path);
        wanted.map(|(shown, known)| (shown.as_str(), known)).collect()
    }

    /// The module it is in, empty for the root.
    pub fn module(&self) -> &str {
        self.address.rfind(self.kind).map_or("", |start| self.address[..start].trim_end_matches('.'))
    }

    /// Whether both name the same cluster; nothing where one does not say, or only after apply.
    pub fn belongs_to(&self, other: &Self) -> Option<bool> {
        Some(self.link.as_ref()? == other.link.as_ref()?)
    }
}

/// Whether this looks like a plan or state.
pub(super) fn is_terraform(value: &Value) -> bool {
    let has = |key: &str| value.get(key).is_some();
    let shown = has("format_version") && !has("apiVersion");
    shown || (has("terraform_version") && has("version") && has("resources"))
}

/// Reads a plan or state; the error says why not.
pub(super) fn read(value: &Value) -> Result<Resources, String> {
    if let Some(version) = text_at(value, &["format_version"]) {
        let major = version.split('.').next().and_then(|major| major.parse::<u32>().ok());
        if major.is_none_or(|major| major > 1) {
            return Err(format!("has format version {version}, and 0.x and 1.x are known"));
        }
        let plan = value.get("planned_values").is_some() || value.get("resource_changes").is_some();
        if text_at(value, &["errored"]).as_deref() == Some("true") {
            return Err("is a plan that ended in an error: what it says is not what will be".into());
        }
        let (form, root) = if plan { (Form::Plan, "planned_values") } else { (Form::State, "values") };
        let mut found = Resources { form, resources: Vec::new(), unread: BTreeMap::new() };
        let changes = items(value, &["resource_changes"]).iter();
        let unknown: BTreeMap<String, &Value> = changes
            .filter_map(|change| {
                Some((text_at(change, &["address"])?, at(change, &["change", "after_unknown"])?))
            })
            .collect();
        if let Some(root) = at(value, &[root, "root_module"]) {
            found.module(root, &unknown);
        }
        return Ok(found);
    }
    if at(value, &["version"]).and_then(whole) != Some(4) {
        return Err("is a raw state of another version than 4: use `terraform show -json`".into());
    }
    let mut found = Resources { form: Form::Raw, resources: Vec::new(), unread: BTreeMap::new() };
    for resource in items(value, &["resources"]) {
        found.raw(resource);
    }
    Ok(found)
}

impl Resources {
    /// The resources of a module and of those in it; no deeper than JSON was allowed to nest.
    fn module(&mut self, module: &Value, unknown: &BTreeMap<String, &Value>) {
        let mut left = vec![module];
        while let Some(module) = left.pop() {
            for resource in items(module, &["resources"]) {
                if text_at(resource, &["mode"]).as_deref() == Some("data") {
                    continue;
                }
                let mut address = text_at(resource, &["address"]).unwrap_or_default();
                // Terraform 0.12 left the index out of the address.
                if let Some(index) = at(resource, &["index"]).filter(|_| !address.ends_with(']')) {
                    address.push_str(&indexed(index));
                }
                let kind = text_at(resource, &["type"]).unwrap_or_default();
                let values = at(resource, &["values"]).unwrap_or(&Value::Null);
                let hidden = at(resource, &["sensitive_values"]).unwrap_or(&Value::Null);
                let later = unknown.get(&address).copied().unwrap_or(&Value::Null);
                self.resource(address, &kind, resource, [values, later, hidden]);
            }
            left.extend(items(module, &["child_modules"]).iter().rev());
        }
    }

    fn raw(&mut self, resource: &Value) {
        if text_at(resource, &["mode"]).as_deref() == Some("data") {
            return;
        }
        let part = |key| text_at(resource, &[key]).unwrap_or_default();
        let (kind, name) = (part("type"), part("name"));
        let module = text_at(resource, &["module"]).map(|module| format!("{module}.")).unwrap_or_default();
        for instance in items(resource, &["instances"]) {
            let index = at(instance, &["index_key"]).map(indexed).unwrap_or_default();
            let address = format!("{module}{kind}.{name}{index}");
            let values = at(instance, &["attributes"]).unwrap_or(&Value::Null);
            self.resource(address, &kind, resource, [values, &Value::Null, &Value::Null]);
        }
    }

    fn resource(&mut self, address: String, kind: &str, resource: &Value, values: [&Value; 3]) {
        let Some((kind, paths)) = allow::attributes(kind) else {
            *self.unread.entry(kind.to_owned()).or_default() += 1;
            return;
        };
        let links = ["cluster_identifier", "id"];
        let link = links.iter().find_map(|key| text_at(values[0], &[key]));
        self.resources.push(Resource {
            address,
            kind,
            name: text_at(resource, &["name"]).unwrap_or_default(),
            attributes: attribute::read(paths, values),
            link,
        });
    }
}

fn indexed(index: &Value) -> String {
    match index {
        Value::String(key) => format!("[\"{}\"]", short(key)),
        other => text(other).map(|index| format!("[{index}]")).unwrap_or_default(),
    }
}
