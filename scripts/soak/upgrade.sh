#!/usr/bin/env bash
# The part "upgrade" of scripts/soak.sh, as root inside a Debian system that has PostgreSQL
# 15 and 17 with their headers, and may be filled with files: the demo, tracked and sealed,
# goes from the one to the other by pg_upgrade, and by pg_dump and pg_restore.
# Each line "ok - ..." or "not ok - ..." is a check; "did: ..." is what was done.

# shellcheck source=scripts/lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib/common.sh"
# shellcheck source=scripts/lib/packages.sh
. "$TOP/scripts/lib/packages.sh"
# shellcheck source=scripts/lib/server.sh
. "$TOP/scripts/lib/server.sh"
# shellcheck source=scripts/lib/build.sh
. "$TOP/scripts/lib/build.sh"

OLD=${UPGRADE_FROM:-15}
NEW=${UPGRADE_TO:-17}
CHECKS=0

bin() { printf '/usr/lib/postgresql/%s/bin' "$1"; }

# install MAJOR : built for that major, into its own directories.
install() {
  MAKE_VARS=("PG_CONFIG=$(bin "$1")/pg_config" with_llvm=no)
  copy_source "$PRIVATE/source$1" && make_in "$PRIVATE/source$1" -j"$(processors)" &&
    make -C "$PRIVATE/source$1" --no-print-directory "${MAKE_VARS[@]}" install
}

# new_cluster MAJOR NAME : its socket is in a directory of its own.
new_cluster() {
  as_user mkdir "$PRIVATE/$2-socket" &&
    as_user "$(bin "$1")/initdb" -D "$PRIVATE/$2" -U postgres -E UTF8 --locale=C --auth=trust --no-sync &&
    as_user tee -a "$PRIVATE/$2/postgresql.conf" >/dev/null <<CONF
listen_addresses = ''
unix_socket_directories = '$PRIVATE/$2-socket'
fsync = off
timezone = 'Europe/London'
lc_messages = 'C'
CONF
}

start() { as_user "$(bin "$1")/pg_ctl" -D "$PRIVATE/$2" -l "$PRIVATE/log/$2.log" -w -s start; }
stop() { as_user "$(bin "$1")/pg_ctl" -D "$PRIVATE/$2" -w -s stop; }

# ask NAME SQL...
ask() {
  local name=$1 commands=()
  shift
  for sql; do commands+=(-c "$sql"); done
  as_user "$(bin "$NEW")/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h "$PRIVATE/$name-socket" -U postgres -d demo "${commands[@]}"
}

# facts NAME : how many rows each table and view has, and a sum over all that is in them.
facts() {
  local relation
  ask "$1" "SELECT c.oid::regclass FROM pg_class c WHERE c.relnamespace IN ('wirral'::regnamespace, 'kept'::regnamespace)
            AND c.relkind IN ('r', 'v', 'p', 'm') ORDER BY c.oid::regclass::text COLLATE \"C\"" >"$PRIVATE/relations" || return
  while IFS= read -r relation; do
    echo "SELECT '$relation', count(*), md5(string_agg(x::text, chr(10) ORDER BY x::text COLLATE \"C\")) FROM $relation x;"
  done <"$PRIVATE/relations" >"$PRIVATE/facts.sql"
  as_user "$(bin "$NEW")/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h "$PRIVATE/$1-socket" -U postgres -d demo -f "$PRIVATE/facts.sql"
}

