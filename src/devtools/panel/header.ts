import type { Actions } from '../actions/types'
import type { Session } from '../model/types'
import { el, setAttribute, setText } from './dom'
import { createFileInput, download } from './files'
import type { Theme } from './host'
import { countOf, formatCount } from './parts/format'
import { reasonOf } from './parts/reason-of'
import { setDisabled } from './parts/set-disabled'
import { setHidden } from './parts/set-hidden'
import type { Position } from './resize'

export interface HeaderOptions {
  readonly session: Session
  readonly actions: Actions
  announce(text: string): void
  importFile(file: File): void
  /** Absent where somebody else decides. */
  readonly theme?: { get(): Theme; set(theme: Theme): void }
  /** Absent where the panel has no edge of its own. */
  readonly dock?: { position(): Position; setPosition(position: Position): void; close(): void }
}

export interface Header {
  readonly element: HTMLElement
  update(): void
}

export const HEADER_CSS = `
.header { display: flex; flex-wrap: wrap; gap: 4px; align-items: center; padding: 4px 8px; border-bottom: 1px solid var(--border); background: var(--bg-raised); flex: none; }
.header > .title { font-weight: 600; font-size: inherit; margin-inline-end: 4px; }
.header > .state { color: var(--text-dim); font-variant-numeric: tabular-nums; }
.header > .space { flex: 1; }
.header > button { background: var(--bg); }
.header > button:hover { background: var(--bg-hover); }
.header > .record[aria-pressed="true"]::before { content: ""; display: inline-block; width: 8px; height: 8px; margin-inline-end: 5px; border-radius: 50%; background: var(--bad); }
@container (max-width: 599.98px) {
  .header > .title, .header > .space { display: none; }
  .header > .state, .header > select, .header > .dock { order: 1; }
  .header > .close { margin-inline-start: auto; }
  .header > .state { flex: 1; }
}
@media (max-width: 599.98px) { .header > .dock { display: none; } }
`

const THEMES: readonly (readonly [Theme, string])[] = [['system', 'System theme'], ['light', 'Light theme'], ['dark', 'Dark theme']]
const FILE_NAME = 'websocket-session.json'

/** What the session does, and how many frames it has. */
function describe(session: Session, { isOffline }: Actions): string {
  const recorded = session.connections().reduce((sum, { id }) => sum + session.frames(id).length, 0)
  const removed = session.removedFrames()
  const state = session.isImported ? 'Imported session' : session.isPaused ? 'Paused' : session.isRecording ? 'Recording' : 'Not recording'
  return `${isOffline ? 'Offline · ' : ''}${state} · ${countOf(recorded, 'frame')}${removed > 0 ? ` · ${formatCount(removed)} removed` : ''}`
}

export function createHeader({ session, actions, announce, importFile, theme, dock }: HeaderOptions): Header {
  const button = (text: string, onclick: () => void, title?: string) => el('button', {
    ...{ type: 'button', title },
    onclick() {
      onclick()
      update()
    },
  }, text)
  const record = button('Record', () => session.setRecording(!session.isRecording), 'Record frames')
  record.classList.add('record')
  const pause = button('Pause', () => session.setPaused(!session.isPaused), 'Show no changes. Frames are still recorded.')
  const clear = button('Clear', () => {
    session.clear()
    announce('The frames, notes and requests are cleared.')
  }, 'Clear frames, notes and requests')
  const save = button('Export', () => {
    try {
      download(FILE_NAME, session.exportText())
      announce(`The session is saved as ${FILE_NAME}.`)
    } catch (error) {
      announce(`The session cannot be exported: ${reasonOf(error)}`)
    }
  }, 'Save the session as a file')
  const input = createFileInput(importFile)
  const load = button('Import', () => input.click(), 'Show the session of a file. You can also drop the file here.')
  const leave = button('Close import', () => {
    session.closeImport()
    // This button disappears.
    load.focus()
    announce('The live session is shown.')
  })
  const state = el('span', { class: 'state' })
  const themes = theme && el('select', { 'aria-label': 'Theme', onchange: () => theme.set(themes?.value as Theme) },
    ...THEMES.map(([value, text]) => el('option', { value }, text)))
  const move = dock && button('', () => dock.setPosition(dock.position() === 'bottom' ? 'right' : 'bottom'))
  move?.classList.add('dock')
  const close = dock && button('Close', () => dock.close(), 'Escape, or Alt+Shift+W')
  close?.classList.add('close')
  close?.setAttribute('aria-label', 'Close the panel')
  const element = el('header', { class: 'header' },
    el('h2', { class: 'title' }, 'WebSocket'), record, pause, clear, save, load, input, leave, state,
    el('span', { class: 'space' }), themes ?? null, move ?? null, close ?? null)

  function update() {
    setAttribute(record, 'aria-pressed', String(session.isRecording))
    setAttribute(pause, 'aria-pressed', String(session.isPaused))
    // An imported session does not change.
    for (const live of [record, pause, clear]) setDisabled(live, session.isImported)
    setHidden(leave, !session.isImported)
    setText(state, describe(session, actions))
    if (themes) themes.value = theme.get()
    if (move) setText(move, dock.position() === 'bottom' ? 'Dock right' : 'Dock bottom')
  }
  return { element, update }
}
