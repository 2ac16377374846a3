import type { RequestRecord } from '../../model/types'
import { el, setText } from '../dom'
import { formatDuration, formatTime } from '../parts/format'
import { repliesText } from './request-row'
import { endOf } from './request-times'

const MOST_REPLIES = 20

export interface RequestDetails {
  readonly element: HTMLElement
  update(record: RequestRecord | null, now: number): void
}

/** Everything that is known of the selected request. */
export function createRequestDetails(onClose: () => void): RequestDetails {
  const title = el('h3')
  const message = el('pre', { class: 'rq-payload', tabindex: 0, 'aria-label': 'Message of the request' })
  const values = new Map(
    ['Outcome', 'Error', 'Duration', 'Started', 'Sent', 'Replies', 'Ended'].map((name) => [name, { term: el('dt', {}, name), value: el('dd') }]),
  )
  const list = el('dl', { class: 'rq-values' }, ...[...values.values()].flatMap(({ term, value }) => [term, value]))
  const close = el('button', { type: 'button', onclick: onClose }, 'Close details')
  const element = el('section', { class: 'rq-details', 'aria-label': 'Selected request' }, el('div', { class: 'vw-bar' }, title, close), list, message)
  element.hidden = true

  return {
    element,
    update(record, now) {
      element.hidden = record === null
      if (record === null) return
      setText(title, `Request ${record.request}`)
      setText(message, record.message)
      message.hidden = record.message === ''
      for (const [name, text] of Object.entries(textsOf(record, now))) {
        const { term, value } = values.get(name)!
        setText(value, text)
        term.hidden = value.hidden = text === ''
      }
    },
  }
}

function textsOf(record: RequestRecord, now: number): Record<string, string> {
  const { startedAt, sentAt, repliedAt, endedAt, outcome, error } = record
  const after = (at: number): string => `after ${formatDuration(at - startedAt)}`
  const replies = repliedAt.slice(0, MOST_REPLIES).map(after).join(', ')
  return {
    Outcome: outcome,
    Error: error ?? '',
    Duration: `${formatDuration(endOf(record, now) - startedAt)}${endedAt === null ? ' so far' : ''}`,
    Started: formatTime(startedAt),
    Sent: sentAt === null ? 'not yet: it waits in the send queue' : after(sentAt),
    Replies: repliedAt.length === 0 ? 'none' : `${repliesText(repliedAt.length)}: ${replies}${repliedAt.length > MOST_REPLIES ? ', …' : ''}`,
    Ended: endedAt === null ? '' : after(endedAt),
  }
}
