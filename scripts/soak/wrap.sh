# shellcheck shell=bash
# Sourced by the parts of scripts/soak.sh that run a server under something else, inside a
# Debian system that is thrown away.

# wrap_postgres COMMAND : from now on PG_CONFIG's postgres is a script that does COMMAND, for
# which "$real" is the program. pg_ctl and initdb start it by its place beside them.
wrap_postgres() {
  local postgres
  postgres=$("$PG_CONFIG" --bindir)/postgres
  [ -e "$postgres.real" ] || mv "$postgres" "$postgres.real"
  printf '#!/bin/sh\nreal=%s.real\n%s\n' "$postgres" "$1" >"$postgres"
  chmod 755 "$postgres"
}