# load : the demo, and values of every type of ours, some of them toasted and indexed.
load() {
  (cd "$PRIVATE/source$OLD/demo" && as_user "$(bin "$NEW")/psql" -X -q -v ON_ERROR_STOP=1 -h "$PRIVATE/old-socket" -U postgres -d demo -f load.sql) &&
    ask old "CREATE SCHEMA kept" \
      "CREATE TABLE kept.summary AS SELECT n, ('v1 done{' || string_agg(d || ':' || d % 9 + 1, ',' ORDER BY d) || '}')::sen.timeliness AS t
         FROM generate_series(1, 20) n, generate_series(n, n * 300) d GROUP BY n" \
      "CREATE TABLE kept.series AS SELECT 'v1 finish_month none[open{12:3}] 2024-01-01[done{83:1,140:2} unusable{left:1}] 2024-03-01[done_excepted{150:1}]'::sen.timeliness_series AS s" \
      "CREATE TABLE kept.queue AS SELECT 'v1 2025-12-31 decision{2025-12-01:3} plan{2025-03-04:1,2025-03-05:2} undated{advice:1}'::sen.queue AS q" \
      "CREATE TABLE kept.pace AS SELECT 'v1 2025-01-01..2025-12-31 140 bands{0:0:1:300,99:2:0:40} undated{1:0} months{2025-01:3:0:0,2025-05:0:3:2}'::sen.pace AS p" \
      "CREATE TABLE kept.score AS SELECT sen.risk_score(l, i) AS s, l, i FROM generate_series(1, 9) l, generate_series(1, 9) i" \
      "CREATE INDEX ON kept.score (s)" \
      "CREATE TABLE kept.matrix AS SELECT sen.npsa_matrix() AS m" \
      "CREATE TABLE kept.time_limit AS SELECT name FROM sen.time_limits()" "CREATE UNIQUE INDEX ON kept.time_limit (name)"
}

# check LABEL STATUS [DETAIL]
check() {
  CHECKS=$((CHECKS + 1))
  if [ "$2" -eq 0 ]; then say "ok - $1"; else say "not ok - $1${3:+: ${3:0:300}}"; fi
}

# is LABEL EXPECTED COMMAND...
is() {
  local label=$1 expected=$2 got rc=0
  shift 2
  got=$("$@" 2>&1) || rc=$?
  [ "$got" = "$expected" ] || rc=1
  check "$label" "$rc" "expected \"$expected\", got \"$got\""
}

# arrived HOW NAME : all is as it was, the log is intact and goes on.
arrived() {
  local how=$1 name=$2 rc=0 version
  facts "$name" >"$PRIVATE/facts.$name" || rc=1
  diff "$PRIVATE/facts.old" "$PRIVATE/facts.$name" >"$PRIVATE/difference" || rc=1
  check "$how: $(wc -l <"$PRIVATE/facts.$name") tables and views have the same rows" "$rc" "$(head -n 4 "$PRIVATE/difference" | tr '\n' ' ')"
  is "$how: the log is intact" 0 ask "$name" "SELECT count(*) FROM sen.verify_log('wirral')"
  for version in $(seq "$VERSIONS"); do
    is "$how: the log begins with the checkpoint of version $version" 0 ask "$name" \
      "SELECT count(*) FROM sen.verify_log('wirral', \$c\$$(cat "$PRIVATE/checkpoint.$version")
\$c\$)"
  done
  is "$how: version 1 reads back the same rows" "$(cat "$PRIVATE/as_of.old")" ask "$name" "$AS_OF"
  # Beside these two entries, the log of a database that was restored says anew what the columns of its tables are.
  is "$how: what is written now is logged and sealed" "$((VERSIONS + 1))"$'\n'2 ask "$name" \
    "UPDATE wirral.action SET title = title || ' (checked)' WHERE action_id IN (SELECT action_id FROM wirral.action ORDER BY 1 LIMIT 2)" \
    "SELECT version FROM sen.seal('wirral', 'After the move')" \
    "SELECT count(*) FROM wirral.log_leaves WHERE version = $((VERSIONS + 1)) AND operation = sen.operation_words('U')"
  is "$how: the new version continues the last one" t ask "$name" \
    "SELECT sen.verify_consistency(o.size, o.root, n.size, n.root, sen.consistency_proof('wirral', $VERSIONS))
     FROM sen.parse_checkpoint(\$c\$$(cat "$PRIVATE/checkpoint.$VERSIONS")
\$c\$) o, sen.parse_checkpoint(sen.checkpoint('wirral')) n"
  is "$how: the log is intact after that" 0 ask "$name" "SELECT count(*) FROM sen.verify_log('wirral')"
  # That these checks can fail.
  is "$how: an entry that is then edited is found" t ask "$name" "SET session_replication_role = replica" \
    "ALTER TABLE wirral.ledger_block DISABLE TRIGGER USER" \
    "UPDATE wirral.ledger_block SET entries = set_byte(entries, octet_length(entries) - 1, get_byte(entries, octet_length(entries) - 1) # 1)
     WHERE block_id = (SELECT min(block_id) FROM wirral.ledger_block)" \
    "ALTER TABLE wirral.ledger_block ENABLE ALWAYS TRIGGER refuse_change" \
    "SELECT count(*) > 0 FROM sen.verify_log('wirral') WHERE kind = 'edited'"
}

