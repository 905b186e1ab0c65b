#!/usr/bin/env bash
# From a fresh clone to green tests: checks what must be on the machine, builds everything, bundled plugins
# included, and runs the fast tests. Arguments go to "dotnet test".
set -euo pipefail
cd "$(dirname "$0")/.."

need() { command -v "$1" >/dev/null || { echo "'$1' is missing: $2" >&2; exit 1; }; }
need dotnet "install the .NET SDK that global.json names"
need npm "install Node 20 or later; it restores the engine library"
need gcc "install gcc; the tests compile C plugins"

dotnet build Weir.slnx
dotnet test --no-build "$@"
