#!/usr/bin/env bash
# Compares Kagami's files with those of the programs whose formats they are, and puts the counts into the article.
#
#   run.sh PYTHON KAGAMI
set -euo pipefail
cd "$(dirname "$0")/../.."
python="$(realpath -s "$1")"
kagami="$(realpath "$2")"
folder="$PWD/.build/interop/files"
rm -rf "$folder"
mkdir -p "$folder"
KAGAMI_INTEROP="$folder" swift test --filter InteropFolderTests > .build/interop/test.log 2>&1 || {
  tail -40 .build/interop/test.log
  exit 1
}
onnx="$("$python" Scripts/interop/onnx_check.py "$folder")"
echo "onnx: $onnx"
events="$("$python" Scripts/interop/tensorboard_check.py "$folder" 2> .build/interop/tensorboard.log)"
echo "$events"
"$python" Scripts/interop/formats_check.py "$kagami" --onnx "$onnx" --tensorboard "$events" \
  --article Sources/KagamiData/KagamiData.docc/Interoperability.md