pg_upgrade() {
  cd "$PRIVATE/tmp" && as_user "$(bin "$NEW")/pg_upgrade" -U postgres -b "$(bin "$OLD")" -B "$(bin "$NEW")" \
    -d "$PRIVATE/old" -D "$PRIVATE/upgraded" -s "$PRIVATE/tmp"
}

restore() {
  as_user "$(bin "$NEW")/pg_restore" -C -e -j 2 -h "$PRIVATE/restored-socket" -U postgres -d postgres "$PRIVATE/demo.dump"
}

AS_OF="SELECT count(*), md5(string_agg(a::text, chr(10) ORDER BY a::text COLLATE \"C\")) FROM sen.as_of(null::wirral.action, 1) a"
STEPS=8
is_root || die 3 "$NAME: this installs into the system it runs in, and needs root."
make_private
own_private
step "building and installing it for PostgreSQL $OLD" install "$OLD"
step "building and installing it for PostgreSQL $NEW" install "$NEW"
step "creating a server of $OLD" new_cluster "$OLD" old
step "starting it" start "$OLD" old
step "creating the database" as_user "$(bin "$NEW")/createdb" -h "$PRIVATE/old-socket" -U postgres demo
step "loading the demo programme" load
facts old >"$PRIVATE/facts.old"
ask old "$AS_OF" >"$PRIVATE/as_of.old"
VERSIONS=$(ask old "SELECT max(version) FROM wirral.ledger_version")
for version in $(seq "$VERSIONS"); do
  ask old "SELECT sen.checkpoint('wirral', $version)" >"$PRIVATE/checkpoint.$version"
done
check "the demo is loaded, with $VERSIONS sealed versions" "$((VERSIONS < 2))"
is "before: the log is intact" 0 ask old "SELECT count(*) FROM sen.verify_log('wirral')"
step "dumping it with pg_dump of $NEW" as_user "$(bin "$NEW")/pg_dump" -C -Fc -h "$PRIVATE/old-socket" -U postgres -f "$PRIVATE/demo.dump" demo
step "stopping it" stop "$OLD" old

for way in upgraded restored; do
  new_cluster "$NEW" "$way" >"$PRIVATE/log/$way.initdb" 2>&1 || { show_tail "$PRIVATE/log/$way.initdb"; exit 1; }
done
rc=0
run_job "$PRIVATE/log/pg_upgrade" pg_upgrade || rc=$?
check "pg_upgrade from $OLD to $NEW" "$rc" "$(tail -n 5 "$PRIVATE/log/pg_upgrade" | tr '\n' ' ')"
if [ "$rc" -eq 0 ]; then
  start "$NEW" upgraded
  arrived pg_upgrade upgraded
  stop "$NEW" upgraded
else
  find "$PRIVATE/upgraded/pg_upgrade_output.d" -type f \( -name "*.txt" -o -name "*.log" \) -exec tail -n 20 {} + || true
fi
start "$NEW" restored
rc=0
run_job "$PRIVATE/log/pg_restore" restore || rc=$?
check "pg_restore of the dump of $OLD into $NEW" "$rc" "$(head -n 3 "$PRIVATE/log/pg_restore" | tr '\n' ' ')"
[ "$rc" -ne 0 ] || arrived pg_restore restored
stop "$NEW" restored
say "did: pg_upgrade and dump and restore of the demo from $OLD to $NEW, $VERSIONS sealed versions, $(wc -l <"$PRIVATE/facts.old") tables and views, $CHECKS checks"
