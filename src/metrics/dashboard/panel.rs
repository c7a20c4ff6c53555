//! Panels and where they stand.

use serde_json::{Value as Json, json};

/// The columns of a dashboard.
const WIDTH: u32 = 24;

/// The data source chosen at import.
pub(super) fn source() -> Json {
    json!({ "type": "prometheus", "uid": "${DS_PROMETHEUS}" })
}

/// What a panel is called and what its reader should know.
#[derive(Debug, Clone, Copy)]
pub(super) struct About(pub(super) &'static str, pub(super) &'static str);

/// A query, and the legend of its series or the head of its column.
#[derive(Debug)]
pub(super) struct Query {
    pub(super) expr: String,
    name: &'static str,
}

/// Makes a query.
pub(super) fn query(expr: impl Into<String>, name: &'static str) -> Query {
    Query { expr: expr.into(), name }
}

/// Panels, placed from left to right and from top to bottom.
#[derive(Debug, Default)]
pub(super) struct Board {
    panels: Vec<Json>,
    x: u32,
    y: u32,
    /// How tall the tallest panel of the line is.
    height: u32,
}

impl Board {
    /// The panels.
    pub(super) fn panels(self) -> Vec<Json> {
        self.panels
    }

    /// Begins a section.
    pub(super) fn row(&mut self, title: &str) {
        self.place((WIDTH, 1), json!({ "type": "row", "title": title, "collapsed": false, "panels": [] }));
    }

    /// One number, red from `red` on where that is given.
    pub(super) fn number(&mut self, about: About, query: &str, unit: &str, red: Option<u32>) {
        let calm = if red.is_some() { "green" } else { "text" };
        let mut steps = vec![json!({ "color": calm, "value": null })];
        steps.extend(red.map(|red| json!({ "color": "red", "value": red })));
        let thresholds = json!({ "mode": "absolute", "steps": steps });
        let defaults = json!({
            "unit": unit,
            "noValue": "none",
            "color": { "mode": "thresholds" },
            "thresholds": thresholds,
        });
        let options = json!({
            "colorMode": "value",
            "graphMode": "none",
            "textMode": "value",
            "reduceOptions": { "calcs": ["lastNotNull"], "fields": "", "values": false },
        });
        let target = json!({ "refId": "A", "expr": query, "instant": true, "datasource": source() });
        let config = json!({ "defaults": defaults, "overrides": [] });
        self.panel((6, 4), "stat", about, &[target], &config, &options);
    }

    /// Series over time.
    pub(super) fn lines(&mut self, about: About, width: u32, unit: &str, queries: &[Query]) {
        self.series(about, width, unit, queries, &[]);
    }

    /// A value over time within its interval; the legends of the queries are `low`, `high` and another.
    pub(super) fn band(&mut self, about: About, width: u32, unit: &str, queries: &[Query]) {
        let property = |id: &str, value: Json| json!({ "id": id, "value": value });
        let thin = |name: &str, mut more: Vec<Json>| {
            more.push(property("custom.lineWidth", json!(0)));
            json!({ "matcher": { "id": "byName", "options": name }, "properties": more })
        };
        let fill =
            vec![property("custom.fillBelowTo", json!("low")), property("custom.fillOpacity", json!(20))];
        self.series(about, width, unit, queries, &[thin("high", fill), thin("low", Vec::new())]);
    }

    fn series(&mut self, about: About, width: u32, unit: &str, queries: &[Query], overrides: &[Json]) {
        let target = |(i, query): (usize, &Query)| json!({ "refId": letter(i), "expr": query.expr, "legendFormat": query.name, "datasource": source() });
        let targets: Vec<Json> = queries.iter().enumerate().map(target).collect();
        let custom = json!({ "drawStyle": "line", "lineInterpolation": "stepAfter", "fillOpacity": 0, "spanNulls": false });
        let config =
            json!({ "defaults": { "unit": unit, "min": 0, "custom": custom }, "overrides": overrides });
        let options = json!({
            "legend": { "displayMode": "list", "placement": "bottom", "showLegend": true, "calcs": [] },
            "tooltip": { "mode": "multi", "sort": "desc" },
        });
        self.panel((width, 8), "timeseries", about, &targets, &config, &options);
    }

    /// A table: one column a query, with its unit, beside the labels that the queries share.
    pub(super) fn table(&mut self, about: About, columns: &[(Query, &str)]) {
        let target = |(i, (query, _)): (usize, &(Query, &str))| json!({ "refId": letter(i), "expr": query.expr, "format": "table", "instant": true, "datasource": source() });
        let head = |(i, (query, unit)): (usize, &(Query, &str))| {
            json!({
                "matcher": { "id": "byName", "options": format!("Value #{}", letter(i)) },
                "properties": [
                    { "id": "displayName", "value": query.name },
                    { "id": "unit", "value": unit },
                ],
            })
        };
        let targets: Vec<Json> = columns.iter().enumerate().map(target).collect();
        let overrides: Vec<Json> = columns.iter().enumerate().map(head).collect();
        let config = json!({ "defaults": { "noValue": "" }, "overrides": overrides });
        self.panel((WIDTH, 9), "table", about, &targets, &config, &json!({ "showHeader": true }));
        if let Some(Json::Object(panel)) = self.panels.last_mut() {
            let hidden = json!({ "excludeByName": { "Time": true }, "indexByName": {}, "renameByName": {} });
            let steps = json!([{ "id": "merge", "options": {} }, { "id": "organize", "options": hidden }]);
            panel.insert("transformations".into(), steps);
        }
    }

    fn panel(
        &mut self,
        size: (u32, u32),
        kind: &str,
        about: About,
        targets: &[Json],
        config: &Json,
        options: &Json,
    ) {
        let panel = json!({
            "type": kind,
            "title": about.0,
            "description": about.1,
            "datasource": source(),
            "targets": targets,
            "fieldConfig": config,
            "options": options,
        });
        self.place(size, panel);
    }

    /// Puts a panel beside the last one, or below the line where there is no room.
    fn place(&mut self, (width, height): (u32, u32), mut panel: Json) {
        if self.x + width > WIDTH {
            (self.x, self.y, self.height) = (0, self.y + self.height, 0);
        }
        if let Json::Object(panel) = &mut panel {
            panel.insert("id".into(), json!(self.panels.len() + 1));
            panel.insert("gridPos".into(), json!({ "h": height, "w": width, "x": self.x, "y": self.y }));
        }
        self.panels.push(panel);
        self.x += width;
        self.height = self.height.max(height);
    }
}

/// `A`, `B`, …: the name of a query in its panel.
fn letter(index: usize) -> char {
    char::from(b'A' + u8::try_from(index % 26).unwrap_or_default())
}
