//! Where a webhook may go: to the public internet, unless the operator says otherwise. An address is looked at when it is
//! registered and again, after its name was resolved, whenever something is sent.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use url::{Host, Url};

/// Longest address.
const URL_BYTES_MAX: usize = 2_000;

/// Names that mean a network of one's own, whatever they resolve to.
const OWN_NAMES: &[&str] = &["localhost", "local", "internal", "intranet", "lan", "home.arpa"];

/// Why nothing is sent to an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refused {
    /// Not an address, or a very long one.
    #[error("it is not an address such as https://example.org/hook")]
    NoUrl,
    /// Another scheme.
    #[error("it must begin with https:")]
    Scheme,
    /// A user or password in it, which would stand in logs of others.
    #[error("it must not hold a user, a password or a fragment")]
    UserInfo,
    /// Another port.
    #[error("its port must be 443")]
    Port,
    /// A network of one's own.
    #[error("it must not lie in a private network")]
    Private,
    /// A name that nobody knows.
    #[error("its name cannot be resolved")]
    Unresolved,
}

impl Refused {
    /// Stable code.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::NoUrl => "webhook.url",
            Self::Scheme => "webhook.scheme",
            Self::UserInfo => "webhook.userinfo",
            Self::Port => "webhook.port",
            Self::Private => "webhook.private",
            Self::Unresolved => "webhook.unresolved",
        }
    }
}

/// Reads an address and checks everything that needs no look-up. `private` also allows http, any port and private networks.
pub(crate) fn parse(text: &str, private: bool) -> Result<Url, Refused> {
    if text.len() > URL_BYTES_MAX {
        return Err(Refused::NoUrl);
    }
    let url = Url::parse(text).map_err(|_| Refused::NoUrl)?;
    match url.scheme() {
        "https" => {}
        "http" if private => {}
        _ => return Err(Refused::Scheme),
    }
    if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
        return Err(Refused::UserInfo);
    }
    if !private && url.port_or_known_default() != Some(443) {
        return Err(Refused::Port);
    }
    // Numbers in any spelling (0x7f.1, 2130706433) have become addresses here.
    let is_allowed = match url.host() {
        None => return Err(Refused::NoUrl),
        Some(Host::Ipv4(address)) => is_public(IpAddr::V4(address)),
        Some(Host::Ipv6(address)) => is_public(IpAddr::V6(address)),
        Some(Host::Domain(name)) => !is_own_name(name),
    };
    if private || is_allowed { Ok(url) } else { Err(Refused::Private) }
}

/// Looks the name of a checked address up, so that whoever registers it hears at once that it cannot work.
pub(crate) async fn resolve(url: &Url, private: bool) -> Result<(), Refused> {
    let Some(Host::Domain(name)) = url.host() else { return Ok(()) };
    let found = tokio::net::lookup_host((name, url.port_or_known_default().unwrap_or(443))).await;
    let found: Vec<SocketAddr> = found.map_err(|_| Refused::Unresolved)?.collect();
    allowed(&found, private)
}

/// One private answer refuses all: which of them would be taken is not ours to say.
fn allowed(found: &[SocketAddr], private: bool) -> Result<(), Refused> {
    if found.is_empty() {
        return Err(Refused::Unresolved);
    }
    if private || found.iter().all(|address| is_public(address.ip())) { Ok(()) } else { Err(Refused::Private) }
}

fn is_own_name(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    OWN_NAMES.iter().any(|own| name.strip_suffix(own).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

/// Resolves names for the client and hands only allowed answers on. The client connects to exactly these addresses, so nothing
/// can change between the look and the connection.
pub(crate) struct Checked {
    private: bool,
}

impl Checked {
    pub(crate) fn new(private: bool) -> Arc<Self> {
        Arc::new(Self { private })
    }
}

impl reqwest::dns::Resolve for Checked {
    fn resolve(&self, name: reqwest::dns::Name) -> reqwest::dns::Resolving {
        let private = self.private;
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            allowed(&found, private)?;
            let found: reqwest::dns::Addrs = Box::new(found.into_iter());
            Ok(found)
        })
    }
}

/// Whether an address belongs to the public internet. Addresses that carry another one (mapped, translated, tunnelled) are what
/// they carry.
pub(crate) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => match carried(address) {
            Some(inner) => is_public_v4(inner),
            None => is_public_v6(address),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let refused = match first {
        // This network, and from multicast on everything reserved, broadcast included.
        0 | 224..=255 => true,
        // Shared by customers of a provider.
        100 => (64..128).contains(&second),
        // Protocol assignments, and relays from version 6.
        192 => (second, third) == (0, 0) || (second, third) == (88, 99),
        // Benchmarks.
        198 => second == 18 || second == 19,
        _ => false,
    };
    // Link-local is where clouds tell a machine its own secrets.
    !(refused || address.is_loopback() || address.is_private() || address.is_link_local() || address.is_documentation())
}

