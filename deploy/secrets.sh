#!/bin/sh
# Makes the secrets that compose.yaml names, each in a file of its own below `secrets`. What is there already is kept, so that it can
# be run again; nothing is printed. The files belong to the user and group of the image, because compose hands them on as they are.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets
# Without a line's end, which would become part of a key.
line() { printf %s "$1"; }
garage() {
    printf 'GARAGE_RPC_SECRET=%s\n' "$(openssl rand -hex 32)"
    printf 'GARAGE_DEFAULT_ACCESS_KEY=%s\n' "$(cat secrets/s3_key_id)"
    printf 'GARAGE_DEFAULT_SECRET_KEY=%s\n' "$(cat secrets/s3_key)"
    printf 'GARAGE_DEFAULT_BUCKET=dossier\n'
}
keep() {
    name=$1
    shift
    [ -s "secrets/$name" ] || "$@" >"secrets/$name"
}

keep dossier_secret line "$(openssl rand -base64 32)"
keep metrics_token line "$(openssl rand -hex 32)"
keep postgres_password line "$(openssl rand -hex 24)"
keep database_password line "$(openssl rand -hex 24)"
keep database_url line "postgres://dossier:$(cat secrets/database_password)@postgres:5432/dossier?sslmode=disable"
keep s3_key_id line "GK$(openssl rand -hex 12)"
keep s3_key line "$(openssl rand -hex 32)"
keep garage.env garage
# Filled in by hand for the profile `supabase`; compose wants the files to be there.
for name in supabase_database_url supabase_service_key; do
    [ -e "secrets/$name" ] || : >"secrets/$name"
done
[ -e .env ] || cp .env.example .env

# The program runs as 65532.
if [ "$(id -u)" = 0 ]; then
    for name in dossier_secret metrics_token database_url s3_key_id s3_key supabase_database_url supabase_service_key; do
        chown 65532:65532 "secrets/$name"
    done
    # Read by the user `postgres` of its image while the cluster is made.
    chown 999:999 secrets/postgres_password secrets/database_password
else
    echo "run this as root, or the containers cannot read secrets/" >&2
    exit 1
fi
