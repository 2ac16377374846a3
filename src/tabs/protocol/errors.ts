import { ConnectionError, type ConnectionErrorCode } from '../../core/vocabulary/errors'
import type { SentError } from './messages'

/** An error in a form that can be cloned. */
export function toSent(error: unknown): SentError {
  if (!(error instanceof Error)) return { code: null, name: '', message: '', fatal: isMarkedFatal(error), value: cloneable(error) }
  const { name, message, cause } = error
  return {
    // By name: another copy of this package may have made it.
    code: name === 'ConnectionError' ? (error as { readonly code?: ConnectionErrorCode }).code! : null,
    name,
    message,
    fatal: isMarkedFatal(error),
    cause: cause === undefined ? undefined : toSent(cause),
  }
}

/** The error as the page shows it. */
export function fromSent(sent: SentError): unknown {
  const { code, name, message, fatal, value } = sent
  if (!code && !name) return value
  const cause = sent.cause && fromSent(sent.cause)
  if (code) return new ConnectionError(code, message, { cause, fatal })
  const error = new Error(message, cause === undefined ? undefined : { cause })
  return Object.assign(error, { name }, fatal && { fatal })
}

export const connectionErrorFrom = (sent: SentError): ConnectionError => fromSent(sent) as ConnectionError

const isMarkedFatal = (error: unknown) => (error as { readonly fatal?: unknown } | null | undefined)?.fatal === true

/** Events and sockets are no use on the other side. */
function cloneable(value: unknown): unknown {
  try {
    return structuredClone(value)
  } catch {
    return undefined
  }
}

/** Why a message cannot cross the port. */
export const notCloneable = (cause: unknown, subject = 'The message'): TypeError =>
  new TypeError(
    `${subject} cannot be copied between a page and its worker. Use plain data: no functions, no promises, no class instances with private fields.`,
    { cause },
  )

/** Why a message that crossed the port could not be read. */
export const unreadable = (): TypeError =>
  new TypeError('A message between a page and its worker could not be read on the other side. Use plain data: no shared memory, no WebAssembly modules.')
