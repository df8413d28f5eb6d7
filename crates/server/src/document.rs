//! The API document (OpenAPI 3.1): what all operations share is added here once, the text is stable, and a page shows it
//! without script or network. The operations themselves stand beside their handlers.

use crate::problem::{PROBLEM, ProblemBody};
use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::routing::get;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::openapi::path::{Operation, Parameter, ParameterIn};
use utoipa::openapi::schema::{AdditionalProperties, SchemaType, Type};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{
    Components, ContentBuilder, OpenApi, PathItem, Ref, RefOr, Required, Response, ResponseBuilder, Schema,
};
use utoipa::{PartialSchema, ToSchema};

/// Where the document is served.
pub const DOCUMENT_PATH: &str = "/api/v1/openapi.json";

/// Where the page is served.
pub const PAGE_PATH: &str = "/api/docs";

const STYLE_PATH: &str = "/api/docs.css";

/// Style of the page; a file of its own, because the policy of pages allows no style inside.
const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;\
background:#fff}h1,h2{line-height:1.2}code,pre{font:14px/1.4 ui-monospace,monospace}pre{background:#f4f4f4;padding:.75rem;\
overflow:auto}details{border-top:1px solid #ccc;padding:.5rem 0}summary{cursor:pointer}table{border-collapse:collapse}\
td,th{text-align:left;vertical-align:top;padding:.2rem 1rem .2rem 0}.method{display:inline-block;min-width:4.5rem;\
font-weight:700}";

/// Media type of answers that are files as they were brought or made.
const ANY_TYPE: &str = "*/*";

/// What a client may write as `Idempotency-Key`.
const KEY_PATTERN: &str = "^[!#-~]{1,255}$";

/// Name of the scheme for API tokens.
const TOKEN: &str = "token";

/// Name of the scheme for the cookie of a session.
const SESSION: &str = "session";

/// Adds what all operations share: problems, and the two ways to log in. `cookie` is the name of the session's cookie.
pub fn complete(document: &mut OpenApi, cookie: &str) {
    let components = document.components.get_or_insert_with(Components::default);
    let mut schemas = Vec::new();
    ProblemBody::schemas(&mut schemas);
    components.schemas.extend(schemas);
    components.schemas.insert("Problem".to_owned(), ProblemBody::schema());
    components.schemas.values_mut().for_each(close_choice);
    let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("An API token of a user.")).build();
    components.add_security_scheme(TOKEN, RefOr::T(SecurityScheme::Http(token)));
    let session = ApiKeyValue::with_description(
        cookie,
        "The cookie of a session, set by logging in. Where the service has no https \
             address it is called dossier-session.",
    );
    components.add_security_scheme(SESSION, RefOr::T(SecurityScheme::ApiKey(ApiKey::Cookie(session))));
    for (path, item) in &mut document.paths.paths {
        let shared = item.parameters.clone().unwrap_or_default();
        for (writes, operation) in operations(item) {
            for parameter in operation.parameters.iter_mut().flatten() {
                if let RefOr::T(parameter) = parameter {
                    tell_header(parameter);
                }
            }
            let named = shared.iter().chain(operation.parameters.iter().flatten());
            let mut traits = Traits { writes, in_path: path.contains('{'), ..Traits::default() };
            for parameter in named {
                if let RefOr::T(parameter) = parameter {
                    traits.query |= parameter.parameter_in == ParameterIn::Query;
                    traits.if_match |= parameter.name.eq_ignore_ascii_case("if-match");
                    traits.key |= parameter.name.eq_ignore_ascii_case("idempotency-key");
                }
            }
            leave_files_open(operation);
            add_problems(operation, traits);
        }
    }
}

/// Says of a choice between objects what holds for all bodies: further fields are refused.
fn close_choice(schema: &mut RefOr<Schema>) {
    let RefOr::T(Schema::OneOf(choice)) = schema else { return };
    for one in &mut choice.items {
        if let RefOr::T(Schema::Object(object)) = one
            && !object.properties.is_empty()
        {
            object.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
        }
    }
}

/// Says of a header what handlers need not repeat: it is text or absent, never null; an edit names the version that it edits;
/// keys are of visible signs.
fn tell_header(parameter: &mut Parameter) {
    if parameter.parameter_in != ParameterIn::Header {
        return;
    }
    if parameter.name.eq_ignore_ascii_case("if-match") {
        parameter.required = Required::True;
    }
    let is_key = parameter.name.eq_ignore_ascii_case("idempotency-key");
    if let Some(RefOr::T(Schema::Object(object))) = &mut parameter.schema {
        if matches!(&object.schema_type, SchemaType::Array(types) if types.contains(&Type::String)) {
            object.schema_type = SchemaType::Type(Type::String);
        }
        if is_key {
            object.pattern = Some(KEY_PATTERN.to_owned());
        }
    }
}

/// The operations of a path, each with whether it writes.
fn operations(item: &mut PathItem) -> impl Iterator<Item = (bool, &mut Operation)> {
    let reads = [&mut item.get, &mut item.head].into_iter().flatten().map(|operation| (false, operation));
    let writes = [&mut item.put, &mut item.post, &mut item.delete, &mut item.patch];
    reads.chain(writes.into_iter().flatten().map(|operation| (true, operation)))
}

