#!/bin/sh
# The two roles and the database (docs/architecture.md#database-roles). The image of Postgres runs it once, on its first start.
# Elsewhere: PGHOST and PGPORT say where, POSTGRES_USER and PGPASSWORD as whom: a superuser, or a role with CREATEROLE and CREATEDB.
set -eu
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "${POSTGRES_DB:-postgres}" \
  --set owner="$OWNER_PASSWORD" --set serving="$SERVING_PASSWORD" <<'SQL'
CREATE ROLE permanences_owner LOGIN PASSWORD :'owner';
CREATE ROLE permanences LOGIN PASSWORD :'serving';
-- Whoever is no superuser gives a database to another role only as a member of it; for the time of these lines.
GRANT permanences_owner TO CURRENT_USER;
CREATE DATABASE permanences OWNER permanences_owner;
\connect permanences
CREATE EXTENSION btree_gist;
REVOKE permanences_owner FROM CURRENT_USER;
SQL
