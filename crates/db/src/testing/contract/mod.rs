//! The contract that both engines keep, as one suite with one entry point: [`check`]. A new promise is added to the list and so
//! reaches both. Panics where a promise is broken; for tests.

mod decisions;
mod erasing;
mod histories;
mod isolation;
mod lasting;
mod moving;
mod people;
mod queue;
mod runs;
mod sending;
mod work;

use super::NOON;
use crate::context::{Actor, SystemCtx, TenantCtx};
use crate::db::Db;
use crate::rows::{
    Area, Client, Document, Membership, Person, Revision, RevisionKind, RevisionState, Role, Run, RunKind, RunState,
    Team, User,
};
use crate::sql::{Hash, Personal};
use crate::{clients, persons, revisions, teams, users};
use std::future::Future;
use uuid::Uuid;

macro_rules! promises {
    ($($module:ident :: $name:ident),* $(,)?) => {
        /// Names of all promises, in the order in which they are tried.
        pub const PROMISES: &[&str] = &[$(stringify!($name)),*];

        /// Runs the whole suite, each promise on an empty database of its own. Panics at the first that does not hold.
        pub async fn check<F, Fut>(mut fresh: F)
        where
            F: FnMut() -> Fut,
            Fut: Future<Output = Db>,
        {
            $(
                let db = fresh().await;
                // Boxed, so that the whole suite does not become one enormous state machine.
                Box::pin($module::$name(&db)).await;
                db.close().await;
            )*
        }
    };
}

promises![
    people::teams_and_users_are_found_again,
    people::a_session_lasts_as_long_as_its_member,
    people::the_last_owner_stays,
    people::an_invitation_is_accepted_once,
    people::a_token_works_until_it_is_revoked,
    people::failed_logins_block_for_longer_and_longer,
    people::of_many_tries_at_once_few_are_free,
    people::purposes_are_kept_apart,
    people::a_deleted_user_leaves_an_id,
    people::a_login_comes_back_once,
    people::a_link_makes_the_first_user_only,
    people::a_link_for_a_password_works_once,
    people::an_archived_team_is_found_by_its_members,
    work::a_person_is_found_by_hashes,
    work::two_persons_become_one,
    work::clients_are_found_by_folded_names,
    work::a_text_with_a_nul_is_refused,
    work::of_two_changes_of_a_profile_one_wins,
    runs::a_run_keeps_what_it_was_made_of,
    runs::an_older_attempt_changes_nothing,
    runs::a_revision_is_sealed_once_with_its_documents,
    runs::the_pointer_is_compared_before_it_is_swapped,
    runs::events_have_no_gaps,
    runs::changes_are_told_once_they_are_kept,
    runs::steps_begin_and_end,
    runs::of_two_edits_of_a_record_one_is_refused,
    runs::a_shortlist_is_about_everybody_on_it,
    runs::a_batch_tells_how_far_it_is,
    histories::pages_are_whole_while_runs_come,
    histories::names_are_found_by_those_who_may_see_them,
    histories::filters_narrow,
    histories::the_best_come_first,
    decisions::a_link_works_as_often_as_it_may,
    decisions::visits_with_a_link_are_noted,
    decisions::the_latest_visits_with_a_link_are_kept,
    decisions::a_consent_counts_until_it_is_withdrawn,
    decisions::a_submission_moves_on,
    decisions::a_decision_replaces_the_one_before,
    erasing::holds_keep_what_they_cover,
    erasing::an_erased_run_leaves_a_receipt,
    erasing::an_erased_person_is_nowhere,
    erasing::erased_prefixes_are_looked_at_again,
    erasing::a_run_being_erased_is_gone_for_everybody,
    erasing::runs_at_rest_get_a_date_that_is_foretold,
    erasing::a_run_of_two_teams_is_found_and_taken_back,
    erasing::persons_whom_nothing_needs_are_named,
    lasting::the_log_is_chained_and_only_added_to,
    lasting::the_log_takes_no_texts,
    lasting::a_number_is_drawn_once,
    lasting::a_request_is_done_once,
    lasting::a_job_goes_to_one_worker,
    lasting::time_takes_what_has_expired,
    sending::what_happens_is_told_to_those_who_want_it,
    sending::a_teams_file_never_changes,
    moving::a_run_moves_to_another_team,
    moving::a_held_run_does_not_move,
    moving::an_export_has_everything_about_one_person,
    moving::a_team_ends_after_its_persons,
    queue::jobs_are_done_once,
    queue::a_job_is_tried_again_and_then_fails,
    queue::who_waits_comes_first_and_teams_take_turns,
    queue::interactive_jobs_have_places_of_their_own,
    queue::a_cancelled_job_stops,
    queue::a_stopped_worker_hands_its_job_back,
    queue::a_lost_workers_job_goes_on,
    isolation::a_team_reads_nothing_of_another,
    isolation::a_team_cannot_refer_to_another,
    isolation::what_is_not_committed_is_not_there,
    isolation::a_failed_transaction_keeps_nothing,
];

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn hash(n: u8) -> Hash {
    Hash([n; 32])
}

