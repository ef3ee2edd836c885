#!/bin/sh
# The two roles and the database (docs/architecture.md#database-roles). The image of Postgres runs it once, on its first start.
set -eu
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "${POSTGRES_DB:-postgres}" \
  --set owner="$OWNER_PASSWORD" --set serving="$SERVING_PASSWORD" <<'SQL'
CREATE ROLE permanences_owner LOGIN PASSWORD :'owner';
CREATE ROLE permanences LOGIN PASSWORD :'serving';
CREATE DATABASE permanences OWNER permanences_owner;
\connect permanences
CREATE EXTENSION btree_gist;
SQL
