import type { ConnectionModel, FrameRecord } from '../../model/types'
import type { ViewContext } from '../view'
import { el } from '../dom'
import { bodiesOf, type Format } from './body'
import { copyText } from './copy'
import { formatCount } from '../parts/format'
import { reasonOf } from '../parts/reason-of'
import { ARROWS, DIRECTIONS, formatTime, roleOf } from './format'
import { hexOfBytes } from './hex'

const FORMATS = { tree: 'Tree', text: 'Text', hex: 'Hex' } as const

interface Settings {
  readonly context: ViewContext
  /** Called after it was closed by the user. */
  onClose(): void
}

export interface Details {
  readonly element: HTMLElement
  readonly frame: FrameRecord | null
  show(frame: FrameRecord, model: ConnectionModel, base: number | null): void
  close(): void
  focus(): void
}

/** Why a frame cannot be sent again. Null: it can. */
function obstacleOf({ data, isCut }: FrameRecord, { connection, isDisposed }: ConnectionModel): string | null {
  if (data === null) return 'The data of this frame is not kept.'
  if (typeof data !== 'string') return 'Binary data cannot be sent from here.'
  if (isCut) return 'Only a part of this frame is kept.'
  if (!connection) return 'An imported session has no connections.'
  return isDisposed ? 'The connection is disposed.' : null
}

/** Everything about one frame. */
export function createDetails({ context, onClose }: Settings): Details {
  const { actions, announce } = context
  let frame: FrameRecord | null = null
  /** The format that was chosen last. */
  let format: Format = 'tree'

  const element = el('section', { class: 'frames-details', 'aria-label': 'Frame', onkeydown: onKey })
  element.hidden = true

  function close(): void {
    frame = null
    element.hidden = true
    element.replaceChildren()
  }

  function closeByUser(): void {
    close()
    onClose()
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    closeByUser()
  }

  const copy = ({ data }: FrameRecord) => void copyText(typeof data === 'string' ? data : data ? hexOfBytes(data) : '').then(announce)

  function repeat({ direction, data }: FrameRecord, { connection }: ConnectionModel): void {
    if (!connection || typeof data !== 'string') return
    try {
      if (direction === 'out') actions.send(connection, data)
      else actions.inject(connection, data)
      announce(direction === 'out' ? 'Sent again.' : 'Injected again.')
    } catch (error) {
      announce(reasonOf(error))
    }
  }

  function headOf(shown: FrameRecord, model: ConnectionModel, base: number | null): HTMLElement {
    const obstacle = obstacleOf(shown, model)
    return el(
      'div',
      { class: 'frames-details-head' },
      el('button', { type: 'button', class: 'frames-back', onclick: closeByUser }, '← Back'),
      el('strong', { 'data-direction': shown.direction }, `${ARROWS[shown.direction]} ${DIRECTIONS[shown.direction]}`),
      el('span', {}, formatTime(shown.at, null)),
      base === null ? null : el('span', { class: 'frames-dim' }, formatTime(shown.at, base)),
      el('span', {}, `${formatCount(shown.bytes)} bytes`),
      el('span', {}, roleOf(shown)),
      shown.channels.length > 0 ? el('span', {}, shown.channels.join(', ')) : null,
      el('span', { class: 'frames-buttons' },
        el('button', { type: 'button', disabled: shown.data === null, onclick: () => copy(shown) }, 'Copy'),
        el('button', { type: 'button', disabled: obstacle !== null, title: obstacle ?? undefined, onclick: () => repeat(shown, model) },
          shown.direction === 'out' ? 'Send again' : 'Inject again'),
        el('button', { type: 'button', class: 'frames-close', 'aria-label': 'Close the details', onclick: closeByUser }, '×'),
      ),
    )
  }

  function bodyOf(shown: FrameRecord): HTMLElement {
    const bodies = bodiesOf(shown)
    const panel = el('div', { class: 'frames-body', role: 'tabpanel', id: 'frames-body' })
    const tabs = bodies.map(([name]) =>
      el('button', { type: 'button', role: 'tab', 'aria-controls': 'frames-body', onclick: () => {
        format = name
        select(name)
      } }, FORMATS[name]),
    )
    const select = (name: Format) => {
      const index = Math.max(0, bodies.findIndex(([candidate]) => candidate === name))
      tabs.forEach((tab, i) => {
        tab.setAttribute('aria-selected', String(i === index))
        tab.setAttribute('tabindex', i === index ? '0' : '-1')
      })
      panel.setAttribute('aria-label', tabs[index]?.textContent ?? '')
      panel.replaceChildren(bodies[index]?.[1]() ?? '')
    }
    const onTabKey = (event: KeyboardEvent) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
      if (step === undefined) return
      const index = tabs.findIndex((tab) => tab.getAttribute('aria-selected') === 'true')
      const next = tabs[(index + step + tabs.length) % tabs.length]
      next?.click()
      next?.focus()
      event.preventDefault()
    }
    select(format)
    const keptBytes = typeof shown.data === 'string' ? new TextEncoder().encode(shown.data).length : (shown.data?.length ?? 0)
    return el('div', { class: 'frames-content' },
      el('div', { role: 'tablist', class: 'frames-tabs', 'aria-label': 'Show data as', onkeydown: onTabKey }, ...tabs),
      shown.isCut ? el('p', { class: 'frames-cut' }, `Only the first ${formatCount(keptBytes)} of ${formatCount(shown.bytes)} bytes are kept.`) : null,
      panel,
    )
  }

  return {
    element,
    get frame() {
      return frame
    },
    show(next, model, base) {
      if (next === frame) return
      frame = next
      element.hidden = false
      element.replaceChildren(headOf(next, model, base), bodyOf(next))
    },
    close,
    focus: () => element.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus(),
  }
}
