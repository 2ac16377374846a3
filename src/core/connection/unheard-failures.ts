import { labelOf } from '../policy/identity'
import type { ConnectionError } from '../vocabulary/errors'
import type { ConnectionUrl } from '../vocabulary/events'
import type { ConnectionOptions } from '../vocabulary/connection'

// Bundlers replace `process.env.NODE_ENV` as a whole, so it is written as they expect it.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

// Everything here works only while developing. A production bundle keeps the names and nothing else.

/** A connection, as far as its failures are concerned. */
export interface FailingConnection {
  readonly listeners: { size(type: 'error'): number; emit(type: 'error', error: ConnectionError): void }
  readonly options: { given(name: 'url'): ConnectionUrl | undefined; all(): Pick<ConnectionOptions, 'key' | 'protocols'> }
  readonly host: { baseUrl(): string | undefined }
}

/** Connections whose `error` was read from a snapshot. */
const read = /* @__PURE__ */ new WeakSet()
/** Codes that a connection was warned of. */
const warned = /* @__PURE__ */ new WeakMap<object, Set<string>>()
/** The number of listeners that received a failure and have no use for it. */
const ignored = /* @__PURE__ */ new WeakMap<object, number>()
let isQuiet = false

/** Emits a failure. Warns of it, once for each code and connection, when nothing in the program can notice it. */
export function emitFailure(connection: FailingConnection, error: ConnectionError): void {
  connection.listeners.emit('error', error)
  try {
    if (process.env.NODE_ENV !== 'production') {
      const listeners = connection.listeners.size('error')
      const codes = warned.get(connection) ?? new Set<string>()
      warned.set(connection, codes)
      // Later, because subscribers may read the snapshot that shows it.
      void Promise.resolve().then(() => {
        if (codes.has(error.code) || read.has(connection) || listeners > (ignored.get(error) ?? 0)) return
        codes.add(error.code)
        const { options, host } = connection
        const label = labelOf(options.given('url')!, options.all(), host.baseUrl())
        console.warn(
          `[websocket-store] ${label} failed with \`${error.code}\`: ${error.message} ` +
            'Nothing in the program handles this: listen to `error`, pass `onError`, or read `error` of the snapshot.',
        )
      })
    }
  } catch {
    // A browser without a bundler has no `process`.
  }
}

/** To be called by a listener that received the failure on behalf of a component without `onError`. */
export function ignoreFailure(error: ConnectionError): void {
  try {
    if (process.env.NODE_ENV !== 'production') ignored.set(error, (ignored.get(error) ?? 0) + 1)
  } catch {
    // As above.
  }
}

/** The snapshot, which then remembers that its `error` was read. */
export function noticeReads<S extends { readonly error: unknown }>(connection: object, snapshot: S): S {
  try {
    if (process.env.NODE_ENV !== 'production' && !read.has(connection)) {
      const { error } = snapshot
      const get = () => {
        if (!isQuiet) read.add(connection)
        return error
      }
      return Object.freeze(Object.defineProperty({ ...snapshot }, 'error', { get }))
    }
  } catch {
    // As above.
  }
  return snapshot
}

/** Reads snapshots without notice, where nothing is done with the error. */
export function readQuietly<T>(run: () => T): T {
  const before = isQuiet
  isQuiet = true
  const result = run()
  isQuiet = before
  return result
}

/** `{ ...snapshot, ...changes }`, which remembers that its `error` was read, like the snapshot itself. */
export function copyWith<S extends object, C extends object>(snapshot: S, changes: C): S & C {
  try {
    if (process.env.NODE_ENV !== 'production') {
      const copy = readQuietly(() => ({ ...snapshot, ...changes }))
      const { get } = Object.getOwnPropertyDescriptor(snapshot, 'error') ?? {}
      return get ? Object.defineProperty(copy, 'error', { get }) : copy
    }
  } catch {
    // As above.
  }
  return { ...snapshot, ...changes }
}