/// Says nothing of the content of files of any type: a schema would hold for those that are JSON, too.
fn leave_files_open(operation: &mut Operation) {
    for response in operation.responses.responses.values_mut() {
        if let RefOr::T(response) = response
            && let Some(RefOr::T(content)) = response.content.get_mut(ANY_TYPE)
        {
            content.schema = None;
        }
    }
}

/// What decides which problems an operation can answer with.
#[derive(Clone, Copy, Default)]
struct Traits {
    writes: bool,
    in_path: bool,
    query: bool,
    if_match: bool,
    key: bool,
}

fn add_problems(operation: &mut Operation, traits: Traits) {
    let body = operation.request_body.is_some();
    let open =
        operation.security.as_ref().is_some_and(|all| all.iter().all(|one| *one == SecurityRequirement::default()));
    let table = [
        (true, "400", "The request cannot be parsed."),
        (!open, "401", "Nobody is logged in, or the token is not valid."),
        (!open || traits.writes, "403", "The caller may not do this, or the request comes from another site."),
        (traits.in_path, "404", "There is no such thing, or not for this caller."),
        (body, "408", "The body came too slowly."),
        (traits.writes, "409", "It contradicts what is there."),
        (traits.if_match, "412", "It has changed since it was read."),
        (body, "413", "The body is too large."),
        (body, "415", "The media type is not taken here."),
        (true, "421", "This host is not served here."),
        (body || traits.query || traits.key, "422", "A value is not valid."),
        (traits.if_match, "428", "If-Match is missing."),
        (true, "429", "Too many requests."),
        (true, "500", "A defect; the instance names the request."),
        (true, "503", "The database or the storage does not answer."),
    ];
    // Failures that the operation names itself have the same body.
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(response) = response
            && status.as_str() >= "400"
            && response.content.is_empty()
        {
            response.content = problem("").content;
        }
    }
    for (applies, status, meaning) in table {
        if applies {
            let responses: &mut BTreeMap<String, RefOr<Response>> = &mut operation.responses.responses;
            responses.entry(status.to_owned()).or_insert_with(|| RefOr::T(problem(meaning)));
        }
    }
}

fn problem(meaning: &str) -> Response {
    let schema = RefOr::Ref(Ref::from_schema_name("Problem"));
    ResponseBuilder::new()
        .description(meaning)
        .content(PROBLEM, ContentBuilder::new().schema(Some(schema)).build())
        .build()
}

/// The text that is checked in and served: indented, ordered, with a line feed at the end.
///
/// # Errors
/// A defect of the document.
pub fn text(document: &OpenApi) -> Result<String, serde_json::Error> {
    let mut text = document.to_pretty_json()?;
    text.push('\n');
    Ok(text)
}

/// Routes of document and page.
///
/// # Errors
/// A defect of the document.
pub fn routes<S>(document: &OpenApi) -> Result<Router<S>, serde_json::Error>
where
    S: Clone + Send + Sync + 'static,
{
    let json: Arc<str> = text(document)?.into();
    let html: Arc<str> = page(&serde_json::to_value(document)?).into();
    // The document tells nothing of anybody, so it may be kept for some minutes.
    let kept = (CACHE_CONTROL, "public, max-age=300");
    let serve = move |media_type: &'static str, text: Arc<str>| {
        let kept = kept.clone();
        get(move || async move { ([(CONTENT_TYPE, media_type), kept], text.to_string()) })
    };
    Ok(Router::new()
        .route(DOCUMENT_PATH, serve("application/json", json))
        .route(PAGE_PATH, serve("text/html; charset=utf-8", html))
        .route(STYLE_PATH, serve("text/css; charset=utf-8", STYLE.into())))
}

/// The page: every operation with its parameters, body and answers, then the schemas.
fn page(document: &Value) -> String {
    let title = document["info"]["title"].as_str().unwrap_or("API");
    let mut page = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>{0}</title><link rel=\"stylesheet\" href=\"{STYLE_PATH}\"></head><body>\
         <h1>{0} {1}</h1><p>{2}</p><p><a href=\"{DOCUMENT_PATH}\">OpenAPI document</a></p>",
        escaped(title),
        escaped(document["info"]["version"].as_str().unwrap_or_default()),
        escaped(document["info"]["description"].as_str().unwrap_or_default()),
    );
    page.push_str("<h2>Operations</h2>");
    for (path, item) in fields(&document["paths"]) {
        for (method, operation) in fields(item) {
            if operation["responses"].is_object() {
                page.push_str(&operation_html(path, method, operation));
            }
        }
    }
    page.push_str("<h2>Schemas</h2>");
    for (name, schema) in fields(&document["components"]["schemas"]) {
        page.push_str(&format!(
            "<details id=\"schema-{0}\"><summary><code>{0}</code></summary>{1}</details>",
            escaped(name),
            json_html(schema)
        ));
    }
    page.push_str("</body></html>\n");
    page
}

