#!/bin/sh
# Ends the server when all of its users are gone without a word (kill -9), for then nobody is left to do it.
# Arguments: the cluster's directory, the server's pid and start, and what to remove afterwards ("" for nothing).
cd "$1" || exit 1
server=$2
server_start=$3
remove=$4

# Is process $1, started at $2, alive? As processes.ts has it; without /proc the pid alone must do.
alive() {
  [ -r /proc/self/stat ] || { kill -0 "$1" 2>/dev/null; return; }
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  # shellcheck disable=SC2086
  set -- "$2" ${stat##*) }
  [ "$2" != Z ] && [ "${21}" = "$1" ]
}

while sleep 1; do
  alive "$server" "$server_start" || break
  for user in users/*; do
    [ -e "$user" ] || continue
    mark=${user##*/}
    start=${mark#*-}
    alive "${mark%%-*}" "${start%%-*}" || rm -f "$user"
  done
  rmdir users 2>/dev/null
  [ -d users ] || kill -INT "$server" 2>/dev/null
done
[ -z "$remove" ] || [ -d users ] || rm -rf "$remove"