/// Somebody of team A.
fn a() -> TenantCtx {
    TenantCtx { team: id(0xa), actor: Actor::User(id(0xa1)) }
}

/// Somebody of team B.
fn b() -> TenantCtx {
    TenantCtx { team: id(0xb), actor: Actor::User(id(0xb1)) }
}

fn team(name: &str) -> Team {
    Team {
        name: name.to_owned(),
        settings: "{}".to_owned(),
        retention_months: 6,
        retention_reason: "usual in CH".to_owned(),
        created_at: NOON,
        updated_at: NOON,
        archived_at: None,
    }
}

fn user(db: &Db, n: u128) -> User {
    let email = format!("user{n}@example.org");
    User {
        id: id(n),
        email_hash: db.key().of_user_email(&email),
        email: Personal::from(email),
        name: Personal::from("Rosa Kestenmair"),
        locale: Some("de".to_owned()),
        password_hash: None,
        subject_hash: None,
        created_at: NOON,
        updated_at: NOON,
        disabled_at: None,
    }
}

/// Two teams with an owner each, whose ids are those of [`a`] and [`b`].
async fn two_teams(db: &Db) {
    let mut tx = db.system(SystemCtx::Setup).await.expect("begun");
    for (ctx, name) in [(a(), "A"), (b(), "B")] {
        let owner = ctx.actor.user().expect("a user");
        teams::create(&mut tx, ctx.team, &team(name)).await.expect("made");
        users::create(&mut tx, &user(db, owner.as_u128())).await.expect("made");
        let membership = Membership { user_id: owner, role: Role::Owner, created_at: NOON };
        users::join(&mut tx, ctx.team, &membership).await.expect("joined");
    }
    tx.commit().await.expect("kept");
}

fn person(n: u128) -> Person {
    Person { id: id(n), name: Some("Anna Müller".into()), created_at: NOON, updated_at: NOON }
}

fn client(n: u128, name: &str) -> Client {
    Client {
        id: id(n),
        name: name.to_owned(),
        folded: String::new(),
        settings: "{}".to_owned(),
        created_at: NOON,
        updated_at: NOON,
        archived_at: None,
    }
}

fn run(n: u128, person: u128) -> Run {
    Run {
        id: id(n),
        kind: RunKind::Single,
        person: id(person),
        client: None,
        profile: None,
        profile_version: None,
        batch: None,
        state: RunState::Queued,
        attempt: 0,
        event_seq: 0,
        current_revision: None,
        label: None,
        role: None,
        search_plain: String::new(),
        search_named: Personal::default(),
        locale: Some("de-CH".to_owned()),
        options: "{}".to_owned(),
        score: None,
        recommendation: None,
        verdicts: None,
        failure: None,
        created_by: Some(id(0xa1)),
        created_at: NOON,
        updated_at: NOON,
        closed_at: None,
        expires_at: None,
        erasing_at: None,
    }
}

fn revision(n: u128, run: u128) -> Revision {
    Revision {
        id: id(n),
        run: id(run),
        based_on: None,
        attempt: 1,
        kind: RevisionKind::Documents,
        state: RevisionState::Sealing,
        label: None,
        options: "{}".to_owned(),
        bytes: None,
        files: None,
        created_by: None,
        created_at: NOON,
        sealed_at: None,
    }
}

fn document(n: u128, person: u128, slug: &str) -> Document {
    Document {
        id: id(n),
        run: Uuid::nil(),
        revision: Uuid::nil(),
        person: id(person),
        area: Area::PrimaryOutputs,
        slug: slug.to_owned(),
        kind: "cv".to_owned(),
        name: "CV Anna Müller.docx".into(),
        media_type: "application/octet-stream".to_owned(),
        bytes: 10,
        sha256: hash(1),
    }
}

const SEALED: revisions::Sealed = revisions::Sealed { bytes: 10, files: 1, at: NOON };

/// Team A with person 1 and run 10, the client 5, and nothing else.
async fn a_run(db: &Db) {
    two_teams(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    persons::create(&mut tx, &person(1)).await.expect("made");
    clients::create(&mut tx, &client(5, "Müller & Söhne AG")).await.expect("made");
    crate::runs::create(&mut tx, &run(10, 1), &[], &[]).await.expect("made");
    tx.commit().await.expect("kept");
}

/// That, and a sealed current revision 20 with document 30.
async fn a_sealed_run(db: &Db) {
    a_run(db).await;
    let mut tx = db.write(&a()).await.expect("begun");
    revisions::begin(&mut tx, &revision(20, 10)).await.expect("begun");
    revisions::seal(&mut tx, id(20), SEALED, &[document(30, 1, "01-cv.docx")]).await.expect("sealed");
    revisions::make_current(&mut tx, id(10), None, id(20), NOON).await.expect("current");
    tx.commit().await.expect("kept");
}
