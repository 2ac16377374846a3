import type { FrameFilter } from '../../model/types'
import { el, setText } from '../dom'
import { formatCount } from '../parts/format'
import { isEverything } from './matched-frames'
import { NO_FILTER } from '../../model/filter'
import { cut } from '../../model/text-of'

const SEARCH_AFTER_MS = 150
/** Of a channel. A key may be a whole query. */
const MAX_KEY = 100

interface Settings {
  readonly filter: FrameFilter
  readonly isAbsolute: boolean
  onFilter(filter: FrameFilter): void
  onAbsolute(isAbsolute: boolean): void
  onFollow(isFollowing: boolean): void
}

export interface Toolbar {
  readonly element: HTMLElement
  setCounts(shown: number, all: number, removed: number): void
  setChannels(keys: readonly string[]): void
  setFollowing(isFollowing: boolean): void
  /** Shows all frames again. */
  clearFilters(): void
  /** Applies a search that waits. */
  flush(): void
}

type Choice<Value extends string> = readonly (readonly [value: Value, text: string])[]

const DIRECTION: Choice<FrameFilter['direction']> = [['all', 'Both directions'], ['in', '↓ Received'], ['out', '↑ Sent']]
const ROLE: Choice<FrameFilter['role']> = [['all', 'All roles'], ['message', 'Messages'], ['heartbeat', 'Heartbeat'], ['handshake', 'Handshake']]
const KIND: Choice<FrameFilter['kind']> = [['all', 'Text and binary'], ['text', 'Text'], ['binary', 'Binary']]

export function createToolbar({ filter: initial, isAbsolute, onFilter, onAbsolute, onFollow }: Settings): Toolbar {
  let filter = initial
  let timer: ReturnType<typeof setTimeout> | undefined

  function change(changes: Partial<FrameFilter>): void {
    filter = { ...filter, ...changes }
    clear.hidden = isEverything(filter)
    onFilter(filter)
  }

  function select<Value extends string>(label: string, choice: Choice<Value>, value: Value, onValue: (value: Value) => void) {
    const element = el(
      'select',
      { 'aria-label': label, onchange: () => onValue(element.value as Value) },
      ...choice.map(([key, text]) => el('option', { value: key }, text)),
    )
    element.value = value
    return element
  }

  function size(label: string, value: number, onValue: (bytes: number | null) => void): HTMLInputElement {
    const read = () => {
      // A number that is not complete is not a limit.
      const bytes = input.valueAsNumber
      onValue(Number.isNaN(bytes) ? null : bytes)
    }
    const input = el('input', { type: 'number', min: 0, step: 1, 'aria-label': label, placeholder: label, inputmode: 'numeric', onchange: read })
    if (value > 0 && value < Infinity) input.value = String(value)
    return input
  }

  function applySearch(): void {
    stop()
    if (search.value !== filter.search) change({ search: search.value })
  }

  function stop(): void {
    if (timer !== undefined) clearTimeout(timer)
    timer = undefined
  }

  function onSearchKey(event: KeyboardEvent): void {
    if (event.key === 'Enter') applySearch()
    if (event.key !== 'Escape' || search.value === '') return
    // The first Escape empties the field. The panel would close otherwise.
    event.preventDefault()
    search.value = ''
    applySearch()
  }

  const search = el('input', {
    type: 'search', 'aria-label': 'Search frames', placeholder: 'Search', autocomplete: 'off', spellcheck: 'false', onkeydown: onSearchKey,
    oninput: () => {
      stop()
      timer = setTimeout(applySearch, SEARCH_AFTER_MS)
    },
  })
  search.value = initial.search
  const direction = select('Direction', DIRECTION, initial.direction, (value) => change({ direction: value }))
  const role = select('Role', ROLE, initial.role, (value) => change({ role: value }))
  const kind = select('Kind of data', KIND, initial.kind, (value) => change({ kind: value }))
  const channel = el('select', { 'aria-label': 'Channel', onchange: () => change({ channel: channel.selectedIndex <= 0 ? null : channel.value }) })
  const min = size('Min bytes', initial.minBytes, (bytes) => change({ minBytes: bytes ?? 0 }))
  const max = size('Max bytes', initial.maxBytes, (bytes) => change({ maxBytes: bytes ?? Infinity }))
  const clear = el('button', { type: 'button', onclick: clearFilters }, 'Clear filters')
  clear.hidden = isEverything(initial)
  const filters = el('div', { class: 'frames-filters', id: 'frames-filters' }, direction, role, kind, channel, min, max, clear)

  /** A button that is on or off. */
  function toggle(text: string, isOn: boolean, attributes: Record<string, string>, onToggle: (isOn: boolean) => void): HTMLButtonElement {
    const name = attributes['aria-controls'] ? 'aria-expanded' : 'aria-pressed'
    const button = el('button', { type: 'button', ...attributes, onclick: () => {
      const next = button.getAttribute(name) !== 'true'
      button.setAttribute(name, String(next))
      onToggle(next)
    } }, text)
    button.setAttribute(name, String(isOn))
    return button
  }

  const more = toggle('Filters', false, { class: 'frames-toggle', 'aria-controls': 'frames-filters' }, (isOn) => filters.classList.toggle('is-open', isOn))
  const absolute = toggle('Time of day', isAbsolute, { title: 'Show the time of day instead of the time since the first frame' }, onAbsolute)
  const follow = toggle('Follow', true, { title: 'Scroll to new frames' }, onFollow)
  const counts = el('span', { class: 'frames-counts' })

  let channelKeys = ''
  function setChannels(keys: readonly string[]): void {
    // A channel that is gone stays a choice while it is the filter.
    const all = filter.channel === null || keys.includes(filter.channel) ? keys : [...keys, filter.channel]
    const next = JSON.stringify(all)
    if (next === channelKeys) return
    channelKeys = next
    channel.replaceChildren(el('option', { value: '' }, 'All channels'), ...all.map((key) => el('option', { value: key }, cut(key, MAX_KEY))))
    channel.hidden = all.length === 0
    channel.selectedIndex = filter.channel === null ? 0 : all.indexOf(filter.channel) + 1
  }

  function clearFilters(): void {
    stop()
    for (const input of [search, min, max]) input.value = ''
    for (const choice of [direction, role, kind]) choice.value = 'all'
    channel.selectedIndex = 0
    // The focus would get lost with the button.
    search.focus()
    change(NO_FILTER)
  }

  setChannels([])
  return {
    element: el('div', { class: 'frames-toolbar', role: 'search' }, search, more, filters, absolute, follow, counts),
    setCounts(shown, all, removed) {
      const of = `${formatCount(shown)} of ${formatCount(all)} frames`
      setText(counts, removed === 0 ? of : `${of}, ${formatCount(removed)} removed by the limits`)
    },
    setChannels,
    setFollowing: (isFollowing) => follow.setAttribute('aria-pressed', String(isFollowing)),
    clearFilters,
    flush: applySearch,
  }
}
