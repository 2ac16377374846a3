#!/bin/sh
# For websocketd, which starts one process for each socket. Each line is a message.
while IFS= read -r line; do
  case "$line" in
    ping) echo pong ;;
    *) printf '%s\n' "$line" ;;
  esac
done
