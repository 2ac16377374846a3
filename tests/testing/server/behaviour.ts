/** Which implementation of a client runs a behaviour. */
export type WorldName = 'test server' | 'ws' | 'Chromium'

export interface PeerOptions {
  /** How the server answers dials. @default 'accept' */
  dials?: 'accept' | 'refuse' | 'hang'
  /** Sends each message back. @default true */
  echo?: boolean
  /** The subprotocol that the server chooses, '' for none. @default the first one that is offered */
  protocol?: string
  /** Sent to each client as soon as it connects. */
  greetings?: string[]
  /** Closes each client with this code after the greetings. */
  closesWith?: number
}

/** The server of one behaviour. All methods are asynchronous, because a browser is in another process than its server. */
export interface Peer {
  /** Without a slash at the end. */
  readonly url: string
  close(code?: number, reason?: string): Promise<void>
  cut(): Promise<void>
  /** Stops answering on the open connections. */
  silence(): Promise<void>
  /** Text as it is; bytes as their values. */
  received(): Promise<readonly (string | readonly number[])[]>
  closes(): Promise<readonly { code: number; reason: string }[]>
}

export interface World {
  readonly WebSocket: typeof globalThis.WebSocket
  start(options?: PeerOptions): Promise<Peer>
}

/** One thing that every client does: `run` returns what it observed, as JSON values. */
export interface Behaviour {
  readonly title: string
  run(world: World): Promise<unknown>
  readonly expected: unknown
  /** What this implementation does instead, where it is known to leave the standard. */
  readonly except?: { readonly [Name in WorldName]?: unknown }
}

export const expectedIn = (world: WorldName, { expected, except = {} }: Behaviour): unknown =>
  world in except ? except[world] : expected
