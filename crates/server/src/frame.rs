//! The frame around all routes: which layers there are and in which order. What the routes do is not known here.

use crate::problem::{catch_panic, method_not_allowed, not_found, plain_to_problem};
use crate::security::{CrossSite, HeaderRules, Hosts, check_host, protect};
use crate::telemetry::{Telemetry, observe};
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state, map_response};

/// What the frame is made of.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Host names that are served.
    pub hosts: Hosts,
    /// Guard against writes from other sites, by [`crate::security::cross_site`].
    pub cross_site: CrossSite,
    /// Headers of answers.
    pub headers: HeaderRules,
    /// Ids, log and metrics.
    pub telemetry: Telemetry,
}

impl Frame {
    /// Puts the frame around routes. Every failure inside, a panic too, leaves as a problem with its id; the last layer here
    /// is the first that a request meets.
    pub fn around<S>(self, routes: Router<S>) -> Router<S>
    where
        S: Clone + Send + Sync + 'static,
    {
        let inside = self.inside(routes);
        self.outside(inside)
    }

    /// The layers that may answer themselves, around routes: what leaves them is an answer or a problem.
    pub fn inside<S>(&self, routes: Router<S>) -> Router<S>
    where
        S: Clone + Send + Sync + 'static,
    {
        routes
            .fallback(not_found)
            .method_not_allowed_fallback(method_not_allowed)
            .layer(self.cross_site.clone())
            .layer(map_response(plain_to_problem))
            .layer(from_fn(catch_panic))
            .layer(from_fn_with_state(self.hosts.clone(), check_host))
    }

    /// The layers that add to every answer: headers, the id, line and figures. Outermost.
    pub fn outside<S>(self, routes: Router<S>) -> Router<S>
    where
        S: Clone + Send + Sync + 'static,
    {
        routes.layer(from_fn_with_state(self.headers, protect)).layer(from_fn_with_state(self.telemetry, observe))
    }
}
