import type { RequestRecord } from '../../model/types'
import { el, setText } from '../dom'
import { formatCount, formatDuration, formatTime } from '../parts/format'
import type { Row } from '../parts/rows'
import { endOf, markedReplies } from './request-times'

export interface RequestRowOptions {
  /** Times in CSS are relative to it, because CSS computes with less precision than a time in milliseconds needs. */
  readonly base: number
  onSelect(request: number): void
}

export interface RequestRow extends Row<RequestRecord> {
  readonly record: () => RequestRecord
  /** Shows how long the request has been pending. */
  tick(now: number): void
}

/** One request: its message, its outcome, and its bar in the waterfall. */
export function createRequestRow(first: RequestRecord, now: number, { base, onSelect }: RequestRowOptions): RequestRow {
  let record = first
  const message = el('span', { class: 'rq-message' })
  const outcome = el('span', { class: 'rq-outcome vw-tone vw-phase' })
  const duration = el('span', { class: 'rq-duration' })
  const track = el('span', { class: 'rq-track vw-tone', 'aria-hidden': 'true' })
  const element = el(
    'div',
    { class: 'rq-row', role: 'option', tabindex: -1, 'aria-selected': 'false', onclick: () => onSelect(first.request) },
    message, outcome, duration, track,
  )
  const tick = (until: number): void => setText(duration, formatDuration(endOf(record, until) - record.startedAt))
  show(now)

  return {
    element,
    record: () => record,
    tick,
    update(changed) {
      record = changed
      show(Date.now())
    },
  }

  function show(until: number): void {
    setText(message, record.message === '' ? `request ${record.request}` : record.message)
    setText(outcome, record.outcome)
    outcome.dataset.outcome = record.outcome
    track.dataset.outcome = record.outcome
    element.title = titleOf(record)
    tick(until)
    const { startedAt, endedAt, sentAt, repliedAt } = record
    const bar = el('span', { class: 'rq-bar' })
    bar.style.setProperty('--start', String(startedAt - base))
    bar.style.setProperty('--end', endedAt === null ? 'var(--now)' : String(endedAt - base))
    const sent = sentAt === null ? [] : [createMark('sent', sentAt - base)]
    track.replaceChildren(bar, ...sent, ...markedReplies(repliedAt).map((at) => createMark('reply', at - base)))
  }
}

function createMark(kind: 'sent' | 'reply', at: number): HTMLElement {
  const mark = el('span', { class: 'rq-mark', 'data-kind': kind })
  mark.style.setProperty('--at', String(at))
  return mark
}

/** The times of a request in words. */
function titleOf({ startedAt, sentAt, repliedAt, endedAt, outcome, error }: RequestRecord): string {
  const after = (at: number): string => formatDuration(at - startedAt)
  const replies = repliedAt.length
  return [
    `Started at ${formatTime(startedAt)}`,
    sentAt === null ? 'not sent' : `sent after ${after(sentAt)}`,
    replies === 0 ? 'no reply' : `${repliesText(replies)}, the first after ${after(repliedAt[0] ?? startedAt)}`,
    endedAt === null ? outcome : `${outcome} after ${after(endedAt)}`,
    error ?? '',
  ].filter((part) => part !== '').join(', ')
}

/** The session counts no further. */
const MOST_COUNTED = 100

export const repliesText = (replies: number): string => {
  if (replies === 1) return '1 reply'
  return `${replies < MOST_COUNTED ? '' : 'at least '}${formatCount(replies)} replies`
}
