/** All engines that run the rows. The first four are columns of `npm run test:faults`. */
export const ENGINES = ['ws', 'websocket', 'node-22', 'node-24', 'chromium', 'firefox', 'webkit'] as const
export type Engine = (typeof ENGINES)[number]

export interface Row {
  readonly fault: string
  readonly expected: string
  /** Why the row cannot exist in these engines. */
  readonly notIn?: Partial<Readonly<Record<Engine, string>>>
  /** A note for readers of the table. */
  readonly note?: string
}

/** The fault table. `fault()` uses it for titles, and `docs/evidence/reliability.md` for its text. */
export const ROWS = {
  1: { fault: 'port refused', expected: '1006, backoff' },
  2: {
    fault: 'TCP accepted, no answer ever',
    expected: 'abandoned at the connect timeout, retried',
    note: 'WebSocket-Node and Firefox keep the line of a dial that was taken back until the server ends it; the connection goes on without it.',
  },
  3: { fault: 'half of the 101 response, then FIN', expected: 'retried' },
  4: {
    fault: 'upgrade answered 401/403',
    expected: 'url/token function asked again before each retry; paced',
    note: 'Node 24 by itself answers a 401 with further dials, within one attempt of ours.',
  },
  5: { fault: '429/503', expected: 'paced' },
  6: {
    fault: '302, 200, wrong Sec-WebSocket-Accept',
    expected: 'retried, paced',
    note: 'WebKit follows a 302 by itself, so that one test does not run there.',
  },
  7: { fault: 'subprotocol not offered, or none chosen', expected: 'protocol compared; mismatch is a clear error' },
  8: { fault: 'RST before the 101', expected: 'retried without a close event' },
  9: {
    fault: 'server killed with -9',
    expected: 'one close, reconnects, on one socket',
    note: 'What was queued meanwhile arrives, once, after the subscriptions of the channels.',
  },
  10: { fault: 'RST or FIN in mid-frame', expected: 'no partial message; retried' },
  11: { fault: 'half-open and silent (packets dropped)', expected: 'found by the heartbeat deadline, replaced within interval + deadline + 1 s' },
  12: { fault: 'peer never answers the close frame', expected: 'CLOSED within closeTimeoutMs' },
  13: {
    fault: 'close frame without FIN',
    expected: 'the bound wins',
    note: 'Also when the server itself began to close. WebSocket-Node then still says that it is open, so only the heartbeat finds out.',
  },
  14: {
    fault: '1001, 1012, 1013',
    expected: 'spread retries, 1012/1013 later',
    note: 'WebKit tells 1012 and 1013 as 1006, so there they are retried as any lost line is.',
  },
  15: { fault: 'server sends 1000', expected: 'retried with backoff while there is demand' },
  16: { fault: '1008, 1009', expected: 'fatal and shown in error' },
  17: { fault: '4401', expected: 'one refresh, then fatal' },
  18: { fault: 'codes 999, 2999, 5000', expected: 'classified, nothing thrown' },
  19: {
    fault: 'frame with length 2^62',
    expected: '1006 or fatal, paced, no memory taken',
    note: 'WebKit waits for the rest of the frame, until the heartbeat finds the line silent.',
  },
  20: {
    fault: 'invalid UTF-8, masked frame, RSV bits',
    expected: 'paced retries',
    note: 'WebSocket-Node tells the protocol error by its true code, which is fatal. It takes masked frames, as Firefox does, so that one test does not run in these.',
  },
  21: { fault: '101, a message and a close in one segment', expected: 'open, message, close, in that order; not counted stable' },
  22: { fault: 'accepts, then closes, for ever', expected: 'attempts grow; bounded per minute' },
  23: { fault: 'flood of 50,000 messages', expected: 'all delivered in order; one message for each task; UI updates keep coming' },
  24: { fault: 'malformed JSON, schema failure', expected: 'error event, connection kept, others unaffected' },
  25: { fault: 'a listener throws', expected: 'isolated, reported asynchronously' },
  26: { fault: 'close() during CONNECTING', expected: 'no re-entrancy, no reconnect' },
  27: {
    fault: "constructor throws (URL, protocol with '=', ws: on an https page)",
    expected: 'closed with a clear error, no loop',
    note: 'In browsers the https page is a real one. WebKit lets no such page dial ws: at all; the others still dial the own machine.',
  },
  28: { fault: 'url/token function hangs, rejects, answers out of order', expected: 'timeout, retry, stale ignored' },
  29: {
    fault: 'offline while the socket works',
    expected: 'probe, not close',
    note: 'The test dispatches the events of a page; in Node a `lifecycle.source` stands in for them.',
  },
  30: {
    fault: 'online during backoff or connecting',
    expected: 'at once, jittered, one socket',
    note: 'The test dispatches the events of a page; in Node a `lifecycle.source` stands in for them.',
  },
  31: {
    fault: 'sleep of two hours',
    expected: 'gap detected, probe within 5 s, replaced if dead',
    note: 'The clock jumps by two hours; browsers are also really stopped, for 4 s.',
  },
  32: {
    fault: 'hidden tab, timers once a minute',
    expected: 'no false timeouts',
    note: 'Timers are slowed to one in 1.5 s, with shorter deadlines; browsers also have a tab that really is hidden.',
  },
  33: {
    fault: 'bfcache in and out',
    expected: 'abandoned on pagehide, reconnects on pageshow',
    note: 'As in row 29; Chromium and WebKit also really leave a page and come back to it. Firefox keeps no page that had a socket: there the socket ends with it.',
  },
  34: {
    fault: '10,000 clients, server back after 30 s',
    expected: 'peak arrivals at most 1 % of clients in any 100 ms (simulated from the pure policy)',
    note: 'Simulated; `npm run bench:herd` draws the figure, and tries it with real sockets.',
  },
  35: {
    fault: 'slow uplink, bufferedAmount rises',
    expected: 'bufferedAmount tells what waits; none is lost',
    note: 'With `queue.highWaterMarkBytes`. WebSocket-Node keeps no count, so that one test does not run there.',
  },
  36: {
    fault: 'churn: 10,000 mounts and unmounts',
    expected: 'no socket, timer, listener or connection is left',
    note: 'That the connections themselves are gone is seen in Node and Chromium, with WeakRef and gc; `npm run test:soak` measures the heap.',
  },
  37: {
    fault: 'HMR, StrictMode, KeepAlive, route swap',
    expected: 'the same socket',
    note: 'Here by taking and releasing demand, in browsers with real components too; `npm test` has the components of React and Vue.',
  },
  38: {
    fault: "outage with Firefox's own penalty",
    expected: 'one attempt at a time; recovers at most 60 s after the server is back',
    note: 'The penalty is of Firefox; elsewhere the same outage without it.',
  },
} as const satisfies Readonly<Record<number, Row>>

export type RowNumber = keyof typeof ROWS

export const reasonNotIn = (engine: Engine, row: RowNumber): string | undefined => (ROWS[row] as Row).notIn?.[engine]
