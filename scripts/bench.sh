#!/usr/bin/env bash
# Run test/bench/*.sh in order of name against a private server. They find the
# server by the usual environment variables; the database is named bench.
# One that has a line "# Server: default settings" is run on a server as PostgreSQL
# comes (but for what init_server says about crashes); the others measure single
# functions against their yardsticks, and have the memory that this needs.

# shellcheck source=scripts/lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
# shellcheck source=scripts/lib/packages.sh
. "$TOP/scripts/lib/packages.sh"
# shellcheck source=scripts/lib/fetch.sh
. "$TOP/scripts/lib/fetch.sh"
# shellcheck source=scripts/lib/server.sh
. "$TOP/scripts/lib/server.sh"
# shellcheck source=scripts/lib/build.sh
. "$TOP/scripts/lib/build.sh"

# The tables should fit into memory, since not the disk is to be measured.
memory_kb=$(sed -n 's/^MemAvailable: *\([0-9]*\).*/\1/p' /proc/meminfo 2>/dev/null || true)
shared_buffers=128MB
[ "${memory_kb:-0}" -lt 4000000 ] || shared_buffers=1GB

create_bench() {
  as_user createdb bench && as_user psql -X -q -d bench -c "CREATE EXTENSION $NAME"
}

# serve FILE : restarts the server if the benchmark wants other settings than those it has.
tuned=("shared_buffers=$shared_buffers" jit=off max_wal_size=4GB work_mem=64MB maintenance_work_mem=256MB)
serving='default settings'
serve() {
  local wanted options=''
  wanted="${tuned[*]}"
  ! grep -qx '# Server: default settings' "$1" || wanted='default settings'
  if [ "$serving" != "$wanted" ]; then
    [ "$wanted" = 'default settings' ] || options=$(printf -- '-c %s ' "${tuned[@]}")
    as_user pg_ctl -D "$PRIVATE/data" -l "$PRIVATE/log/server.log" -w -s -m fast -o "$options" restart || return
    serving=$wanted
  fi
  say "    server: $serving; $(getconf _NPROCESSORS_ONLN) processors"
}

run_bench() {
  cd "$PRIVATE/source" && PGDATABASE=bench as_user bash "$1"
}

shopt -s nullglob
names=()
for file in "$TOP"/test/bench/*.sh; do
  name=$(basename "$file" .sh)
  [ -n "${TESTS:-}" ] && [[ " $TESTS " != *" $name "* ]] || names+=("$name")
done
[ ${#names[@]} -gt 0 ] || die 1 "$NAME: no benchmark in test/bench${TESTS:+ named $TESTS}."

STEPS=$((6 + ${#names[@]}))
prepare_step server
step "building the extension" build_copy "$PRIVATE/source"
server_steps '# nothing set'
step "creating the database" create_bench
for name in "${names[@]}"; do
  serve "$TOP/test/bench/$name.sh"
  step_shown "$name" run_bench "test/bench/$name.sh"
done
