import type { ConnectionModel } from '../../model/types'
import { el, setText } from '../dom'
import { formatDuration } from '../parts/format'
import { focusArea } from '../parts/rows'
import { causeOf } from './causes'

export interface CurrentPhase {
  readonly element: HTMLElement
  update(model: ConnectionModel): void
  /** Shows the durations until this time. */
  tick(model: ConnectionModel, now: number): void
}

/** The current phase in words: `waiting: the socket closed with 1006 (connection lost)`. */
export const currentSentence = ({ phases, snapshot }: ConnectionModel): string => {
  const record = phases.at(-1)
  return record === undefined ? snapshot.phase : `${record.phase}: ${causeOf(record)}`
}

/** The phase now, since when, and the countdown to the next retry. */
export function createCurrentPhase(onRetry: () => void): CurrentPhase {
  const phase = el('b', { class: 'vw-phase vw-tone' })
  const cause = el('span', { class: 'tl-cause' })
  const error = el('p', { class: 'tl-error' })
  // Changes every second: screen readers would read nothing else.
  const clock = el('span', { class: 'tl-clock', 'aria-hidden': 'true' })
  const retry = el('button', { type: 'button', onclick: onRetry }, 'Retry now')
  const element = el('div', { class: 'tl-current' }, el('p', { class: 'tl-sentence' }, phase, cause), clock, retry, error)

  return {
    element,
    update(model) {
      const record = model.phases.at(-1)
      const name = record?.phase ?? model.snapshot.phase
      phase.dataset.phase = name
      setText(phase, name)
      setText(cause, record === undefined ? '' : `: ${causeOf(record)}`)
      const failure = record?.error ?? null
      setText(error, failure === null ? '' : `${failure.code}: ${failure.message}`)
      error.hidden = failure === null
      const canRetry = model.connection !== null && (name === 'waiting' || name === 'suspended')
      if (!canRetry && !retry.hidden && retry.matches(':focus')) focusArea(element)
      retry.hidden = !canRetry
    },
    tick({ phases, snapshot: { retryAt, attempt } }, now) {
      const since = phases.at(-1)?.at
      const parts = [
        since === undefined ? '' : `for ${formatDuration(Math.floor((now - since) / 1000) * 1000)}`,
        attempt > 0 ? `attempt ${attempt}` : '',
        retryAt === null ? '' : retryAt > now ? `next retry in ${Math.ceil((retryAt - now) / 1000)} s` : 'the retry is due',
      ]
      setText(clock, parts.filter((part) => part !== '').join(' · '))
    },
  }
}
