#!/bin/bash
# Makes the files in Sources/KagamiONNX/Proto from those of the same names here anew.
#
# Needs protoc (Debian: protobuf-compiler), and protoc-gen-swift of the swift-protobuf that Package.swift names:
#   git clone --branch 1.39.0 https://github.com/apple/swift-protobuf
#   cd swift-protobuf && swift build -c release --product protoc-gen-swift
# PROTOC_GEN_SWIFT is the path of the latter, where it is not in PATH.
set -euo pipefail
cd "$(dirname "$0")"
out=../../Sources/KagamiONNX/Proto
plugin=${PROTOC_GEN_SWIFT:-$(command -v protoc-gen-swift)}
protoc --plugin=protoc-gen-swift="$plugin" --swift_out="$out" \
  --swift_opt=Visibility=Internal --swift_opt=UseAccessLevelOnImports=true onnx_*.proto
