#!/bin/sh
# Run once by PostgreSQL's image: the login of the service, which is no superuser. CREATEROLE lets it make the two roles that own
# nothing and that each transaction takes (docs/adr/0020-two-databases.md).
set -eu
password=$(cat /run/secrets/database_password)
psql -v ON_ERROR_STOP=1 -U postgres -d postgres -v password="$password" <<'SQL'
CREATE ROLE dossier LOGIN CREATEROLE PASSWORD :'password';
CREATE DATABASE dossier OWNER dossier;
SQL