/// The version 4 address inside: mapped, compatible (`::` and `::1` too, which are none), by NAT64 and by 6to4.
fn carried(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let inner = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        Ipv4Addr::new(a, b, c, d)
    };
    match address.segments() {
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Some(inner(high, low)),
        [0x2002, high, low, ..] => Some(inner(high, low)),
        _ => None,
    }
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    match address.segments() {
        // Protocol assignments (Teredo among them), documentation.
        [0x2001, 0..=0x1ff, ..] | [0x2001, 0xdb8, ..] => false,
        [0x3fff, 0..=0xfff, ..] => false,
        // The only block that is given out to networks; unique-local, link-local, site-local and multicast lie elsewhere.
        [first, ..] => (0x2000..=0x3fff).contains(&first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_internet_are_public() {
        for (text, public) in [
            ("1.1.1.1", true),
            ("8.8.8.8", true),
            ("100.63.255.255", true),
            ("100.128.0.1", true),
            ("172.15.0.1", true),
            ("172.32.0.1", true),
            ("192.0.1.1", true),
            ("198.17.0.1", true),
            ("198.20.0.1", true),
            ("223.255.255.254", true),
            ("0.0.0.0", false),
            ("0.1.2.3", false),
            ("10.0.0.1", false),
            ("100.64.0.1", false),
            ("100.127.255.255", false),
            ("127.0.0.1", false),
            ("127.255.255.254", false),
            ("169.254.169.254", false),
            ("172.16.0.1", false),
            ("172.31.255.255", false),
            ("192.0.0.8", false),
            ("192.0.2.1", false),
            ("192.88.99.1", false),
            ("192.168.1.1", false),
            ("198.18.0.1", false),
            ("198.19.255.255", false),
            ("198.51.100.1", false),
            ("203.0.113.1", false),
            ("224.0.0.1", false),
            ("239.1.1.1", false),
            ("240.0.0.1", false),
            ("255.255.255.255", false),
            ("2606:4700:4700::1111", true),
            ("2001:4860:4860::8888", true),
            ("2001:200::1", true),
            ("::", false),
            ("::1", false),
            ("::ffff:8.8.8.8", true),
            ("::ffff:127.0.0.1", false),
            ("::ffff:169.254.169.254", false),
            ("::10.0.0.1", false),
            ("::8.8.8.8", true),
            ("64:ff9b::8.8.8.8", true),
            ("64:ff9b::10.0.0.1", false),
            ("64:ff9b::169.254.169.254", false),
            ("64:ff9b:1::8.8.8.8", false),
            ("2002:808:808::1", true),
            ("2002:7f00:1::1", false),
            ("2002:a9fe:a9fe::1", false),
            ("2001::1", false),
            ("2001:db8::1", false),
            ("3fff::1", false),
            ("100::1", false),
            ("5f00::1", false),
            ("fc00::1", false),
            ("fd12:3456:789a::1", false),
            ("fe80::1", false),
            ("fec0::1", false),
            ("ff02::1", false),
        ] {
            let address: IpAddr = text.parse().expect(text);
            assert_eq!(is_public(address), public, "{text}");
        }
    }

    #[test]
    fn addresses_are_refused_for_a_reason() {
        for (text, refused) in [
            ("https://example.org/hook", None),
            ("https://example.org:443/hook?team=1", None),
            ("https://8.8.8.8/", None),
            ("", Some(Refused::NoUrl)),
            ("example.org", Some(Refused::NoUrl)),
            ("http://example.org/", Some(Refused::Scheme)),
            ("ftp://example.org/", Some(Refused::Scheme)),
            ("file:///etc/passwd", Some(Refused::Scheme)),
            ("https://user@example.org/", Some(Refused::UserInfo)),
            ("https://:word@example.org/", Some(Refused::UserInfo)),
            ("https://example.org/#x", Some(Refused::UserInfo)),
            ("https://example.org:22/", Some(Refused::Port)),
            ("https://example.org:80/", Some(Refused::Port)),
            ("https://127.0.0.1/", Some(Refused::Private)),
            ("https://0x7f.1/", Some(Refused::Private)),
            ("https://2130706433/", Some(Refused::Private)),
            ("https://127.1/", Some(Refused::Private)),
            ("https://[::1]/", Some(Refused::Private)),
            ("https://[::ffff:10.0.0.1]/", Some(Refused::Private)),
            ("https://169.254.169.254/latest/meta-data", Some(Refused::Private)),
            ("https://localhost/", Some(Refused::Private)),
            ("https://LOCALHOST./", Some(Refused::Private)),
            ("https://a.localhost/", Some(Refused::Private)),
            ("https://db.internal/", Some(Refused::Private)),
        ] {
            assert_eq!(parse(text, false).err(), refused, "{text}");
        }
        assert_eq!(parse(&format!("https://example.org/{}", "x".repeat(2_000)), false).err(), Some(Refused::NoUrl));
        assert_eq!(parse("https://notlocalhost.example/", false).err(), None);
    }

    #[test]
    fn an_operator_may_allow_private_addresses_but_no_other_scheme() {
        for text in ["http://127.0.0.1:8080/hook", "https://localhost:8443/", "http://[::1]/"] {
            assert_eq!(parse(text, true).err(), None, "{text}");
        }
        assert_eq!(parse("gopher://127.0.0.1/", true).err(), Some(Refused::Scheme));
        assert_eq!(parse("http://user@127.0.0.1/", true).err(), Some(Refused::UserInfo));
    }

    #[test]
    fn one_private_answer_refuses_all() {
        let of = |texts: &[&str]| -> Vec<SocketAddr> {
            texts.iter().map(|text| SocketAddr::new(text.parse().expect("an address"), 443)).collect()
        };
        assert_eq!(allowed(&of(&["8.8.8.8", "2606:4700:4700::1111"]), false), Ok(()));
        assert_eq!(allowed(&of(&["8.8.8.8", "10.0.0.1"]), false), Err(Refused::Private));
        assert_eq!(allowed(&of(&["8.8.8.8", "10.0.0.1"]), true), Ok(()));
        assert_eq!(allowed(&of(&[]), true), Err(Refused::Unresolved));
    }
}
