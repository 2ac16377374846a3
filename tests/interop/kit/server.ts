import type { ConnectionOptions } from 'websocket-store'
import type { Item, ServerId } from '../spec'

export interface StartedServer {
  readonly url: string
  /** SIGKILL: the process sends no close frames. The kernel closes its sockets. */
  kill(): Promise<void>
  /** Starts it again at the same address. */
  restart(): Promise<void>
  /** SIGSTOP and SIGCONT: the sockets stay open and nothing answers. */
  freeze(): void
  thaw(): void
  stop(): Promise<void>
}

export interface InteropServer {
  readonly id: ServerId
  /** Name and version, from the program itself. */
  readonly title: string
  start(): Promise<StartedServer>
  /** The options that every connection to it needs. Values are text and bytes, as without a codec. */
  readonly options?: ConnectionOptions
  /** Items that this server cannot support, with the reason for readers of the table. */
  readonly cannot?: Partial<Readonly<Record<Item, string>>>
  /** Items that the server's own file tests with `item()`, because this server needs a different test. */
  readonly own?: readonly Item[]
}
