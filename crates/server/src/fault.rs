//! Failures of the service as problems. Which status a class has is decided in [`crate::problem`]; here stands what HTTP
//! tells more exactly than a class does.

use crate::problem::{Cause, Problem};
use dossier::Class;
use dossier::db::DbError;
use dossier::service::ServiceError;

impl From<ServiceError> for Problem {
    fn from(error: ServiceError) -> Self {
        let class = error.class();
        let cause = match &error {
            // Which of the two is wrong is not told, nor whether there is such an address.
            ServiceError::Unauthenticated | ServiceError::BadLogin => Cause::Unauthenticated,
            ServiceError::Forbidden { .. } => Cause::Forbidden,
            ServiceError::Gone { .. } => Cause::Gone,
            ServiceError::Stale { .. } => Cause::Stale,
            ServiceError::TooMany { .. } => Cause::Rate,
            _ => Cause::Class(class),
        };
        let mut problem = Self::new(cause, error.code());
        // What an operator should do is in the log by its code; clients cannot do it.
        if !matches!(class, Class::Internal | Class::Storage | Class::Unavailable) {
            problem = problem.hint(error.hint());
        }
        if let ServiceError::Invalid { field, code, .. } = &error {
            problem = problem.field(pointer(field), code);
        }
        match error.retry_after_s() {
            Some(seconds) => problem.retry_after(seconds),
            None => problem,
        }
    }
}

impl From<DbError> for Problem {
    fn from(error: DbError) -> Self {
        ServiceError::from(error).into()
    }
}

/// A field as a JSON pointer; some use cases tell one already.
fn pointer(field: &str) -> String {
    if field.starts_with('/') { field.to_owned() } else { format!("/{field}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;
    use axum::response::IntoResponse as _;
    use dossier::service::Action;

    fn invalid(field: &str) -> ServiceError {
        ServiceError::Invalid { field: field.to_owned(), code: "account.name", reason: "Kowalenko".to_owned() }
    }

    #[tokio::test]
    async fn every_failure_has_its_status_and_tells_no_value() {
        let table = [
            (ServiceError::Unauthenticated, 401, "auth.needed"),
            (ServiceError::BadLogin, 401, "auth.bad_login"),
            (ServiceError::Forbidden { action: Action::ReadAudit }, 403, "auth.forbidden"),
            (ServiceError::NotFound { what: "run" }, 404, "not_found"),
            (ServiceError::Conflict { what: "team", code: "team.last_owner", hint: "" }, 409, "team.last_owner"),
            (ServiceError::Gone { what: "link" }, 410, "link.gone"),
            (ServiceError::Stale { what: "team" }, 412, "edit.stale"),
            (invalid("name"), 422, "account.name"),
            (ServiceError::TooMany { what: "logins", retry_after_s: 7 }, 429, "limit.rate"),
            (ServiceError::Outside { what: "provider", code: "oidc.down" }, 503, "oidc.down"),
            (ServiceError::Db(DbError::SchemaOlder), 503, "db.schema_older"),
            (ServiceError::Db(DbError::Corrupt { what: "log" }), 500, "db.corrupt"),
        ];
        for (error, status, code) in table {
            let problem = Problem::from(error);
            assert_eq!((problem.status().as_u16(), problem.code()), (status, code));
            let response = problem.into_response();
            let waits = response.headers().contains_key("retry-after");
            assert_eq!(waits, matches!(status, 429 | 503), "{code}");
            let body = to_bytes(response.into_body(), 10_000).await.unwrap();
            let text = String::from_utf8(body.to_vec()).unwrap();
            assert!(!text.contains("Kowalenko"), "{text}");
            assert!(status < 500 || !text.contains("\"hint\""), "{text}");
        }
    }

    #[tokio::test]
    async fn a_wrong_field_is_pointed_at() {
        for (field, expected) in [("name", "/name"), ("/lines/0", "/lines/0")] {
            let response = Problem::from(invalid(field)).into_response();
            let body = to_bytes(response.into_body(), 10_000).await.unwrap();
            let told: serde_json::Value = serde_json::from_slice(&body).unwrap();
            assert_eq!(told["errors"][0]["pointer"], expected);
        }
    }
}
