type Handler = (...args: never[]) => unknown

/** Event names and the signatures of their handlers, as in the type arguments of Socket.IO. An interface works too. */
export type SocketIoEvents<Events> = { [Name in keyof Events]: Handler }

/** For a program that does not declare its events. */
export type AnyEvents = Record<string, (...args: unknown[]) => void>

type ParametersOf<Handles> = Handles extends (...args: infer Args) => unknown ? Args : never

/** The arguments of an event, and its acknowledgement callback if it has one. */
type Split<Args extends readonly unknown[]> =
  Required<Args> extends readonly [...infer Data, infer Last]
    ? [Last] extends [Handler]
      ? { readonly data: Data; readonly reply: Last }
      : { readonly data: Args; readonly reply: undefined }
    : { readonly data: Args; readonly reply: ((...args: unknown[]) => void) | undefined }

type PartsOf<Handles> = Split<ParametersOf<Handles>>

/** An event from the server. */
export type SocketIoIncoming<Events extends SocketIoEvents<Events> = AnyEvents> = {
  [Name in keyof Events & string]: {
    readonly event: Name
    readonly args: PartsOf<Events[Name]>['data']
    /** Answers a server that emitted with a callback. The first answer counts; after the socket has ended it has no effect. */
    readonly reply?: PartsOf<Events[Name]>['reply']
  }
}[keyof Events & string]

/** An event for the server; `args` may be left out where there are none. */
export type SocketIoOutgoing<Events extends SocketIoEvents<Events> = AnyEvents> = {
  [Name in keyof Events & string]: {
    readonly event: Name
    /** Lost instead of buffered when the open socket cannot write it at once. @default false */
    readonly volatile?: boolean
  } & ([] extends PartsOf<Events[Name]>['data']
    ? { readonly args?: PartsOf<Events[Name]>['data'] }
    : { readonly args: PartsOf<Events[Name]>['data'] })
}[keyof Events & string]

/** The server's acknowledgement of a request. It is a message too, so that `request()` finds it among all others. */
export interface SocketIoAck {
  readonly event: null
  readonly id: string
  readonly args: readonly unknown[]
  readonly reply?: undefined
}

/** Everything that a connection receives. */
export type SocketIoMessage<Events extends SocketIoEvents<Events> = AnyEvents> = SocketIoIncoming<Events> | SocketIoAck

/** What the codec passes to the transport. */
export interface Wire {
  readonly event: string
  readonly args?: readonly unknown[]
  readonly volatile?: boolean
  /** Set for a request, which expects an acknowledgement. */
  readonly id?: string
  /** Approximate size, for the limits of the send queue. */
  readonly byteLength?: number
}
