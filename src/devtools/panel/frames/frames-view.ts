import type { ConnectionModel, FrameFilter, FrameRecord } from '../../model/types'
import { el, setText } from '../dom'
import { isSameConnection } from '../parts/same-connection'
import { setHidden } from '../parts/set-hidden'
import type { View, ViewContext, ViewFactory } from '../view'
import { createDetails } from './details'
import { formatCount } from '../parts/format'
import { createFrameList } from './frame-list'
import { framesCss } from './frames-css'
import { createMatchedFrames } from './matched-frames'
import { createPacer } from './pacer'
import { filterOf } from './remembered'
import { createToolbar } from './toolbar'

/** Under this width the details cover the list. */
const NARROW_PX = 600
const MEMORY = 'frames'

const NO_FRAMES: readonly FrameRecord[] = []

/** The frames of a connection: a list, filters, and the details of one frame. */
export const framesView: ViewFactory = { title: 'Frames', css: framesCss, create: createFramesView }

function createFramesView(context: ViewContext): View {
  const { session, announce, memory } = context
  let filter: FrameFilter = filterOf(memory?.get(MEMORY))
  let isFilterNew = false
  let model: ConnectionModel | null = null
  let firstAt: number | null = null
  let isAbsolute = false

  const items = createMatchedFrames()
  const times = {
    get base() {
      return isAbsolute ? null : firstAt
    },
  }
  const pacer = createPacer(render)

  const toolbar = createToolbar({
    filter,
    isAbsolute,
    onFilter(next) {
      filter = next
      isFilterNew = true
      memory?.set(MEMORY, next)
      pacer.soon()
    },
    onAbsolute(next) {
      isAbsolute = next
      pacer.soon()
    },
    onFollow: (isFollowing) => list.setFollowing(isFollowing),
  })
  const list = createFrameList({
    items,
    times,
    onActive(frame) {
      if (details.frame) show(frame)
    },
    onOpen(frame, isKey) {
      show(frame)
      if (isKey || isNarrow()) details.focus()
    },
    onFollow: toolbar.setFollowing,
  })
  const details = createDetails({
    context,
    onClose() {
      element.classList.remove('has-details')
      list.focus()
    },
  })
  const empty = el('p', { class: 'frames-empty' })
  const main = el('div', { class: 'frames-main', onkeydown: onListKey }, list.element, empty)
  const element = el('div', { class: 'frames' }, toolbar.element, el('div', { class: 'frames-panes' }, main, details.element))

  const isNarrow = () => element.classList.contains('is-narrow')
  const widths = new ResizeObserver(([entry]) => element.classList.toggle('is-narrow', (entry?.contentRect.width ?? Infinity) < NARROW_PX))
  widths.observe(element)

  function show(frame: FrameRecord): void {
    if (!model) return
    details.show(frame, model, firstAt)
    element.classList.add('has-details')
  }

  function closeDetails(): void {
    details.close()
    element.classList.remove('has-details')
  }

  function onListKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !details.frame) return
    event.preventDefault()
    closeDetails()
  }

  function emptyText(all: number): string {
    if (items.length > 0) return ''
    if (!model) return 'Choose a connection to see its frames.'
    if (all > 0) return 'No frame matches the filters.'
    if (session.isImported) return 'The imported session has no frames of this connection.'
    return session.isRecording ? 'No frames yet. They are recorded while the panel is open.' : 'Frames are not recorded now. Choose "Record" to record them.'
  }

  function render(): void {
    const frames = model ? session.frames(model.id) : NO_FRAMES
    const first = frames[0]
    // It stays the time of the first frame when the limits remove that frame.
    if (!first) firstAt = null
    else firstAt ??= first.at
    const isDone = items.update(frames, filter)
    toolbar.setCounts(items.length, frames.length, session.removedFrames())
    const text = emptyText(frames.length)
    setText(empty, text)
    setHidden(empty, text === '')
    list.draw()
    if (!isDone) return pacer.soon()
    if (isFilterNew) announce(`${formatCount(items.length)} of ${formatCount(frames.length)} frames match.`)
    isFilterNew = false
  }

  return {
    element,
    update(next) {
      const isOther = !isSameConnection(next, model)
      const isNewChannels = next?.channels !== model?.channels
      model = next
      if (isNewChannels) toolbar.setChannels(next?.channels.map(({ key }) => key) ?? [])
      if (isOther) {
        firstAt = null
        items.reset()
        list.reset()
        closeDetails()
        pacer.soon()
      } else pacer.request()
    },
    hide() {
      toolbar.flush()
      pacer.stop()
    },
    dispose() {
      toolbar.flush()
      pacer.stop()
      list.dispose()
      widths.disconnect()
    },
  }
}
