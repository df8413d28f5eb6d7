//! The API document made from handlers, and its page, as they are served.

use crate::client::Client;
use axum::Router;
use dossier_server::document;
use dossier_server::serve::{Door, ServeLimits};
use std::net::{Ipv4Addr, SocketAddr};
use tokio_util::sync::CancellationToken;
use utoipa::openapi::{Info, OpenApi, Paths};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Gives a thing.
#[utoipa::path(
    get,
    path = "/things/{id}",
    operation_id = "get_thing",
    params(("id" = String, Path, description = "Which one")),
    responses((status = 200, description = "The thing", body = String)),
    security(("token" = []))
)]
async fn get_thing() -> &'static str {
    "thing"
}

#[tokio::test]
async fn document_and_page_are_served_without_a_network() {
    let api: OpenApiRouter = OpenApiRouter::new().routes(routes!(get_thing));
    let base = OpenApi::new(Info::new("Things", "1"), Paths::new());
    let (router, mut api) = OpenApiRouter::with_openapi(base).nest("/api/v1", api).split_for_parts();
    document::complete(&mut api, "session");
    let served: Router = router.merge(document::routes(&api).unwrap());

    let door = Door::open(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await.unwrap();
    let address = door.address();
    tokio::spawn(door.serve(served, ServeLimits::default(), CancellationToken::new()));
    let mut client = Client::connect(address).await;

    assert_eq!(client.ask("GET", "/api/v1/things/1", "").await.text(), "thing");
    let told = client.ask("GET", document::DOCUMENT_PATH, "").await;
    assert_eq!(told.header("content-type"), Some("application/json"));
    assert_eq!(told.text(), document::text(&api).unwrap());
    let operation = &told.json()["paths"]["/api/v1/things/{id}"]["get"];
    assert_eq!(operation["operationId"], "get_thing");
    assert!(operation["responses"]["404"]["content"]["application/problem+json"].is_object());
    let page = client.ask("GET", document::PAGE_PATH, "").await;
    assert!(page.text().contains("/api/v1/things/{id}") && page.text().contains("Gives a thing."), "{}", page.text());
    let style = client.ask("GET", "/api/docs.css", "").await;
    assert_eq!((style.status, style.header("content-type")), (200, Some("text/css; charset=utf-8")));
}
