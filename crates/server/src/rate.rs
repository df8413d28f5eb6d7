//! Limits of how often: per user, team or network, counted in this process. Throttling of logins counts across replicas and
//! lives in the database, not here.

use crate::problem::{Cause, Problem};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::Clock as _;
use governor::middleware::StateInformationMiddleware;
use governor::{DefaultKeyedRateLimiter, Quota};
use std::fmt;
use std::hash::Hash;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// Window of all limits, in seconds.
const WINDOW_S: u64 = 60;

/// How often keys that have their whole allowance back are forgotten.
const TIDY: Duration = Duration::from_secs(60);

/// A limit per key and minute, with the whole allowance as burst.
pub struct Limiter<K: Clone + Hash + Eq> {
    name: &'static str,
    per_minute: NonZeroU32,
    buckets: DefaultKeyedRateLimiter<K, StateInformationMiddleware>,
}

impl<K: Clone + Hash + Eq> fmt::Debug for Limiter<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Limiter")
            .field("name", &self.name)
            .field("per_minute", &self.per_minute)
            .finish_non_exhaustive()
    }
}

impl<K: Clone + Hash + Eq> Limiter<K> {
    /// A limit with a name for headers and metrics, of letters and hyphens.
    pub fn new(name: &'static str, per_minute: NonZeroU32) -> Self {
        let buckets = DefaultKeyedRateLimiter::<K>::keyed(Quota::per_minute(per_minute));
        let buckets = buckets.with_middleware::<StateInformationMiddleware>();
        Self { name, per_minute, buckets }
    }

    /// Counts one request.
    ///
    /// # Errors
    /// The allowance is used up.
    pub fn check(&self, key: &K) -> Result<Standing, Refused> {
        let standing = |left| Standing { name: self.name, per_minute: self.per_minute.get(), left };
        match self.buckets.check_key(key) {
            Ok(state) => Ok(standing(state.remaining_burst_capacity())),
            Err(not_until) => {
                let wait = not_until.wait_time_from(self.buckets.clock().now());
                let seconds = u32::try_from(wait.as_secs()).unwrap_or(u32::MAX - 1) + 1;
                metrics::counter!("rate_refused_total", "limit" => self.name).increment(1);
                Err(Refused { standing: standing(0), retry_after_s: seconds })
            }
        }
    }
}

/// What is left of an allowance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    name: &'static str,
    per_minute: u32,
    left: u32,
}

impl Standing {
    /// Requests that are left at once.
    pub fn left(self) -> u32 {
        self.left
    }

    /// Writes `RateLimit-Policy` and `RateLimit` (IETF draft). The names hold no sign that a header refuses.
    pub fn tell(self, headers: &mut HeaderMap) {
        let policy = format!("\"{}\";q={};w={WINDOW_S}", self.name, self.per_minute);
        let state = format!("\"{}\";r={}", self.name, self.left);
        for (name, text) in [("ratelimit-policy", policy), ("ratelimit", state)] {
            if let Ok(value) = HeaderValue::from_str(&text) {
                headers.insert(name, value);
            }
        }
    }
}

/// Too many requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    standing: Standing,
    retry_after_s: u32,
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        Self::new(Cause::Rate, "rate.limited").retry_after(refused.retry_after_s)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let mut response = Problem::from(self).into_response();
        self.standing.tell(response.headers_mut());
        response
    }
}

/// A limiter whose idle keys can be forgotten, whatever its keys are.
pub trait Tidy: Send + Sync {
    /// Forgets keys that have their whole allowance back.
    fn tidy(&self);
}

impl<K: Clone + Hash + Eq + Send + Sync> Tidy for Limiter<K> {
    fn tidy(&self) {
        self.buckets.retain_recent();
        self.buckets.shrink_to_fit();
    }
}

/// Keeps limiters small until the stop.
pub async fn tidy(limiters: Vec<Arc<dyn Tidy>>, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(TIDY) => limiters.iter().for_each(|limiter| limiter.tidy()),
        }
    }
}

/// The network that a caller without a login counts by: the first 24 bits of an IPv4 address, 64 of an IPv6 one, since one
/// customer has as many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Network(IpAddr);

