//! Options of `serve`, and what they and the environment say of listening, access and identity providers.

use crate::operating::PlaceArgs;
use crate::settings;
use clap::{Args, ValueEnum};
use dossier::Error;
use dossier::db::queue::QueueSettings;
use dossier::db::rows::Role;
use dossier::service::Access;
use dossier::service::accounts::oidc::{DomainRule, OidcSettings};
use dossier::service::accounts::supabase::SupabaseAuth;
use dossier_server::log::Level;
use dossier_server::oidc::RETURN_PATH;
use dossier_server::security::Hosts;
use dossier_server::serve::Door;
use std::net::{Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;
use std::time::Duration;
use uuid::Uuid;

/// Port where none is said.
const PORT: u16 = 8080;

/// Options of `serve`.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Address to listen on. Default: every address at the port in PORT, where that is set; else 127.0.0.1:8080.
    #[arg(long, value_name = "ADDR:PORT", env = "DOSSIER_LISTEN")]
    pub listen: Option<SocketAddr>,
    #[arg(long, hide = true, env = "PORT")]
    pub port: Option<u16>,
    #[command(flatten)]
    pub place: PlaceArgs,
    /// Who may come in: the one user of this machine without a login, or users with accounts. Default: local where only this
    /// machine can reach it, else accounts.
    #[arg(long, value_enum, env = "DOSSIER_ACCESS")]
    pub access: Option<AccessArg>,
    /// Let everybody who reaches the address in without a login: for --access local behind a guard of your own.
    #[arg(long, env = "DOSSIER_UNGUARDED")]
    pub unguarded: bool,
    /// Address that people see, such as https://dossier.example, without a path. With https, cookies are bound to it.
    #[arg(long, value_name = "URL", env = "DOSSIER_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// Further host names that are served, joined by commas.
    #[arg(long, value_name = "NAME,..", value_delimiter = ',', env = "DOSSIER_HOSTS")]
    pub hosts: Vec<String>,
    /// How many proxies of yours stand before the service; what they write into X-Forwarded-For is believed.
    #[arg(long, value_name = "NUMBER", env = "DOSSIER_PROXIES", default_value_t = 0)]
    pub proxies: usize,
    /// OpenID provider that users may log in at, by its issuer. Its secret is DOSSIER_OIDC_CLIENT_SECRET.
    #[arg(long, value_name = "URL", env = "DOSSIER_OIDC_ISSUER", requires = "oidc_client_id")]
    pub oidc_issuer: Option<String>,
    /// What the OpenID provider knows this service as.
    #[arg(long, value_name = "ID", env = "DOSSIER_OIDC_CLIENT_ID", requires = "oidc_issuer")]
    pub oidc_client_id: Option<String>,
    /// What is asked for at the OpenID provider beside openid, joined by commas.
    #[arg(
        long,
        value_name = "SCOPE,..",
        value_delimiter = ',',
        env = "DOSSIER_OIDC_SCOPES",
        default_value = "email,profile"
    )]
    pub oidc_scopes: Vec<String>,
    /// Domains whose people are members of a team without an invitation, joined by commas.
    #[arg(
        long,
        value_name = "DOMAIN=TEAM:ROLE,..",
        value_delimiter = ',',
        env = "DOSSIER_OIDC_DOMAINS",
        value_parser = domain_rule
    )]
    pub oidc_domains: Vec<DomainRule>,
    /// Supabase project whose users may come in with its tokens. Where it signs with a secret, that is
    /// DOSSIER_SUPABASE_JWT_SECRET.
    #[arg(long, value_name = "URL", env = "DOSSIER_SUPABASE_AUTH")]
    pub supabase_auth: Option<String>,
    /// Read papers from a Supabase storage with the tokens of such users, so that its own policies decide too.
    #[arg(long, env = "DOSSIER_SUPABASE_STORAGE", requires = "supabase_auth")]
    pub supabase_storage: bool,
    /// Runs and shortlists that one user may start in a minute.
    #[arg(long, value_name = "NUMBER", env = "DOSSIER_RUNS_PER_MINUTE", default_value = "30")]
    pub runs_per_minute: NonZeroU32,
    /// Batches, uploads of several CVs, that one team may begin in a minute.
    #[arg(long, value_name = "NUMBER", env = "DOSSIER_BATCHES_PER_MINUTE", default_value = "6")]
    pub batches_per_minute: NonZeroU32,
    /// Requests without a login that one network may send in a minute.
    #[arg(long, value_name = "NUMBER", env = "DOSSIER_VISITS_PER_MINUTE", default_value = "60")]
    pub visits_per_minute: NonZeroU32,
    /// Uploads that each replica takes at the same time; more are told to come again.
    #[arg(long, value_name = "NUMBER", env = "DOSSIER_UPLOADS_AT_ONCE", default_value = "64")]
    pub uploads_at_once: NonZeroU32,
    /// How much is logged: error, warn, info or debug.
    #[arg(long, value_name = "LEVEL", env = "DOSSIER_LOG", default_value = "info")]
    pub log: Level,
    /// Seconds between not being ready any more and taking no more connections, for proxies that ask only so often.
    #[arg(long, value_name = "SECONDS", env = "DOSSIER_STOP_NOTICE", default_value_t = 0)]
    pub stop_notice: u64,
    /// Seconds that jobs may go on after the stop before they are handed back, for others to go on with.
    #[arg(long, value_name = "SECONDS", env = "DOSSIER_STOP_GRACE", default_value_t = 20)]
    pub stop_grace: u64,
    /// Seconds of silence after which another replica's jobs are taken over; a quarter of it lies between two signs of life.
    #[arg(
        long,
        value_name = "SECONDS",
        env = "DOSSIER_LOST_AFTER",
        default_value_t = 20,
        value_parser = clap::value_parser!(u64).range(1..=3_600)
    )]
    pub lost_after: u64,
    /// How often a job is tried before its run has failed.
    #[arg(
        long,
        value_name = "NUMBER",
        env = "DOSSIER_ATTEMPTS",
        default_value_t = 4,
        value_parser = clap::value_parser!(i64).range(1..=20)
    )]
    pub attempts: i64,
    /// Seconds between two sweeps: how often the service looks for what has expired or was left undone.
    #[arg(
        long,
        value_name = "SECONDS",
        env = "DOSSIER_SWEEP_EVERY",
        default_value_t = 60,
        value_parser = clap::value_parser!(u64).range(1..=3_600)
    )]
    pub sweep_every: u64,
    /// Let webhooks of all teams go to private addresses and without https: for receivers in the same network.
    #[arg(long, env = "DOSSIER_PRIVATE_WEBHOOKS")]
    pub private_webhooks: bool,
}

