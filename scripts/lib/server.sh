# shellcheck shell=bash disable=SC2153  # STEPS is set by the command script
# A private PostgreSQL server with this source tree's extension in it.
#
# Everything lies under $PRIVATE: source/ the copy that is built, dest/ the
# installed files, data/ the database, socket/ the only way in.

prepare_step() {
  local start
  STEP=$((STEP + 1))
  start=$(microseconds)
  printf '[%d/%d] finding PostgreSQL ... ' "$STEP" "$STEPS"
  make_private
  prepare_tools "$@"
  own_private
  export PATH=$BINDIR:$PATH
  say "$("$PG_CONFIG" --version) in $BINDIR, $(seconds_since "$start")"
}

# The checkout stays as it is; what an earlier `make` left in it is not copied.
copy_source() {
  mkdir -p "$1"
  tar -C "$TOP" -cf - --exclude=./.git --exclude='*.o' --exclude='*.bc' --exclude='*.so' \
    --exclude="./$NAME--*.sql" --exclude="./$NAME-*.zip" --exclude=./results \
    --exclude=./output_iso --exclude=./tmp_check --exclude=./.build --exclude=./.try --exclude=node_modules --exclude='./regression.*' . |
    tar -C "$1" -xf - --no-same-owner &&
    chmod -R u+rwX,go+rX "$1" &&
    { [ -z "$RUN_USER" ] || chown -R "$RUN_USER:$(id -g "$RUN_USER")" "$1"; }
}

make_in() {
  local dir=$1
  shift
  as_user make -C "$dir" --no-print-directory "${MAKE_VARS[@]}" "$@"
}

# init_server SETTING... : each a line of postgresql.conf.
# fsync is off because the data outlives no crash anyway.
init_server() {
  as_user initdb -D "$PRIVATE/data" -U postgres -E UTF8 --locale=C --auth=trust --no-sync &&
    as_user tee -a "$PRIVATE/data/postgresql.conf" >/dev/null <<CONF
listen_addresses = ''
port = 5432
unix_socket_directories = '$PRIVATE/socket'
unix_socket_permissions = 0700
fsync = off
synchronous_commit = off
full_page_writes = off
timezone = 'Europe/London'
logging_collector = off
log_destination = 'stderr'
log_line_prefix = '%m [%p] %q%a@%d '
lc_messages = 'C'
include '$PRIVATE/extension.conf'
$(printf '%s\n' "$@")
CONF
}

# Does the server know the setting $1?
knows() { as_user postgres -C "$1" -D "$PRIVATE/data" >/dev/null 2>&1; }

# What any server of the tests has besides (layers.sh); others have nothing.
test_settings() { :; }

# Install the built extension so that the private server finds it, and leave
# in extension.conf the settings by which any other server can find it.
# Debian has extension_destdir, PostgreSQL 18 extension_control_path; without
# either, the files must go where PostgreSQL itself is installed.
install_step() {
  local share settings='' dest=$PRIVATE/dest
  share=$("$PG_CONFIG" --sharedir)
  test_settings | as_user tee "$PRIVATE/extension.conf" >/dev/null
  if knows extension_destdir; then
    settings="extension_destdir = '$dest'"
  elif knows extension_control_path; then
    settings="extension_control_path = '$dest$share:\$system'
dynamic_library_path = '$dest$PKGLIBDIR:\$libdir'"
  fi
  if [ -n "$settings" ]; then
    as_user tee -a "$PRIVATE/extension.conf" >/dev/null <<<"$settings"
    step "installing it in the private directory" install_private "$dest" "$dest$share/extension"
  else
    install_system_wide "$share/extension"
  fi
}

# install_private DEST EXTENSION-DIRECTORY : pgTAP too, if it was fetched and the
# server is the machine's.
install_private() {
  local pgtap
  make_in "$PRIVATE/source" install "DESTDIR=$1" || return
  pgtap=$(pgtap_dir)
  if [ -n "${FETCHED-}" ] && [[ $pgtap == "$FETCHED"/* && $PG_CONFIG != "$FETCHED"/* ]]; then
    as_user cp "$pgtap"/pgtap* "$2/"
  fi
}

install_system_wide() {
  say "    This PostgreSQL loads extensions only from its own directories, so these files" \
    "    will be installed there (remove them with make uninstall PG_CONFIG=$PG_CONFIG):" \
    "      $PKGLIBDIR/$NAME.so, $PKGLIBDIR/bitcode/$NAME*" \
    "      $1/$NAME.control, $1/$NAME--*.sql"
  local install=(make -C "$PRIVATE/source" --no-print-directory "${MAKE_VARS[@]}" install)
  if ! [ -w "$1" ] || ! [ -w "$PKGLIBDIR" ]; then
    can_be_root ||
      die 3 "$NAME: not permitted to write to $1 and $PKGLIBDIR; run as root or with sudo."
    install=(with_root "${install[@]}")
  fi
  step "installing it system-wide" "${install[@]}"
}

start_server() {
  as_user pg_ctl -D "$PRIVATE/data" -l "$PRIVATE/log/server.log" -w -s start ||
    { tail -n 30 "$PRIVATE/log/server.log"; return 1; }
}

# From here on psql and friends reach the private server.
export_connection() {
  export PGHOST=$PRIVATE/socket PGPORT=5432 PGUSER=postgres PGDATABASE=postgres \
    PGCLIENTENCODING=UTF8
}

# server_steps SETTING... : three steps from a built source to a running server.
server_steps() {
  step "creating a private server" init_server "$@"
  install_step
  step "starting it" start_server
  export_connection
}

# After a crash the server needs a moment before it takes connections again.
await_server() {
  local i
  for ((i = 0; i < 300; i++)); do
    ! as_user pg_isready -q || return 0
    sleep 0.2
  done
  echo "the private server does not answer" >&2
  return 1
}

psql_file() {
  local database=$1 file=$2
  shift 2
  as_user psql -X -d "$database" "$@" -f "$file"
}