impl Network {
    /// Of an address; IPv4 in IPv6 clothes is IPv4.
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(four) => {
                let [a, b, c, _] = four.octets();
                Self(Ipv4Addr::new(a, b, c, 0).into())
            }
            IpAddr::V6(six) => {
                let [a, b, c, d, ..] = six.segments();
                Self(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into())
            }
        }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bits = if self.0.is_ipv4() { 24 } else { 64 };
        write!(f, "{}/{bits}", self.0)
    }
}

/// The address of the client: the peer, or what the outermost of so many proxies of ours wrote into `X-Forwarded-For`. What
/// stands further left was written by the client and is not believed.
pub fn client_address(peer: IpAddr, headers: &HeaderMap, proxies: usize) -> IpAddr {
    if proxies == 0 {
        return peer;
    }
    let lines = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let hops: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    let seen = hops.len().checked_sub(proxies).and_then(|at| hops.get(at)).and_then(|hop| hop.parse().ok());
    seen.unwrap_or(peer)
}

/// A limit by network for routes that nobody is logged in for.
#[derive(Clone, Debug)]
pub struct NetworkLimit {
    /// The limit.
    pub limiter: Arc<Limiter<Network>>,
    /// How many proxies of ours stand before this server.
    pub proxies: usize,
}

/// Counts a request by its network; 429 beyond the limit. Requests without a peer (tests of a router) pass.
pub async fn limit_network(State(limit): State<NetworkLimit>, request: Request, next: Next) -> Response {
    let Some(ConnectInfo(peer)) = request.extensions().get::<ConnectInfo<SocketAddr>>() else {
        return next.run(request).await;
    };
    let network = Network::of(client_address(peer.ip(), request.headers(), limit.proxies));
    match limit.limiter.check(&network) {
        Ok(standing) => {
            let mut response = next.run(request).await;
            standing.tell(response.headers_mut());
            response
        }
        Err(refused) => refused.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_allowance_is_used_up_and_others_keep_theirs() {
        let limiter = Limiter::new("test", NonZeroU32::new(2).unwrap());
        assert_eq!(limiter.check(&1).unwrap().left(), 1);
        assert_eq!(limiter.check(&1).unwrap().left(), 0);
        let refused = limiter.check(&1).unwrap_err();
        assert!((1..=31).contains(&refused.retry_after_s), "{refused:?}");
        let response = refused.into_response();
        assert_eq!(response.status().as_u16(), 429);
        assert_eq!(response.headers()["ratelimit-policy"], "\"test\";q=2;w=60");
        assert_eq!(response.headers()["ratelimit"], "\"test\";r=0");
        assert_eq!(limiter.check(&2).unwrap().left(), 1);
    }

    #[test]
    fn neighbours_count_as_one_network() {
        let network = |text: &str| Network::of(text.parse().unwrap());
        assert_eq!(network("192.0.2.1"), network("192.0.2.250"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.9"));
        assert_ne!(network("192.0.2.1"), network("192.0.3.1"));
        assert_eq!(network("2001:db8:1:2:3::4"), network("2001:db8:1:2:9::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("192.0.2.9").to_string(), "192.0.2.0/24");
        assert_eq!(network("2001:db8:1:2:3::4").to_string(), "2001:db8:1:2::/64");
    }

    #[test]
    fn only_our_proxies_are_believed() {
        let peer: IpAddr = "10.0.0.1".parse().unwrap();
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", HeaderValue::from_static("6.6.6.6, 192.0.2.1"));
        headers.append("x-forwarded-for", HeaderValue::from_static("10.0.0.2"));
        let table = [(0, "10.0.0.1"), (1, "10.0.0.2"), (2, "192.0.2.1"), (9, "10.0.0.1")];
        for (proxies, expected) in table {
            assert_eq!(client_address(peer, &headers, proxies).to_string(), expected, "{proxies}");
        }
        headers.insert("x-forwarded-for", HeaderValue::from_static("unknown"));
        assert_eq!(client_address(peer, &headers, 1), peer);
    }
}
