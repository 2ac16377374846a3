/** Which messages of a source to take, and which part of them. */
export interface Interest<In, Selected = In> {
  /** Only messages that pass are taken. */
  filter?(message: In): boolean
  /** Derives a value from each message. @default the message */
  select?(message: In): Selected
}

export interface ReplayOption {
  /** Starts from the messages that the `history` option of the connection or channel kept. @default true */
  replay?: boolean
}

export interface MessageViewOptions<In, Selected = In> extends Interest<In, Selected>, ReplayOption {
  /** While true the result does not change. Messages are still taken, and shown when it is false again. @default false */
  paused?: boolean
}

export interface HistoryOptions<In, Selected = In> extends MessageViewOptions<In, Selected> {
  /** Greatest number of messages kept. @default 100 */
  limit?: number
  /** Messages older than this leave the history, in ms. @default Infinity */
  windowMs?: number
}
