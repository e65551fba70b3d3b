#!/bin/sh
# Outlives a start that was killed, by a moment. Reads +PID for a process that was started and -PID for one that has
# ended; the end of its input is the end of the start, and then what it still holds must end too.
trap '' INT HUP TERM
held=
while read -r line; do
  pid=${line#?}
  case $line in
  +*) held="$held $pid" ;;
  -*)
    left=
    for one in $held; do
      if [ "$one" != "$pid" ]; then left="$left $one"; fi
    done
    held=$left
    ;;
  esac
done
for pid in $held; do kill -TERM "$pid" 2>/dev/null; done
for second in 1 2 3 4 5 6 7 8 9 10; do
  left=
  for pid in $held; do
    if kill -0 "$pid" 2>/dev/null; then left="$left $pid"; fi
  done
  held=$left
  if [ -z "$held" ]; then exit 0; fi
  sleep 1
done
# each leads a group of its own
for pid in $held; do kill -KILL "-$pid" 2>/dev/null; done
