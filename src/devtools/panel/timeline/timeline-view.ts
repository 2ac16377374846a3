import type { ConnectionModel, PhaseRecord } from '../../model/types'
import { el } from '../dom'
import { partsCss } from '../parts/parts-css'
import { isSameConnection } from '../parts/same-connection'
import { createShownTime } from '../parts/shown-time'
import { createTicker } from '../parts/ticker'
import { setHidden } from '../parts/set-hidden'
import type { View, ViewContext, ViewFactory } from '../view'
import { createBand } from './band'
import { createCurrentPhase, currentSentence } from './current-phase'
import { createRates } from './rates'
import { timelineCss } from './timeline-css'
import { createTimelineList } from './timeline-list'

export const timelineView: ViewFactory = { title: 'Timeline', css: partsCss + timelineCss, create }

function create({ session, actions, announce }: ViewContext): View {
  let shown: ConnectionModel | null = null
  /** The phase that was announced or was visible from the start. Undefined: none yet. */
  let announced: PhaseRecord | null | undefined
  let isTicking = false
  const timeOf = createShownTime(session)
  const current = createCurrentPhase(() => {
    if (shown?.connection) actions.reconnect(shown.connection)
  })
  const band = createBand()
  const rates = createRates()
  const list = createTimelineList(() => element)
  const empty = el('p', { class: 'vw-empty' }, 'Choose a connection to see its phases and what caused them.')
  const content = el('div', { class: 'tl-content' }, current.element, band.element, rates.element, list.element)
  const element = el('div', { class: 'vw tl', tabindex: 0, role: 'region', 'aria-label': 'Timeline' }, empty, content)
  const ticker = createTicker(tick)

  return {
    element,
    update(model) {
      const previous = shown
      shown = model
      setHidden(empty, model !== null)
      setHidden(content, model === null)
      if (model === null) return hide()
      const isOther = !isSameConnection(previous, model)
      if (isOther) startOver()
      const isNewPhase = isOther || previous?.phases !== model.phases
      if (isNewPhase || previous.notes !== model.notes) list.update(model.phases, model.notes)
      if (isNewPhase) current.update(model)
      // With many frames a second, most updates change nothing here.
      if (isNewPhase || !isTicking || previous.snapshot.retryAt !== model.snapshot.retryAt) tick()
      rates.update(model, timeOf(model))
      announcePhase(model)
      ticker.start()
      isTicking = true
    },
    hide,
    dispose: hide,
  }

  function startOver(): void {
    announced = undefined
    element.scrollTop = 0
    list.reset()
  }

  function tick(): void {
    if (shown === null) return
    const now = timeOf(shown)
    current.tick(shown, now)
    band.update(shown.phases, now)
  }

  function announcePhase(model: ConnectionModel): void {
    const latest = model.phases.at(-1) ?? null
    if (announced !== undefined && latest !== announced && latest !== null) announce(currentSentence(model))
    announced = latest
  }

  function hide(): void {
    ticker.stop()
    isTicking = false
    announced = undefined
  }
}
