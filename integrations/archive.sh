#!/usr/bin/env bash
# Puts the archive of a release together: the program, its man pages and completions, the licences. Beside it goes its
# checksum. The program should be built with `--features arrow`.
#
#     integrations/archive.sh TARGET FOLDER-OF-THE-PROGRAM FOLDER-FOR-THE-ARCHIVE
set -euo pipefail
target=$1 built=$2 dist=$3

program=$built/rolecall
[[ $target != *windows* ]] || program=$program.exe
version=$("$program" --version | tr -d '\r' | cut -d' ' -f2)
name=rolecall-$version-$target
folder=$dist/$name
rm -rf "$folder"
mkdir -p "$folder/completions" "$folder/man"

cp "$program" README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE "$folder"
"$program" man --folder "$folder/man"
for shell in bash zsh fish powershell elvish; do
  "$program" completions "$shell" > "$folder/completions/rolecall.$shell"
done

cd "$dist"
if [[ $target == *windows* ]]; then
  archive=$name.zip
  7z a -bso0 "$archive" "$name"
else
  archive=$name.tar.gz
  tar -czf "$archive" "$name"
fi
rm -rf "$name"
# macOS has shasum, the others have sha256sum.
if command -v sha256sum > /dev/null; then
  sha256sum "$archive" > "$archive.sha256"
else
  shasum -a 256 "$archive" > "$archive.sha256"
fi
