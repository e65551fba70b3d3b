#!/bin/sh
# Stands in workerd's place when a ledger is served: notes the process id, which stays the same, and becomes workerd.
# Ctrl-C goes to every process of a terminal: what it means for workerd is for serve to say.
trap '' INT HUP
file=$GRAMME_WORKERD_PID_FILE
if [ -n "$file" ]; then
  # a serve that is ending wants no other: then its file says so
  if [ "$(cat "$file" 2>/dev/null)" = ending ]; then exit 0; fi
  printf '%s\n' "$$" >"$file" || exit 1
fi
exec "$GRAMME_WORKERD" "$@"
