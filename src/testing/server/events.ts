interface CloseFields {
  readonly code: number
  readonly reason: string
  readonly wasClean: boolean
}

type CloseEventClass = new (type: string, fields: CloseFields) => Event

let fallback: CloseEventClass | undefined

// Made when it is needed, so that importing this file accesses no global.
const createFallback = (): CloseEventClass =>
  class FallbackCloseEvent extends Event implements CloseFields {
    readonly code: number
    readonly reason: string
    readonly wasClean: boolean

    constructor(type: string, { code, reason, wasClean }: CloseFields) {
      super(type)
      this.code = code
      this.reason = reason
      this.wasClean = wasClean
    }
  }

/** Node before 23 has no `CloseEvent`. */
export function closeEvent(fields: CloseFields): Event {
  const Class = typeof CloseEvent === 'function' ? CloseEvent : (fallback ??= createFallback())
  return new Class('close', fields)
}

export const messageEvent = (data: unknown, origin: string): Event => new MessageEvent('message', { data, origin })
