#!/bin/sh
# Run it: CHAT_LOG=chat.log websocketd --port=8080 --passenv=PATH,CHAT_LOG examples/websocketd/chat.sh
# websocketd starts this script once per socket. All of them share the file.
touch "$CHAT_LOG"
# Show only lines that are added from now on, even if tail starts late.
line_count=$(wc -l < "$CHAT_LOG")
tail -n "+$((line_count + 1))" -f "$CHAT_LOG" &
trap 'kill $!' EXIT
trap exit TERM INT

echo 'Who are you?'
read -r name || exit
echo "$name joined" >> "$CHAT_LOG"
while read -r line; do
  echo "$name: $line" >> "$CHAT_LOG"
done
echo "$name left" >> "$CHAT_LOG"
