#!/usr/bin/env bash
# The tests that draw at random, for as long as one likes: far more rounds than in `make test`.
# Each part is bounded by its own option; SEN_SEED=N repeats a run.
#
#   SEN_FUZZ_EDITS   edits of the relations of a log, with every function of it called after each
#   SEN_CALL_ROUNDS  rounds of calls of every function with wrong arguments
#   SEN_FUZZ_ROUNDS  rounds of mutated text and binary input of every type
#   SEN_CRASHES      crashes of a server that writes and seals a log
#   SEN_FLIPS        bits flipped in a sealed log, of each kind
#   TESTS            only these: 003_fuzz 011_ledger_crash 012_ledger_flips 016_calls 017_ledger_fuzz
set -euo pipefail

export SEN_FUZZ_EDITS=${SEN_FUZZ_EDITS:-100000}
export SEN_CALL_ROUNDS=${SEN_CALL_ROUNDS:-200}
export SEN_FUZZ_ROUNDS=${SEN_FUZZ_ROUNDS:-20000}
export SEN_CRASHES=${SEN_CRASHES:-200}
export SEN_FLIPS=${SEN_FLIPS:-200}

LAYERS=tap TESTS=${TESTS:-003_fuzz 011_ledger_crash 012_ledger_flips 016_calls 017_ledger_fuzz} \
  exec "$(dirname "${BASH_SOURCE[0]}")/test.sh"
