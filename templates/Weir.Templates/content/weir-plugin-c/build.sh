#!/usr/bin/env bash
# Makes libmy_plugin.so and puts it with plugin.json into bin/, the folder that a host takes.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p bin
"${CC:-gcc}" -std=c11 -O2 -Wall -Wextra -Werror -shared -fPIC -fvisibility=hidden -o bin/libmy_plugin.so my_plugin.c
cp plugin.json bin/
