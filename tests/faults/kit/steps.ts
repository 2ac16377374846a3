/** What a scripted server may do with one accepted line, one after the other. Plain JSON: it travels to another process. */
export type Step =
  /** Answers the upgrade properly, but for what is told otherwise. `half`: only the first half of the answer. */
  | { readonly do: 'upgrade'; readonly accept?: string; readonly protocol?: string; readonly half?: boolean }
  /** Answers the upgrade with plain HTTP. */
  | { readonly do: 'answer'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | FrameStep
  | { readonly do: 'burst'; readonly count: number; readonly text: string }
  /** The bytes of these steps in one TCP segment. */
  | { readonly do: 'together'; readonly steps: readonly Step[] }
  /** Waits for the client's next message or close frame. */
  | { readonly do: 'hear'; readonly what: 'message' | 'close' }
  /** From here on a decent server: echoes, answers pings (as frames and as the text `ping`) and the close frame. */
  | { readonly do: 'behave' }
  | { readonly do: 'wait'; readonly ms: number }
  /** Silent for good, with the line open. */
  | { readonly do: 'stall' }
  | { readonly do: 'fin' }
  | { readonly do: 'reset' }

/** One frame (RFC 6455 §5.2), as broken as told. */
export interface FrameStep {
  readonly do: 'frame'
  readonly opcode: number
  readonly payload: string | readonly number[]
  /** The length told in the header, instead of the true one. */
  readonly length?: number
  readonly isMasked?: boolean
  /** The three reserved bits, as a number of 0 to 7. */
  readonly reserved?: number
  /** Sends only so many bytes of the frame. */
  readonly cutTo?: number
}

/** What to do with one line once it asked for the upgrade; the first line gets the first program, and the last repeats. */
export type Program = readonly Step[]

/** What a scripted server saw of one line on which an upgrade was asked for. */
export interface SeenLine {
  /** Ms on the server's own clock. */
  readonly acceptedAt: number
  /** When the client's side of the line ended, or null while it is open. */
  readonly endedAt: number | null
  readonly path: string
  /** Subprotocols as offered. */
  readonly protocols: string
  /** Text messages of the client. */
  readonly messages: readonly string[]
  /** The code of the client's close frame; 1005 when it had none. */
  readonly closeCode: number | null
}

const TEXT = 0x1
const CLOSE = 0x8

export const upgrade = (twist: Omit<Extract<Step, { do: 'upgrade' }>, 'do'> = {}): Step => ({ do: 'upgrade', ...twist })
export const answer = (status: number, headers: Readonly<Record<string, string>> = {}): Step => ({ do: 'answer', status, headers })
export const text = (payload: string, twist: Partial<FrameStep> = {}): Step => ({ do: 'frame', opcode: TEXT, payload, ...twist })
export const frame = (opcode: number, payload: readonly number[], twist: Partial<FrameStep> = {}): Step => ({
  do: 'frame',
  opcode,
  payload,
  ...twist,
})
/** A close frame and nothing else; reasons are ASCII here. */
export const closeFrame = (code: number, reason = ''): Step =>
  frame(CLOSE, [code >> 8, code & 0xff, ...Array.from(reason, (letter) => letter.charCodeAt(0))])
export const burst = (count: number, payload: string): Step => ({ do: 'burst', count, text: payload })
export const together = (...steps: Step[]): Step => ({ do: 'together', steps })
export const hear = (what: 'message' | 'close'): Step => ({ do: 'hear', what })
export const wait = (ms: number): Step => ({ do: 'wait', ms })
export const behave: Step = { do: 'behave' }
export const stall: Step = { do: 'stall' }
export const fin: Step = { do: 'fin' }
export const reset: Step = { do: 'reset' }

/** A server that closes as the RFC wants it: the frame, the answer, then the end of the line (RFC 6455 §7.1.1). */
export const closesWith = (code: number, reason = ''): Step[] => [upgrade(), closeFrame(code, reason), hear('close'), fin]
/** A server that works. */
export const works: Program = [upgrade(), behave]
