import { createLine, type Port } from './line'
import type { AcceptOptions, DialOptions, DialRequest } from './types'

type Answer = 'accept' | 'refuse' | 'hang'

interface Step {
  readonly answer: Answer
  readonly protocol: string | undefined
  /** How many dials it still answers. */
  left: number
}

export interface DialDeskOptions {
  latencyMs: number
  bytesPerSecond(): number
  accept(request: DialRequest, port: Port, protocol: string | undefined): void
  onDial(request: DialRequest): void
  onRefuse(request: DialRequest): void
}

/** Decides what becomes of each dial. */
export interface DialDesk {
  /** Starts a dial and returns the client's end of its line. */
  dial(request: DialRequest): Port
  set(answer: Answer, options?: AcceptOptions & DialOptions): void
  /** Refuses everything until `resume()`, whatever the script says. */
  pause(): void
  resume(): void
}

const isFinite = ({ left }: Step) => left !== Infinity

export function createDialDesk({ latencyMs, bytesPerSecond, accept, onDial, onRefuse }: DialDeskOptions): DialDesk {
  /** Dials that wait for an answer. */
  const waiting = new Map<Port, DialRequest>()
  let lasting: Step = { answer: 'accept', protocol: undefined, left: Infinity }
  /** Steps for a number of dials; the lasting one follows. */
  let script: readonly Step[] = []
  let pauses = 0

  function refuse(request: DialRequest, port: Port): void {
    waiting.delete(port)
    port.push({ type: 'refuse' })
    onRefuse(request)
  }

  function apply({ answer, protocol }: Step, request: DialRequest, port: Port): void {
    if (pauses > 0 || answer === 'refuse') refuse(request, port)
    else if (answer === 'accept') {
      waiting.delete(port)
      accept(request, port, protocol)
    }
  }

  function nextStep(): Step {
    const step = script[0] ?? lasting
    if (--step.left === 0) script = script.slice(1)
    return step
  }

  return {
    dial(request) {
      const { client, server } = createLine({ latencyMs, bytesPerSecond: bytesPerSecond() })
      server.attach({
        onFrame() {
          waiting.set(server, request)
          onDial(request)
          apply(pauses > 0 ? lasting : nextStep(), request, server)
        },
        onLost: () => void waiting.delete(server),
      })
      client.push({ type: 'dial' })
      return client
    },
    set(answer, { protocol, times = Infinity } = {}) {
      if (!(times > 0)) throw new RangeError(`\`times\` is a number from 1, not ${times}.`)
      const step = { answer, protocol, left: times }
      if (isFinite(step)) return void (script = [...script, step])
      script = []
      lasting = step
      for (const [port, request] of [...waiting]) apply(step, request, port)
    },
    pause() {
      pauses++
      for (const [port, request] of [...waiting]) refuse(request, port)
    },
    resume() {
      pauses--
    },
  }
}
