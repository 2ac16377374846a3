export const ROOMS = ['lobby', 'kitchen'] as const
export type Room = (typeof ROOMS)[number]

export interface ChatMessage {
  readonly type: 'message'
  readonly room: string
  /** Increases from message to message. */
  readonly id: number
  readonly name: string
  readonly text: string
}

export type FromServer = ChatMessage | { readonly type: 'joined'; readonly room: string; readonly isResumed: boolean }

export type ToServer =
  | { readonly type: 'join'; readonly room: string; readonly after: number }
  | { readonly type: 'leave'; readonly room: string }
  | { readonly type: 'say'; readonly room: string; readonly text: string }

/** The name of the reader. */
export const YOU = 'you'
