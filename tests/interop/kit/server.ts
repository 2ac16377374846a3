import type { ConnectionOptions } from 'websocket-store'
import type { Item, ServerId } from '../spec'

export interface StartedServer {
  readonly url: string
  /** SIGKILL: it says no word, the kernel ends its lines. */
  kill(): Promise<void>
  /** Again at the same address. */
  restart(): Promise<void>
  /** SIGSTOP and SIGCONT: its lines stay open and nothing answers. */
  freeze(): void
  thaw(): void
  stop(): Promise<void>
}

export interface InteropServer {
  readonly id: ServerId
  /** Name and version, as the program itself tells it. */
  readonly title: string
  start(): Promise<StartedServer>
  /** What every connection to it needs; values are text and bytes as without a codec. */
  readonly options?: ConnectionOptions
  /** Why an item cannot exist there; a reader of the table sees the reason. */
  readonly cannot?: Partial<Readonly<Record<Item, string>>>
  /** Items that its own file tests, with `item()`, because the server has its own way. */
  readonly own?: readonly Item[]
}
