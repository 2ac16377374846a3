import type { ConnectionModel } from '../../model/types'
import { el, setText } from '../dom'
import { countOf } from '../parts/format'
import { partsCss } from '../parts/parts-css'
import { isSameConnection } from '../parts/same-connection'
import { focusArea } from '../parts/rows'
import { createShownTime } from '../parts/shown-time'
import { createTicker } from '../parts/ticker'
import { createZoom, type ZoomLevel } from '../parts/zoom'
import { setHidden } from '../parts/set-hidden'
import type { View, ViewContext, ViewFactory } from '../view'
import { createRequestDetails } from './request-details'
import { createRequestList } from './request-list'
import { windowOf, type TimeWindow } from './request-times'
import { requestsCss } from './requests-css'

const ALL: ZoomLevel = { text: 'All', spanMs: Infinity }
const LEVELS: readonly ZoomLevel[] = [{ text: '10 s', spanMs: 10_000 }, { text: '1 min', spanMs: 60_000 }, { text: '5 min', spanMs: 300_000 }, ALL]
/** More rows would make a change expensive. */
const PAGE = 200

export const requestsView: ViewFactory = { title: 'Requests', css: partsCss + requestsCss, create }

function create({ session }: ViewContext): View {
  let shown: ConnectionModel | null = null
  let selected: number | null = null
  let most = PAGE
  const timeOf = createShownTime(session)
  const list = createRequestList(select)
  const details = createRequestDetails(() => {
    list.focusSelected()
    select(null)
  })
  const zoom = createZoom('Length of the waterfall', LEVELS, ALL, show)
  const summary = el('p', { class: 'vw-summary' })
  const older = el('button', { type: 'button', onclick: showOlder }, 'Show older')
  const legend = el('p', { class: 'rq-legend', 'aria-hidden': 'true' }, el('span', { 'data-kind': 'sent' }, 'sent'), el('span', { 'data-kind': 'reply' }, 'reply'))
  const none = el('p', { class: 'vw-empty' }, 'Choose a connection to see its requests.')
  const empty = el('p', { class: 'vw-empty' }, 'No requests yet: each request() of the application will be a row with its replies.')
  const content = el(
    'div',
    { class: 'rq-content' },
    el('div', { class: 'vw-bar' }, summary, older, legend, zoom.element),
    el('div', { class: 'rq-panes' }, list.element, details.element),
  )
  const element = el('div', { class: 'vw rq', tabindex: -1, role: 'region', 'aria-label': 'Requests' }, none, empty, content)
  const ticker = createTicker(tick)

  return {
    element,
    update(model) {
      const previous = shown
      shown = model
      const requests = model?.requests ?? []
      setHidden(none, model !== null)
      setHidden(empty, model === null || requests.length > 0)
      setHidden(content, requests.length === 0)
      const isOther = !isSameConnection(previous, model)
      if (isOther || (previous?.requests.length ?? 0) === 0) startOver(requests[0]?.startedAt ?? 0)
      if (requests.length === 0) return ticker.stop()
      if (isOther || previous?.requests !== requests) show()
      if (requests.some(({ endedAt }) => endedAt === null)) ticker.start()
      else ticker.stop()
    },
    hide: () => ticker.stop(),
    dispose: () => ticker.stop(),
  }

  function startOver(base: number): void {
    list.reset(base)
    selected = null
    most = PAGE
  }

  /** The newest requests in the chosen length of time. */
  function windowAt(model: ConnectionModel, now: number): TimeWindow {
    return windowOf(model.requests.slice(-most), zoom.spanMs(), now)
  }

  function show(): void {
    if (shown === null) return
    const now = timeOf(shown)
    const window = windowAt(shown, now)
    const total = shown.requests.length
    setText(summary, window.requests.length === total ? countOf(total, 'request') : `${window.requests.length} of ${countOf(total, 'request')}`)
    if (total <= most && older.matches(':focus')) focusArea(older)
    setHidden(older, total <= most)
    list.update(window, now)
    showDetails(now)
  }

  function tick(): void {
    if (shown === null) return
    const now = timeOf(shown)
    list.tick(windowAt(shown, now), now)
    showDetails(now)
  }

  function showDetails(now: number): void {
    const record = shown?.requests.find(({ request }) => request === selected) ?? null
    details.update(record, now)
  }

  function select(request: number | null): void {
    selected = request
    list.select(request)
    if (shown !== null) showDetails(timeOf(shown))
  }

  function showOlder(): void {
    most += PAGE
    show()
  }
}
