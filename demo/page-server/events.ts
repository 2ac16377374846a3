interface CloseFields {
  readonly code: number
  readonly reason: string
  readonly wasClean: boolean
}

/** For Node before 23, which has no CloseEvent. */
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

export const closeEvent = (fields: CloseFields): Event =>
  typeof CloseEvent === 'function' ? new CloseEvent('close', fields) : new FallbackCloseEvent('close', fields)

export const messageEvent = (data: unknown, origin: string): Event => new MessageEvent('message', { data, origin })
