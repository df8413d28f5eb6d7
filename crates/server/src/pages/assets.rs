//! The files that pages load: style, script, pictures. They are in the program, compressed, under names with their hashes,
//! so browsers keep them for good. Nothing comes from another server.

use axum::Router;
use memory_serve::{Asset, Manifest, MemoryServe};
use std::sync::LazyLock;

/// Where the files are served.
const FOLDER: &str = "/assets";

/// The files, as the build has packed them.
static FILES: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// What is made once in a process, because the router keeps its bytes for ever.
struct Shipped {
    routes: Router,
    manifest: Manifest,
}

static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| {
    let files =
        MemoryServe::new(FILES).index_file(None).enable_hashed_routes(true).enable_brotli(true).enable_gzip(true);
    let manifest = files.manifest();
    Shipped { routes: files.into_router(), manifest }
});

/// The routes of the files.
pub fn routes<S>() -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    Router::new().nest_service(FOLDER, SHIPPED.routes.clone())
}

/// Address of a file, by its name in `crates/server/assets`.
pub fn address(name: &str) -> String {
    let route = format!("/{name}");
    let served = SHIPPED.manifest.get(&route).unwrap_or(&route);
    format!("{FOLDER}{served}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_with_their_hash() {
        for name in ["app.css", "app.js", "htmx.min.js", "hx-sse.min.js", "favicon.svg"] {
            let address = address(name);
            let (stem, ending) = name.rsplit_once('.').expect("an ending");
            assert!(address.starts_with(&format!("/assets/{stem}.")) && address.ends_with(ending), "{address}");
            assert_eq!(address.len(), "/assets/".len() + name.len() + 17, "{address}");
        }
    }
}
