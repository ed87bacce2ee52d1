# shellcheck shell=bash
# Compile once: objects are kept in the checkout, under names made of all that goes
# into them, so that no run compiles what another has compiled.
#
# CACHE/SETTING/SOURCE.o: SETTING stands for compiler, flags, server and all headers,
# SOURCE for the path and the text of one C file. A file appears there by a rename,
# whole or not at all, and is never changed; so runs side by side, or broken off, do
# no harm. `make clean` removes it all.

CACHE=$TOP/.build
CACHE_SETTINGS=8      # so many settings are kept, those last used

CHECKSUM=(sha256sum)
command -v sha256sum >/dev/null || CHECKSUM=(shasum -a 256)

# setting_of DIR MAKE-ARGUMENT... prints the name of the setting. make itself tells the
# commands. An object that compiled with -Werror is the same as without. What was fetched
# lies in another private directory each time, and is known by its version.
setting_of() {
  local dir=$1 word cc=cc
  shift
  for word in "${MAKE_VARS[@]}" "$@"; do
    case $word in CC=*) cc=${word#CC=} ;; esac
  done
  {
    "$PG_CONFIG" --version
    $cc --version
    [ -z "$BITCODE_CLANG" ] || "$BITCODE_CLANG" --version
    make_in "$dir" -n -B "$@" src/parser.o src/parser.bc | sed -E "s/ -Werror( |\$)/ /g; s/ +/ /g; s|$PRIVATE/|/private/|g"
    cd "$dir" && find src -name '*.h' -o -name '*.inc' | sort | xargs cat
  } 2>/dev/null | "${CHECKSUM[@]}" | cut -c1-32
}

# sources_of DIR prints "NAME PATH" of each C file, PATH without suffix.
sources_of() {
  (cd "$1" && find src -name '*.c' -print0 | xargs -0 "${CHECKSUM[@]}") |
    awk '{ path = $2; sub(/\.c$/, "", path); name = path; gsub(/\//, "-", name); print name "-" substr($1, 1, 32), path }'
}

# restore_objects DIR CACHE-DIRECTORY. What is copied is newer than its source.
restore_objects() {
  local dir=$1 from=$2 name path suffix used=()
  while read -r name path; do
    for suffix in o bc; do
      if cp "$from/$name.$suffix" "$dir/$path.$suffix" 2>/dev/null; then used+=("$from/$name.$suffix"); fi
    done
  done < <(sources_of "$dir")
  [ ${#used[@]} -eq 0 ] || touch -c "${used[@]}"
  echo "${#used[@]} objects from $from"
}

# keep_objects DIR CACHE-DIRECTORY
keep_objects() {
  local dir=$1 to=$2 name path suffix part=$2/.part.$BASHPID
  while read -r name path; do
    for suffix in o bc; do
      if [ -f "$dir/$path.$suffix" ] && ! [ -f "$to/$name.$suffix" ]; then
        { cp "$dir/$path.$suffix" "$part" && mv "$part" "$to/$name.$suffix"; } || rm -f "$part"
      fi
    done
  done < <(sources_of "$dir")
}

# Settings that were not used for long go, and objects of sources of two weeks ago.
prune_cache() {
  local old
  find "$CACHE" -type f \( -name '*.o' -o -name '*.bc' -o -name '.part.*' \) -mtime +14 -exec rm -f {} +
  # shellcheck disable=SC2012  # the names are our own: 32 hexadecimal digits
  ls -1td "$CACHE"/*[0-9a-f]/ 2>/dev/null | tail -n "+$((CACHE_SETTINGS + 1))" |
    while IFS= read -r old; do rm -rf "$old"; done
}

# build_copy DIR MAKE-ARGUMENT... : copy the source to DIR and build it there.
build_copy() {
  local dir=$1
  shift
  copy_source "$dir" && build_in "$dir" "$@"
}

# build_in DIR MAKE-ARGUMENT... : build it, compiling only what is not kept. Only what
# has compiled without a warning is.
build_in() {
  local dir=$1 kept
  shift
  kept=$CACHE/$(setting_of "$dir" "$@")
  if mkdir -p "$kept" 2>/dev/null && [ -w "$kept" ]; then
    touch "$kept"
    restore_objects "$dir" "$kept"
    [ -z "$RUN_USER" ] || chown -R "$RUN_USER:$(id -g "$RUN_USER")" "$dir/src"
  else
    kept=
  fi
  make_in "$dir" --output-sync -j"$(processors)" "$@" || return
  if [ -n "$kept" ] && [[ " ${MAKE_VARS[*]} $* " == *" WERROR=1 "* ]]; then
    keep_objects "$dir" "$kept"
    prune_cache
  fi
}

processors() { getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2; }
