#!/bin/sh
# Writes the locked requirement files anew from pyproject.toml (needs uv). Hashes of every platform's files stand in them,
# and no download address: uv.lock would name hosts.
set -eu
cd "$(dirname "$0")"
lock() { uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
  --custom-compile-command ./lock.sh "$@"; }
lock pyproject.toml -o requirements.txt
lock pyproject.toml --group bake -o requirements-bake.txt
lock pyproject.toml --group bake --group test -o requirements-test.txt
echo uv | lock - -o requirements-setup.txt
# The learning record store that the tests send to, in an environment of its own: it wants an old FastAPI.
printf 'ralph-malph[cli,lrs]\nrequests\n' | lock - -o tests/system/lrs/requirements.txt
