/** One step of a scripted server with one accepted socket. Steps run in order. They are plain JSON, because another process runs them. */
export type Step =
  /** Answers the upgrade correctly, except for the given fields. `half`: sends only the first half of the answer. */
  | { readonly do: 'upgrade'; readonly accept?: string; readonly protocol?: string; readonly half?: boolean }
  /** Answers the upgrade with plain HTTP. */
  | { readonly do: 'answer'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | FrameStep
  | { readonly do: 'burst'; readonly count: number; readonly text: string }
  /** The bytes of these steps in one TCP segment. */
  | { readonly do: 'together'; readonly steps: readonly Step[] }
  /** Waits for the client's next message or close frame. */
  | { readonly do: 'receive'; readonly what: 'message' | 'close' }
  /** Works correctly from now on: echoes, answers pings (as frames and as the text `ping`) and the close frame. */
  | { readonly do: 'behave' }
  | { readonly do: 'wait'; readonly ms: number }
  /** Sends nothing more and keeps the socket open. */
  | { readonly do: 'stall' }
  | { readonly do: 'fin' }
  | { readonly do: 'reset' }

/** One frame (RFC 6455 §5.2), with optional errors. */
export interface FrameStep {
  readonly do: 'frame'
  readonly opcode: number
  readonly payload: string | readonly number[]
  /** The length in the header, instead of the correct one. */
  readonly length?: number
  readonly isMasked?: boolean
  /** The three reserved bits, as a number from 0 to 7. */
  readonly reserved?: number
  /** Sends only this number of bytes of the frame. */
  readonly cutTo?: number
}

/** The steps for one socket after its upgrade request. The first socket gets the first program. The last program repeats. */
export type Program = readonly Step[]

/** What a scripted server saw of one socket with an upgrade request. */
export interface SeenSocket {
  /** In ms on the server's clock. */
  readonly acceptedAt: number
  /** When the client's side of the socket ended, or null while it is open. */
  readonly endedAt: number | null
  readonly path: string
  /** The offered subprotocols. */
  readonly protocols: string
  /** The text messages of the client. */
  readonly messages: readonly string[]
  /** The code of the client's close frame, or 1005 for a frame without a code. */
  readonly closeCode: number | null
}

const TEXT = 0x1
const CLOSE = 0x8

export const upgrade = (changes: Omit<Extract<Step, { do: 'upgrade' }>, 'do'> = {}): Step => ({ do: 'upgrade', ...changes })
export const answer = (status: number, headers: Readonly<Record<string, string>> = {}): Step => ({ do: 'answer', status, headers })
export const text = (payload: string, changes: Partial<FrameStep> = {}): Step => ({ do: 'frame', opcode: TEXT, payload, ...changes })
export const frame = (opcode: number, payload: readonly number[], changes: Partial<FrameStep> = {}): Step => ({
  do: 'frame',
  opcode,
  payload,
  ...changes,
})
/** Only a close frame. The reason must be ASCII. */
export const closeFrame = (code: number, reason = ''): Step =>
  frame(CLOSE, [code >> 8, code & 0xff, ...Array.from(reason, (letter) => letter.charCodeAt(0))])
export const burst = (count: number, payload: string): Step => ({ do: 'burst', count, text: payload })
export const together = (...steps: Step[]): Step => ({ do: 'together', steps })
export const receive = (what: 'message' | 'close'): Step => ({ do: 'receive', what })
export const wait = (ms: number): Step => ({ do: 'wait', ms })
export const behave: Step = { do: 'behave' }
export const stall: Step = { do: 'stall' }
export const fin: Step = { do: 'fin' }
export const reset: Step = { do: 'reset' }

/** Closes as the RFC requires: close frame, answer, then the end of the TCP connection (RFC 6455 §7.1.1). */
export const closesWith = (code: number, reason = ''): Step[] => [upgrade(), closeFrame(code, reason), receive('close'), fin]
/** A server that works correctly. */
export const works: Program = [upgrade(), behave]
