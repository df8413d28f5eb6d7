//! Names of metrics: what dashboard, alerts and guide speak of is what the code counts, and the guide leaves nothing out.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Words with an underscore in queries that are no metrics.
const FUNCTIONS: [&str; 2] = ["histogram_quantile", "clamp_min"];

/// How the code counts, and what Prometheus makes of a name.
const MACROS: [(&str, &[&str]); 3] =
    [("counter!(", &[""]), ("gauge!(", &[""]), ("histogram!(", &["_bucket", "_sum", "_count"])];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|_| panic!("{path} is there"))
}

/// All Rust files below a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// Names that the code counts by, histograms with what Prometheus makes of them.
fn counted() -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut names, mut rows) = (BTreeSet::new(), BTreeSet::new());
    for path in sources(&root().join("crates/server/src")) {
        let code = std::fs::read_to_string(path).expect("UTF-8");
        for (mark, ends) in MACROS {
            for rest in code.split(mark).skip(1) {
                let name = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
                let name = name.expect("a name as text");
                names.insert(name.to_owned());
                rows.extend(ends.iter().map(|end| format!("{name}{end}")));
            }
        }
    }
    (names, rows)
}

/// Metrics in a query: words with an underscore outside of braces and quotes.
fn asked(query: &str) -> BTreeSet<String> {
    let (mut plain, mut depth) = (String::new(), 0_u32);
    for sign in query.chars() {
        match sign {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(sign),
            _ => {}
        }
    }
    let words = plain.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_');
    words.filter(|word| word.contains('_') && !FUNCTIONS.contains(word)).map(str::to_owned).collect()
}

fn must_be_counted(place: &str, queries: &[String]) {
    let (_, rows) = counted();
    assert!(queries.len() > 5, "{place}: {queries:?}");
    for query in queries {
        let unknown: Vec<String> = asked(query).into_iter().filter(|name| !rows.contains(name)).collect();
        assert!(unknown.is_empty(), "{place}: nothing counts {unknown:?} in {query}");
    }
}

#[test]
fn the_dashboard_shows_what_is_counted() {
    let board: serde_json::Value = serde_json::from_str(&text("deploy/grafana/dossier.json")).expect("JSON");
    let panels = board["panels"].as_array().expect("panels");
    let targets = panels.iter().flat_map(|panel| panel["targets"].as_array().expect("targets"));
    let queries: Vec<String> = targets.filter_map(|target| target["expr"].as_str().map(str::to_owned)).collect();
    must_be_counted("dashboard", &queries);
    let (names, _) = counted();
    let all = queries.join(" ");
    for name in names {
        assert!(all.contains(&name), "{name} is counted and not shown");
    }
}

#[test]
fn alerts_look_at_what_is_counted() {
    let text = text("deploy/prometheus/alerts.yml");
    let queries: Vec<String> =
        text.lines().filter_map(|line| line.trim().strip_prefix("expr: ")).map(str::to_owned).collect();
    must_be_counted("alerts", &queries);
    assert_eq!(queries.len(), text.matches("- alert: ").count());
    assert_eq!(
        asked("rate(no_such_total{code=\"a_b\"}[5m]) > clamp_min(1, 2)"),
        BTreeSet::from(["no_such_total".to_owned()])
    );
}

#[test]
fn the_guide_names_every_metric() {
    let guide = text("docs/operations.md");
    for name in counted().0 {
        assert!(guide.contains(&format!("`{name}")), "docs/operations.md does not tell of {name}");
    }
}
