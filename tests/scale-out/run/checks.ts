import { countKinds, type Finding } from '../record/compare'
import type { Figures } from './figures'
import type { RunSize } from './run'

export interface Check {
  readonly what: string
  readonly isMet: boolean
  readonly detail: string
}

const MAX_SHOWN = 10

/** What must be true after a run. The last ones make sure that the run had something to show. */
export function checksOf(findings: readonly Finding[], figures: Figures, { kills, messages }: RunSize): Check[] {
  const { faults, verdicts, inFlight, caughtUp, isTrimNoticed, published } = figures
  const shown = findings.slice(0, MAX_SHOWN).map(({ client, channel, kind, detail }) => `${client} ${channel}: ${kind} ${detail}`)
  const check = (what: string, isMet: boolean, detail: string | number): Check => ({ what, isMet, detail: String(detail) })
  return [
    check('every client received every message once and in order', findings.length === 0, [JSON.stringify(countKinds(findings)), ...shown].join('\n  ')),
    check(`${messages} messages were published`, published === messages, published),
    check(`gateways were killed ${kills} times`, faults.kill >= kills, faults.kill),
    check('messages were on their way to a client when its gateway was killed, and came after the resume', inFlight > 0, inFlight),
    check('clients received what was published while they were away', caughtUp > inFlight, caughtUp),
    check('clients resumed', verdicts.resumed > 0, verdicts.resumed),
    check('clients had gaps', verdicts.gap > 0, verdicts.gap),
    check('the gateway that was behind noticed that the stream was trimmed', isTrimNoticed, isTrimNoticed ? 'yes' : 'no'),
  ]
}