fn operation_html(path: &str, method: &str, operation: &Value) -> String {
    let summary = operation["summary"].as_str().or(operation["description"].as_str()).unwrap_or_default();
    let mut html = format!(
        "<details><summary><span class=\"method\">{}</span> <code>{}</code> {}</summary>",
        escaped(&method.to_ascii_uppercase()),
        escaped(path),
        escaped(summary)
    );
    let parameters = operation["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    if !parameters.is_empty() {
        html.push_str("<h3>Parameters</h3><table>");
        for parameter in parameters {
            html.push_str(&format!(
                "<tr><td><code>{}</code></td><td>{}{}</td><td>{}</td></tr>",
                escaped(parameter["name"].as_str().unwrap_or_default()),
                escaped(parameter["in"].as_str().unwrap_or_default()),
                if parameter["required"] == true { ", required" } else { "" },
                escaped(parameter["description"].as_str().unwrap_or_default())
            ));
        }
        html.push_str("</table>");
    }
    for (media_type, content) in fields(&operation["requestBody"]["content"]) {
        html.push_str(&format!("<h3>Body, {}</h3>{}", escaped(media_type), json_html(&content["schema"])));
    }
    html.push_str("<h3>Answers</h3><table>");
    for (status, answer) in fields(&operation["responses"]) {
        let kinds: Vec<&str> = fields(&answer["content"]).map(|(kind, _)| kind.as_str()).collect();
        html.push_str(&format!(
            "<tr><th>{}</th><td>{}</td><td>{}</td></tr>",
            escaped(status),
            escaped(answer["description"].as_str().unwrap_or_default()),
            escaped(&kinds.join(", "))
        ));
    }
    html.push_str("</table></details>");
    html
}

fn json_html(value: &Value) -> String {
    format!("<pre>{}</pre>", escaped(&serde_json::to_string_pretty(value).unwrap_or_default()))
}

/// The fields of an object; none of anything else.
fn fields(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use utoipa::openapi::path::{HttpMethod, OperationBuilder, ParameterBuilder};
    use utoipa::openapi::{Info, Paths};

    fn document() -> OpenApi {
        let parameter = |name: &str, place| ParameterBuilder::new().name(name).parameter_in(place).build();
        let edit = OperationBuilder::new()
            .summary(Some("Changes <one>"))
            .parameter(parameter("run", ParameterIn::Path))
            .parameter(parameter("If-Match", ParameterIn::Header))
            .build();
        let gone = ResponseBuilder::new().description("Used already.").build();
        let open = OperationBuilder::new().security(SecurityRequirement::default()).response("410", gone).build();
        let mut paths = Paths::new();
        paths.paths.insert("/runs/{run}".to_owned(), PathItem::new(HttpMethod::Patch, edit));
        paths.paths.insert("/open".to_owned(), PathItem::new(HttpMethod::Get, open));
        let mut document = OpenApi::new(Info::new("Test & more", "1"), paths);
        complete(&mut document, "session-cookie");
        document
    }

    #[test]
    fn every_operation_names_the_problems_it_can_answer_with() {
        let value = serde_json::to_value(document()).unwrap();
        let statuses = |path: &str, method: &str| -> String {
            let statuses: Vec<&str> =
                fields(&value["paths"][path][method]["responses"]).map(|(status, _)| status.as_str()).collect();
            statuses.join(" ")
        };
        assert_eq!(statuses("/runs/{run}", "patch"), "400 401 403 404 409 412 421 428 429 500 503");
        assert_eq!(statuses("/open", "get"), "400 410 421 429 500 503");
        let gone = &value["paths"]["/open"]["get"]["responses"]["410"];
        assert_eq!(gone["description"], "Used already.");
        assert!(gone["content"][PROBLEM].is_object());
        let schema = &value["paths"]["/open"]["get"]["responses"]["500"]["content"][PROBLEM]["schema"]["$ref"];
        assert_eq!(schema, "#/components/schemas/Problem");
        assert!(value["components"]["schemas"]["Problem"]["properties"]["code"].is_object());
        assert!(value["components"]["schemas"]["FieldFault"].is_object());
        assert_eq!(value["components"]["securitySchemes"][TOKEN]["scheme"], "bearer");
        assert_eq!(value["components"]["securitySchemes"][SESSION]["name"], "session-cookie");
    }

    #[test]
    fn the_text_is_stable_and_of_the_right_version() {
        let first = text(&document()).unwrap();
        assert_eq!(first, text(&document()).unwrap());
        assert!(first.contains("\"openapi\": \"3.1.0\"") && first.ends_with("}\n"));
    }

    #[test]
    fn the_page_needs_no_script_and_escapes_what_it_shows() {
        let html = page(&serde_json::to_value(document()).unwrap());
        assert!(html.contains("Test &amp; more") && html.contains("Changes &lt;one&gt;"));
        assert!(html.contains("PATCH") && html.contains("/runs/{run}"));
        assert!(!html.contains("<script") && !html.contains("style=") && !html.contains("://"));
    }
}
