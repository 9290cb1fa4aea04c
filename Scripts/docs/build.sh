#!/usr/bin/env bash
# Makes the pages of all libraries: an archive for each in .build/docs, and all together in .build/docs/All.
# A link that leads nowhere is an error, and so is a public symbol that its module's landing page does not list.
set -euo pipefail
cd "$(dirname "$0")/../.."

docc="$(command -v docc || echo "$(dirname "$(readlink -f "$(command -v swift)")")/docc")"
[ -x "$docc" ] || {
  echo "docc is missing: it comes with Swift's toolchain, whose folder usr/bin must be on the PATH." >&2
  exit 1
}

out=.build/docs
rm -rf "$out"
mkdir -p "$out"

bin="$(swift build --show-bin-path)"
triple="$(swift -print-target-info | sed -n 's/.*"triple": "\(.*\)",/\1/p' | head -1)"
# Where the extraction finds modules: ours, and those of the C libraries that they import.
read -ra includes <<<"$(pkg-config --cflags-only-I libpng zlib)"
flags=(-target "$triple" -I "$bin/Modules" -I Sources/CPNG -I Sources/CZlib)
flags+=(${includes[@]+"${includes[@]}"})
[ "$(uname)" != Darwin ] || flags+=(-sdk "$(xcrun --show-sdk-path)")

# Runs a command that has nothing to say unless it fails.
quietly() {
  "$@" >"$out/log" 2>&1 || {
    cat "$out/log" >&2
    exit 1
  }
}

# Makes the pages of a module, which may link to those of the modules named after it.
convert() {
  local module="$1" catalog="Sources/$1/$1.docc" arguments=()
  [ ! -d "$catalog" ] || arguments+=("$catalog")
  for dependency in "${@:2}"; do arguments+=(--dependency "$out/$dependency"); done
  quietly swift build --target "$module"
  mkdir -p "$out/graphs/$module"
  quietly swift symbolgraph-extract -module-name "$module" "${flags[@]}" \
    -minimum-access-level public -omit-extension-block-symbols -output-dir "$out/graphs/$module"
  Scripts/docs/topics.py "$module" "$out/graphs/$module"
  quietly "$docc" convert "${arguments[@]}" --additional-symbol-graph-dir "$out/graphs/$module" \
    --fallback-display-name "$module" --fallback-bundle-identifier "$module" \
    --fallback-default-module-kind Library --enable-experimental-external-link-support \
    --warnings-as-errors --output-path "$out/$module"
  echo "$module: $(find "$out/$module/data/documentation" -name '*.json' | wc -l) pages in $out/$module"
}

convert Kagami
convert KagamiData Kagami
convert KagamiNN Kagami
convert KagamiGAN Kagami KagamiData KagamiNN
convert KagamiONNX Kagami KagamiData KagamiNN
convert KagamiTensorBoard Kagami KagamiData
convert KagamiDistributed Kagami KagamiData KagamiNN

# Merging wants names that end so.
mkdir "$out/archives"
for module in Kagami KagamiNN KagamiData KagamiGAN KagamiONNX KagamiTensorBoard KagamiDistributed; do
  cp -R "$out/$module" "$out/archives/$module.doccarchive"
done
quietly "$docc" merge "$out"/archives/*.doccarchive --synthesized-landing-page-name Kagami \
  --output-path "$out/All"
rm -r "$out/archives" "$out/graphs" "$out/log"
echo "All together are in $out/All: python3 -m http.server -d $out/All, then open /documentation."
