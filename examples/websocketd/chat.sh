#!/bin/sh
# Run it: CHAT_LOG=chat.log websocketd --port=8080 --passenv=PATH,CHAT_LOG examples/websocketd/chat.sh
# websocketd starts one of these for each socket; the file is what they share.
touch "$CHAT_LOG"
# From the next line on, however late it starts.
said=$(wc -l < "$CHAT_LOG")
tail -n "+$((said + 1))" -f "$CHAT_LOG" &
trap 'kill $!' EXIT
trap exit TERM INT

echo 'Who are you?'
read -r name || exit
echo "$name joined" >> "$CHAT_LOG"
while read -r line; do
  echo "$name: $line" >> "$CHAT_LOG"
done
echo "$name left" >> "$CHAT_LOG"
