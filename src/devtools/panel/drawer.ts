import type { Actions } from '../actions/types'
import type { Session } from '../model/types'
import { el } from './dom'
import { createHost, type Theme } from './host'
import { isShortcut } from './keys'
import { createMemory, recallOneOf } from './memory'
import { createPanel, panelCss } from './panel'
import { createResizeHandle, RESIZE_CSS, type Position } from './resize'
import { createToggle, TOGGLE_CSS } from './toggle'
import type { Memory, ViewFactory } from './view'

export interface DrawerOptions {
  readonly session: Session
  readonly actions: Actions
  readonly views: readonly ViewFactory[]
  /** Until the user chooses another one. */
  readonly position?: Position
  /** Until the user opens or closes it. */
  readonly open?: boolean
  /** Called when the panel opens; what it returns, when it closes. */
  onOpen(): () => void
  readonly memory?: Memory
}

export interface Drawer {
  readonly isOpen: boolean
  setOpen(isOpen: boolean): void
  dispose(): void
}

const MIN_SIZE: Record<Position, number> = { bottom: 160, right: 320 }
const DEFAULT_SIZE: Record<Position, number> = { bottom: 360, right: 480 }

const DRAWER_CSS = `
:host { display: contents !important; }
.drawer { position: fixed; z-index: 2147483647; box-shadow: 0 0 12px rgb(0 0 0 / .25); border: 0 solid var(--border); }
.drawer[data-position="bottom"] { inset: auto 0 0 0; height: min(var(--drawer-size), 100dvh); border-top-width: 1px; }
.drawer[data-position="right"] { inset: 0 0 0 auto; width: min(var(--drawer-size), 100dvw); border-inline-start-width: 1px; }
`

/** Drawers of a page, in the order in which they were added. The first one has the shortcut. */
const drawers: Drawer[] = []
/** Where their buttons are, from the corner: each has a place of its own. */
const places = new Set<number>()
const phone = () => matchMedia('(max-width: 599.98px)')

/** The panel at an edge of the page, and the button that opens it. */
export function createDrawer({ session, actions, views, position: firstPosition = 'bottom', open = false, onOpen, memory = createMemory() }: DrawerOptions): Drawer {
  const choices: [Position, Position] = firstPosition === 'bottom' ? ['bottom', 'right'] : ['right', 'bottom']
  let chosenPosition = recallOneOf(memory, 'position', choices)
  let theme = recallOneOf<Theme>(memory, 'theme', ['system', 'light', 'dark'])
  let isOpen = false
  let onClose: (() => void) | null = null
  let focusedBefore: HTMLElement | null = null

  const host = createHost([DRAWER_CSS, RESIZE_CSS, TOGGLE_CSS, panelCss(views)].join('\n'))
  const toggle = createToggle(() => setOpen(true, true))
  const handle = createResizeHandle({ min: () => MIN_SIZE[position()], max: maxSize, size, resize: setSize, done: (value) => memory.set(`size-${position()}`, value) })
  const panel = createPanel({
    ...{ session, actions, views, memory },
    theme: {
      get: () => theme,
      set(next) {
        theme = next
        memory.set('theme', next)
        host.setTheme(next)
      },
    },
    dock: {
      position: () => chosenPosition,
      setPosition(next) {
        chosenPosition = next
        memory.set('position', next)
        place()
        panel.update()
      },
      close: () => setOpen(false, true),
    },
  })
  const element = el('section', { class: 'drawer', 'aria-label': 'WebSocket panel', hidden: true, onkeydown }, handle.element, panel.element)

  /** A phone has no room beside the page. */
  function position(): Position {
    return phone().matches ? 'bottom' : chosenPosition
  }
  function maxSize(): number {
    return position() === 'bottom' ? innerHeight : innerWidth
  }
  function size(): number {
    const box = element.getBoundingClientRect()
    return position() === 'bottom' ? box.height : box.width
  }
  function setSize(value: number) {
    element.style.setProperty('--drawer-size', `${value}px`)
  }
  function place() {
    const where = position()
    const remembered = memory.get(`size-${where}`)
    element.dataset.position = where
    setSize(typeof remembered === 'number' && remembered >= MIN_SIZE[where] ? remembered : phone().matches ? innerHeight * 0.7 : DEFAULT_SIZE[where])
    handle.update(where)
  }
  function onkeydown(event: KeyboardEvent) {
    // An input method uses Escape, too.
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return
    event.preventDefault()
    setOpen(false, true)
  }
  function onShortcut(event: KeyboardEvent) {
    if (!isShortcut(event) || drawers[0] !== drawer) return
    event.preventDefault()
    if (!event.repeat) setOpen(!isOpen, true)
  }
  function setOpen(next: boolean, isByUser: boolean) {
    if (isByUser) memory.set('open', next)
    if (next === isOpen) return
    isOpen = next
    const { activeElement } = document
    // An element that gets hidden loses the focus.
    const hasFocus = activeElement === host.element || (isByUser && activeElement === document.body)
    if (next) focusedBefore = host.root.activeElement ? toggle.element : (activeElement as HTMLElement | null)
    element.hidden = !next
    toggle.element.hidden = next
    if (next) {
      place()
      onClose = onOpen()
      update()
      if (isByUser) panel.focus()
    } else {
      panel.hide()
      onClose?.()
      onClose = null
      update()
      if (hasFocus) returnFocus()
    }
  }
  function returnFocus() {
    const isGone = !focusedBefore?.isConnected || focusedBefore === document.body
    ;(isGone ? toggle.element : focusedBefore)?.focus({ preventScroll: true })
    focusedBefore = null
  }
  function update() {
    if (isOpen) panel.update()
    else toggle.update(session.connections(), actions.isOffline)
  }

  const drawer: Drawer = {
    get isOpen() {
      return isOpen
    },
    setOpen: (next) => setOpen(next, false),
    dispose() {
      drawers.splice(drawers.indexOf(drawer), 1)
      places.delete(nth)
      setOpen(false, false)
      unsubscribe()
      unsubscribeActions()
      removeEventListener('keydown', onShortcut, true)
      media.removeEventListener('change', place)
      removeEventListener('resize', onWindowResize)
      panel.dispose()
      host.element.remove()
    },
  }
  const onWindowResize = () => isOpen && handle.update(position())
  const media = phone()
  const unsubscribe = session.subscribe(update)
  const unsubscribeActions = actions.subscribe(update)
  // In the capturing phase: the page cannot stop it, and the panel stops its own events.
  addEventListener('keydown', onShortcut, true)
  addEventListener('resize', onWindowResize)
  media.addEventListener('change', place)
  let nth = 0
  while (places.has(nth)) nth++
  places.add(nth)
  host.element.style.setProperty('--nth', String(nth))
  drawers.push(drawer)
  host.setTheme(theme)
  host.root.append(toggle.element, element)
  // Not in the body, which some pages replace, and whose `transform` would move a fixed element.
  document.documentElement.append(host.element)
  update()
  const wasOpen = memory.get('open')
  if (typeof wasOpen === 'boolean' ? wasOpen : open) setOpen(true, false)
  return drawer
}
