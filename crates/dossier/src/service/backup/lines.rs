//! Rows as lines of JSON: an object a row with its columns as keys, ids as text, bytes in base64.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dossier_db::backup::{Field, Kind, Shape};
use serde_json::{Map, Value};
use uuid::Uuid;

/// A row as a line.
pub(super) fn to_line(shape: &Shape, row: &[Field]) -> String {
    let mut map = Map::new();
    for (column, field) in shape.columns.iter().zip(row) {
        let value = match field {
            Field::Null => Value::Null,
            Field::Int(number) => Value::from(*number),
            Field::Text(text) => Value::from(text.as_str()),
            Field::Id(id) => Value::from(id.to_string()),
            Field::Bytes(bytes) => Value::from(STANDARD.encode(bytes)),
        };
        map.insert(column.name.clone(), value);
    }
    Value::Object(map).to_string()
}

/// A line as a row, its fields in the order of the columns; `None` where it does not fit them.
pub(super) fn to_row(shape: &Shape, line: &str) -> Option<Vec<Field>> {
    let Ok(Value::Object(mut map)) = serde_json::from_str(line) else { return None };
    let mut row = Vec::with_capacity(shape.columns.len());
    for column in &shape.columns {
        row.push(match (column.kind, map.remove(&column.name)?) {
            (_, Value::Null) => Field::Null,
            (Kind::Int, Value::Number(number)) => Field::Int(number.as_i64()?),
            (Kind::Text, Value::String(text)) => Field::Text(text),
            (Kind::Id, Value::String(text)) => Field::Id(Uuid::parse_str(&text).ok()?),
            (Kind::Bytes, Value::String(text)) => Field::Bytes(STANDARD.decode(text).ok()?),
            _ => return None,
        });
    }
    map.is_empty().then_some(row)
}
