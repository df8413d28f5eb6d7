//! Tests of the HTTP layer over real connections, in one program. The clients are written by hand, because a library would
//! not send what has to be refused.

mod api_accounts;
mod api_candidates;
mod api_cases;
mod api_desk;
mod api_document;
mod api_foreign;
mod api_oidc;
mod api_process;
mod api_teams;
mod api_uploads;
mod api_work;
mod client;
mod connections;
mod document;
mod downloads;
mod edges;
mod pages_account;
mod pages_frame;
mod pages_persons;
mod pages_result;
mod pages_review;
mod pages_runs;
mod pages_share;
mod pages_start;
mod pages_team;
mod scenario;
mod scenario_end;
mod scenario_ground;
mod scenario_ledger;
mod scenario_people;
mod scenario_runs;
mod scenario_teams;
mod server;
mod streams;
mod uploads;
