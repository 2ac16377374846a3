#!/bin/sh
# Run it: websocketd --port=8080 examples/websocketd/count.sh
for number in 1 2 3; do
  echo "$number"
  sleep 1
done
