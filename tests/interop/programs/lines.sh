#!/bin/sh
# For websocketd: one process for each socket, messages are lines.
while IFS= read -r line; do
  case "$line" in
    ping) echo pong ;;
    *) printf '%s\n' "$line" ;;
  esac
done