/// Who may come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AccessArg {
    /// The one user of this machine, without a login.
    Local,
    /// Users with accounts.
    Accounts,
}

/// A rule such as `example.org=0197a1b2-7c3d-7000-8000-000000000001:viewer`.
fn domain_rule(text: &str) -> Result<DomainRule, String> {
    let parts = text.split_once('=').and_then(|(domain, rest)| Some((domain, rest.split_once(':')?)));
    let (domain, (team, role)) = parts.ok_or("write DOMAIN=TEAM:ROLE")?;
    let team = Uuid::parse_str(team).map_err(|_| "the team is no id")?;
    let role = Role::from_code(role).ok_or("the role is one of owner, admin, editor, viewer")?;
    if domain.is_empty() {
        return Err("the domain is empty".to_owned());
    }
    Ok(DomainRule { domain: domain.to_owned(), team, role })
}

impl ServeArgs {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        match (self.listen, self.port) {
            (Some(address), _) => address,
            (None, Some(port)) => Door::everywhere(port),
            (None, None) => SocketAddr::from((Ipv4Addr::LOCALHOST, PORT)),
        }
    }

    /// Who may come in.
    ///
    /// # Errors
    /// A usage error where everybody in a network could come in without a login, and nobody said that this is meant.
    pub fn access(&self) -> Result<Access, Error> {
        let loopback = self.address().ip().is_loopback();
        match self.access {
            Some(AccessArg::Accounts) => Ok(Access::Accounts),
            None if !loopback => Ok(Access::Accounts),
            Some(AccessArg::Local) if !loopback && !self.unguarded => Err(Error::Usage {
                code: "cli.unguarded",
                message: format!("everybody who reaches {} could come in without a login", self.address()),
                hint: "leave --access local out, listen on 127.0.0.1, or say --unguarded",
            }),
            Some(AccessArg::Local) | None => Ok(Access::Local),
        }
    }

    /// How jobs are worked off, so many at once beside an interactive one.
    pub fn queue(&self, slots: usize) -> QueueSettings {
        let lost_after = Duration::from_secs(self.lost_after);
        QueueSettings {
            slots,
            attempts_max: self.attempts,
            heartbeat: lost_after / 4,
            sweep: lost_after / 4,
            lost_after,
            grace: Duration::from_secs(self.stop_grace),
            ..QueueSettings::default()
        }
    }

    /// The public address as browsers write it.
    ///
    /// # Errors
    /// A usage error for one that has a path or is none.
    pub fn origin(&self) -> Result<Option<String>, Error> {
        let Some(url) = &self.public_url else { return Ok(None) };
        let url = url.trim().trim_end_matches('/');
        let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let plain = |host: &str| !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']);
        if host.is_some_and(plain) {
            return Ok(Some(url.to_owned()));
        }
        Err(Error::Usage {
            code: "cli.public_url",
            message: "the public address is not one".into(),
            hint: "write it as https://dossier.example, without a path",
        })
    }

    /// The host names that are served.
    ///
    /// # Errors
    /// As [`ServeArgs::origin`].
    pub fn served_hosts(&self, access: Access) -> Result<Hosts, Error> {
        let origin = self.origin()?;
        let public = origin.as_deref().and_then(|url| url.split_once("://")).map(|(_, host)| host);
        let own = ["127.0.0.1", "localhost", "[::1]"];
        let named = self.hosts.iter().map(String::as_str).chain(public);
        if access == Access::Accounts && self.hosts.is_empty() && public.is_none() && !self.address().ip().is_loopback()
        {
            return Ok(Hosts::any());
        }
        Ok(Hosts::new(named.chain(own)))
    }

    /// The OpenID provider.
    ///
    /// # Errors
    /// A usage error where it would not know where to send browsers back to, or a secret that cannot be read.
    pub fn oidc(&self) -> Result<Option<OidcSettings>, Error> {
        let (Some(issuer), Some(client_id)) = (&self.oidc_issuer, &self.oidc_client_id) else { return Ok(None) };
        let origin = self.origin()?.ok_or(Error::Usage {
            code: "cli.oidc_public_url",
            message: "an OpenID provider needs an address to send browsers back to".into(),
            hint: "pass --public-url, and register it with /login/oidc/callback behind it at the provider",
        })?;
        Ok(Some(OidcSettings {
            issuer: issuer.clone(),
            client_id: client_id.clone(),
            client_secret: settings::text("DOSSIER_OIDC_CLIENT_SECRET")?.map(Into::into),
            redirect_url: format!("{origin}{RETURN_PATH}"),
            scopes: self.oidc_scopes.clone(),
            domains: self.oidc_domains.clone(),
        }))
    }

    /// The Supabase project.
    ///
    /// # Errors
    /// A secret that cannot be read.
    pub fn supabase(&self) -> Result<Option<SupabaseAuth>, Error> {
        let Some(url) = &self.supabase_auth else { return Ok(None) };
        let jwt_secret = settings::text("DOSSIER_SUPABASE_JWT_SECRET")?.map(Into::into);
        Ok(Some(SupabaseAuth { url: url.clone(), jwt_secret }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        serve: ServeArgs,
    }

    fn parsed(args: &[&str]) -> ServeArgs {
        Line::parse_from([&["serve"][..], args].concat()).serve
    }

    #[test]
    fn without_a_login_only_this_machine_comes_in() {
        for (args, access) in [
            (vec!["--listen", "127.0.0.1:0"], Some(Access::Local)),
            (vec!["--listen", "[::1]:0"], Some(Access::Local)),
            (vec!["--listen", "0.0.0.0:0"], Some(Access::Accounts)),
            (vec!["--listen", "127.0.0.1:0", "--access", "accounts"], Some(Access::Accounts)),
            (vec!["--listen", "0.0.0.0:0", "--access", "local"], None),
            (vec!["--listen", "0.0.0.0:0", "--access", "local", "--unguarded"], Some(Access::Local)),
        ] {
            assert_eq!(parsed(&args).access().ok(), access, "{args:?}");
        }
    }

    #[test]
    fn without_a_setting_jobs_are_worked_off_as_by_default() {
        let usual = QueueSettings::default();
        assert_eq!(parsed(&[]).queue(usual.slots), usual);
        let quick = parsed(&["--lost-after", "2", "--stop-grace", "0", "--attempts", "3"]).queue(1);
        assert_eq!((quick.heartbeat, quick.sweep), (Duration::from_millis(500), Duration::from_millis(500)));
        assert_eq!((quick.grace, quick.attempts_max), (Duration::ZERO, 3));
        for wrong in [["--lost-after", "0"], ["--attempts", "0"], ["--attempts", "21"], ["--sweep-every", "0"]] {
            assert!(Line::try_parse_from([&["serve"][..], &wrong[..]].concat()).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_public_address_has_no_path() {
        for (url, origin) in [
            ("https://dossier.example/", Some("https://dossier.example")),
            ("http://intern:8080", Some("http://intern:8080")),
            ("https://dossier.example/app", None),
            ("dossier.example", None),
            ("https://", None),
        ] {
            let args = parsed(&["--public-url", url]);
            assert_eq!(args.origin().ok().flatten().as_deref(), origin, "{url}");
        }
    }

    #[test]
    fn hosts_are_those_that_are_named() {
        let hosts = |args: &[&str]| parsed(args).served_hosts(Access::Accounts).expect("hosts");
        let named =
            hosts(&["--listen", "0.0.0.0:0", "--public-url", "https://dossier.example", "--hosts", "a.example"]);
        assert!(named.contains("dossier.example") && named.contains("a.example") && named.contains("localhost"));
        assert!(!named.contains("evil.example"));
        assert!(hosts(&["--listen", "0.0.0.0:0"]).contains("any.example"));
        assert!(!hosts(&["--listen", "127.0.0.1:0"]).contains("any.example"));
    }

    #[test]
    fn rates_and_tokens_at_the_storage_are_settings() {
        let usual = parsed(&[]);
        assert_eq!((usual.runs_per_minute.get(), usual.batches_per_minute.get()), (30, 6));
        assert_eq!(usual.visits_per_minute, dossier_server::WebSettings::of(Hosts::any()).visits_per_minute);
        assert_eq!(usual.uploads_at_once, dossier_server::WebSettings::of(Hosts::any()).uploads_at_once);
        assert!(!usual.supabase_storage);
        let set = parsed(&["--batches-per-minute", "2", "--supabase-auth", "https://a.example", "--supabase-storage"]);
        assert!(set.batches_per_minute.get() == 2 && set.supabase_storage);
        let alone = Line::try_parse_from(["serve", "--supabase-storage"]);
        assert!(alone.is_err(), "there are no tokens without the project");
        assert!(Line::try_parse_from(["serve", "--batches-per-minute", "0"]).is_err());
    }

    #[test]
    fn rules_for_domains_are_read() {
        let rule = domain_rule("example.org=00000000-0000-0000-0000-000000000001:viewer").expect("a rule");
        assert_eq!((rule.domain.as_str(), rule.team, rule.role), ("example.org", Uuid::from_u128(1), Role::Viewer));
        for text in ["", "example.org", "=00000000-0000-0000-0000-000000000001:viewer", "a=b:viewer", "a=b"] {
            assert!(domain_rule(text).is_err(), "{text}");
        }
        assert!(parsed(&["--listen", "127.0.0.1:0"]).oidc().expect("read").is_none());
    }
}
