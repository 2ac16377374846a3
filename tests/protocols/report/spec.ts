import { readFileSync } from 'node:fs'

/** What a protocol can show: the heads of the table and the explanations below it. */
export const ITEMS = {
  connect: 'opens with the subprotocol and the first messages that the server requires',
  authenticate: 'sends the credentials that the server checks',
  heartbeat: 'sends the pings of the protocol or answers those of the server',
  subscribe: 'subscribes to topics, and each topic receives its own messages',
  'cut and resume': 'connects again after the socket broke, and restores its subscriptions or its session',
  request: 'gets the reply to a request, or its error',
  'leave cleanly': 'sends what the protocol requires at the end, and closes with 1000',
} as const
export type Item = keyof typeof ITEMS

export const ITEM_NAMES = Object.keys(ITEMS) as Item[]

const versionOf = (name: string): string => {
  const file = new URL(`../../../node_modules/${name}/package.json`, import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

export interface Protocol {
  readonly title: string
  readonly server: string
  /** Items that do not apply, with the reason. */
  readonly without?: Partial<Readonly<Record<Item, string>>>
}

/** In the order of the table. `<id>.test.ts` tests the protocol. */
export const PROTOCOLS = {
  'graphql-ws': { title: 'GraphQL over WebSocket', server: `graphql-ws ${versionOf('graphql-ws')}` },
  mqtt: { title: 'MQTT 3.1.1', server: `aedes ${versionOf('aedes')}` },
  yjs: {
    title: 'Yjs',
    server: `y-websocket ${versionOf('y-websocket')}`,
    without: {
      authenticate: 'y-websocket has no authentication of its own',
      subscribe: 'a connection has one document',
      request: 'documents are synchronised, nothing is requested',
    },
  },
  stomp: { title: 'STOMP 1.2', server: 'fake' },
  jupyter: {
    title: 'Jupyter kernel',
    server: 'fake',
    without: {
      heartbeat: 'the protocol has no ping message',
      subscribe: 'a kernel sends its broadcasts to every client',
    },
  },
  ethereum: { title: 'Ethereum JSON-RPC', server: 'fake', without: { authenticate: 'the protocol has none: providers put a key into the URL' } },
  phoenix: { title: 'Phoenix channels v2', server: 'fake', without: { authenticate: 'the protocol has no message for it: the token goes into the URL' } },
  centrifugo: { title: 'Centrifugo', server: 'fake' },
  pusher: { title: 'Pusher Channels 7', server: 'fake', without: { request: 'the protocol has no replies' } },
  signalr: {
    title: 'SignalR JSON',
    server: 'fake',
    without: {
      authenticate: 'the protocol has no message for it: the token goes into the URL',
      subscribe: 'the hub decides which clients it calls',
    },
  },
  discord: {
    title: 'Discord gateway v10',
    server: 'fake',
    without: {
      subscribe: 'the intents of IDENTIFY select the events',
      request: 'not in the example: requests use the HTTP API',
    },
  },
  'speech-to-text': {
    title: 'Speech to text (Deepgram, OpenAI Realtime)',
    server: 'fake',
    without: {
      subscribe: 'a connection has one audio stream',
      request: 'results follow the audio, and carry no id of a request',
    },
  },
  'exchange-feed': { title: 'Exchange feed (Binance)', server: 'fake', without: { request: 'not in the example: requests use the HTTP API' } },
  'home-assistant': { title: 'Home Assistant', server: 'fake' },
} satisfies Record<string, Protocol>
export type ProtocolId = keyof typeof PROTOCOLS

export const PROTOCOL_IDS = Object.keys(PROTOCOLS) as ProtocolId[]
