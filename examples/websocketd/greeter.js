#!/usr/bin/env node
// Run it: websocketd --port=8080 examples/websocketd/greeter.js
import { createInterface } from 'node:readline'

for await (const name of createInterface({ input: process.stdin })) console.log(`Hello, ${name}!`)
