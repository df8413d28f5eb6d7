//! A brand file back as TOML, for desks that fill it in as a form. Knows values, not what they mean.

use serde_json::{Map, Value};

/// An object as a TOML document. Null, no, empty texts, empty lists and empty groups are left out.
pub(super) fn toml(file: &Value) -> String {
    let mut out = String::new();
    if let Value::Object(fields) = file {
        group(&mut out, "", fields);
    }
    out
}

/// Fields of a group: first those of one line, then the groups in it, because a head ends what stands before it.
fn group(out: &mut String, path: &str, fields: &Map<String, Value>) {
    for (name, value) in fields.iter().filter(|(_, value)| !is_empty(value) && !has_head(value)) {
        out.push_str(&format!("{name} = {}\n", line(value)));
    }
    for (name, value) in fields.iter().filter(|(_, value)| !is_empty(value)) {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        match value {
            Value::Object(inner) => {
                if inner.values().any(|value| !is_empty(value) && !has_head(value)) {
                    out.push_str(&format!("\n[{path}]\n"));
                }
                group(out, &path, inner);
            }
            Value::Array(entries) => {
                for inner in entries.iter().filter_map(Value::as_object) {
                    out.push_str(&format!("\n[[{path}]]\n"));
                    group(out, &path, inner);
                }
            }
            _ => {}
        }
    }
}

/// Whether a value stands under a head of its own.
fn has_head(value: &Value) -> bool {
    match value {
        Value::Object(_) => true,
        Value::Array(entries) => entries.iter().any(Value::is_object),
        _ => false,
    }
}

/// Whether leaving a value out says the same.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(entries) => entries.is_empty(),
        Value::Object(fields) => fields.values().all(is_empty),
        Value::Bool(yes) => !yes,
        Value::Number(_) => false,
    }
}

/// A value on one line.
fn line(value: &Value) -> String {
    match value {
        Value::Array(entries) => {
            let entries: Vec<String> = entries.iter().map(line).collect();
            format!("[{}]", entries.join(", "))
        }
        // TOML knows the escapes of JSON, but takes no bare DEL.
        other => other.to_string().replace('\u{7f}', "\\u007F"),
    }
}

#[cfg(test)]
mod tests {
    use crate::brand::{Assets, Brand, BrandFile};

    const WHOLE: &str = r##"
name = "Kornhaus \"Personal\" AG"
town = "Zürich"
country = "CH"
currency = "CHF"
portage = true

[contact]
name = 'Livia \ Aeschlimann'

[style]
accent = "#0B5351"
fonts = ["a.ttf", "b.otf"]

[offer]
payment_days = 30
binding = true

[[offer.surcharges]]
label = "Nacht"
percent_tenths = 250

[[signature]]
name = "A"

[[signature]]
name = "B"

[legal.services]
de = """
Zwei
Zeilen"""

[[rate]]
role = "Java"
level = "senior"
unit = "hour"
cents = 14500
from = "2026-01-01"

[[client]]
name = "Muster"
"##;

    #[test]
    fn what_is_written_reads_as_the_same_file() {
        for file in [BrandFile::default(), BrandFile::read(WHOLE).expect("a file")] {
            let written = file.to_toml();
            assert_eq!(BrandFile::read(&written).expect(&written), file, "{written}");
        }
        assert_eq!(BrandFile::default().to_toml(), "");
    }

    #[test]
    fn a_checked_brand_can_be_written_and_checked_again() {
        let file = BrandFile { town: "Bern\u{7f}\n".into(), ..BrandFile::default() };
        let filled = Brand::new(file, &Assets::new()).expect("sound").file;
        let again = Brand::parse(&filled.to_toml(), &Assets::new()).expect("sound").file;
        assert_eq!(again, filled);
    }
}
