/** All servers of the contract, in the order of the table. `servers/<id>.interop.ts` starts each of them. */
export const SERVERS = ['ws', 'bun', 'websocket-node', 'w3c-websocket', 'python', 'websocketd', 'nginx', 'nginx-tls', 'haproxy', 'nats'] as const
export type ServerId = (typeof SERVERS)[number]

/** The requirements for each server: the heads of the table and the explanations below it. */
export const ITEMS = {
  connect: 'opens, and closes with 1000 when the user says so',
  text: 'text arrives as it was sent, in order',
  binary: 'bytes arrive as they were sent',
  subprotocol: 'the second of two subprotocols that were offered is chosen, and shows in `protocol`',
  compression: 'permessage-deflate is agreed on and shows in `extensions`',
  'close 1000': 'the server closes with it: shown in `lastClose`, retried',
  'close 1001': 'the server closes with it: shown in `lastClose`, retried',
  'close 1008': 'the server closes with it: shown in `lastClose` and `error`, not retried',
  'close 4xxx': '4321 is retried; 4401 asks for the URL once more and is then final',
  'kill -9': 'the server is killed and started again: one close with 1006, a reconnect, and what was queued meanwhile arrives',
  heartbeat: 'a ping that the server answers keeps the socket, and its pong reaches nobody',
  silence: 'a server that stops (SIGSTOP) is found by the heartbeat, and the socket replaced',
} as const
export type Item = keyof typeof ITEMS

export const ITEM_NAMES = Object.keys(ITEMS) as Item[]
