type Handler = (...args: never[]) => unknown

/** Event names and the signatures of their handlers, as in the type arguments of Socket.IO; an interface will do. */
export type SocketIoEvents<Events> = { [Name in keyof Events]: Handler }

/** Of a program that does not say which events there are. */
export type AnyEvents = Record<string, (...args: unknown[]) => void>

type ParametersOf<Handles> = Handles extends (...args: infer Args) => unknown ? Args : never

/** What an event carries, and the acknowledgement at its end if it has one. */
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
    /** Answers a server that emitted with a callback. The first answer counts; after the socket ended there is nobody to hear it. */
    readonly reply?: PartsOf<Events[Name]>['reply']
  }
}[keyof Events & string]

/** An event for the server; `args` may be left out where there are none. */
export type SocketIoOutgoing<Events extends SocketIoEvents<Events> = AnyEvents> = {
  [Name in keyof Events & string]: {
    readonly event: Name
    /** On the open socket: lost instead of kept when it cannot be written at once. @default false */
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

/** What a connection receives. */
export type SocketIoMessage<Events extends SocketIoEvents<Events> = AnyEvents> = SocketIoIncoming<Events> | SocketIoAck

/** What the codec hands to the transport. */
export interface Wire {
  readonly event: string
  readonly args?: readonly unknown[]
  readonly volatile?: boolean
  /** Of a request: its acknowledgement is wanted. */
  readonly id?: string
  /** About what it weighs, for the bounds of the queue. */
  readonly byteLength?: number
}
