#!/bin/sh
# Outlives a serve that was killed by a moment: its standard input ends with that process, and then workerd must too.
# $1: file with workerd's process id, gone where it ended in good order.
cat >/dev/null
# twice: serve may have been killed just as it started workerd anew
for pause in 0 1; do
  sleep "$pause"
  pid=$(cat "$1" 2>/dev/null) || exit 0
  # a number may have gone to somebody else since
  case $(ps -o comm= -p "$pid" 2>/dev/null) in
  *workerd*) kill -9 "$pid" ;;
  esac
done
rm -f "$1"
