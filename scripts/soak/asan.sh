#!/usr/bin/env bash
# The part "asan17" of scripts/soak.sh, as root inside a Debian system of its own: the suite
# with the extension under AddressSanitizer and UndefinedBehaviorSanitizer. The server's
# program has to be started with the sanitizer's library before all others, so a script
# takes its place.
set -euo pipefail

scripts=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=scripts/soak/wrap.sh
. "$scripts/wrap.sh"
library=$(gcc -print-file-name=libasan.so)
wrap_postgres "exec env LD_PRELOAD='$(readlink -f "$library")' \
  ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=16:abort_on_error=1 UBSAN_OPTIONS=print_stacktrace=1 \"\$real\" \"\$@\""

# Where the code checks how long something takes or how much memory it needs, it may be more.
export COPT='-fsanitize=address,undefined -fno-omit-frame-pointer -g -O1' SEN_FUZZ_SLOW=10
"$scripts/../test.sh"
