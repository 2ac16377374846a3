import type { Replay, ReplayProgress } from '../actions/types'
import type { ConnectionModel } from '../model/types'
import { el, setText } from './dom'
import type { View, ViewContext, ViewFactory } from './view'

const CSS = `
.replay { padding: 8px; display: flex; flex-direction: column; gap: 8px; align-items: flex-start; max-width: 640px; }
.replay p { margin: 0; color: var(--text-dim); }
.replay .controls { display: flex; flex-wrap: wrap; gap: 6px 10px; align-items: center; }
.replay label { display: inline-flex; gap: 6px; align-items: center; }
.replay progress { width: 100%; accent-color: var(--accent); }
.replay dl { display: grid; grid-template-columns: auto auto; gap: 2px 12px; margin: 0; }
.replay dd { margin: 0; font-family: var(--mono); text-align: right; }
`

const SPEEDS = [['1', 'As recorded'], ['10', '10 times faster'], ['Infinity', 'At once']] as const
const HELP =
  'Plays the recorded inbound frames of this connection into the application. Meanwhile the connection has a server in the page: what the ' +
  'application sends does not reach its own server. Afterwards it reconnects to that.'

const STATES: Record<ReplayProgress['state'], string> = {
  connecting: 'Connecting to the replay.',
  playing: 'Playing.',
  done: 'The replay is complete.',
  stopped: 'The replay was stopped.',
  failed: 'The replay failed.',
}

const COUNTS = [
  ['played', 'Frames played'],
  ['matched', 'Messages sent as recorded'],
  ['missing', 'Recorded messages not sent'],
  ['unexpected', 'Messages sent but not recorded'],
  ['skipped', 'Frames without a payload, not played'],
] as const

function create({ session, actions, announce }: ViewContext): View {
  let model: ConnectionModel | null = null
  let running: Replay | null = null
  const speed = el('select', {}, ...SPEEDS.map(([value, text]) => el('option', { value }, text)))
  const start = el('button', { type: 'button', disabled: true, onclick: play }, 'Replay')
  const stop = el('button', { type: 'button', disabled: true, onclick: () => running?.stop() }, 'Stop')
  const bar = el('progress', { 'aria-label': 'Frames played', max: 1, value: 0 })
  const state = el('p')
  const values = COUNTS.map(([name]) => [name, el('dd')] as const)
  const counts = el('dl', { hidden: true }, ...COUNTS.flatMap(([, text], index) => [el('dt', {}, text), values[index]![1]]))
  const controls = el('div', { class: 'controls' }, el('label', {}, 'Speed', speed), start, stop)
  const element = el('div', { class: 'replay' }, el('p', {}, HELP), controls, bar, state, counts)

  function show(progress: ReplayProgress): void {
    bar.max = progress.total
    bar.value = progress.played
    setText(state, progress.error ?? STATES[progress.state])
    counts.hidden = false
    for (const [name, value] of values) setText(value, name === 'played' ? `${progress.played} of ${progress.total}` : String(progress[name]))
  }

  function play(): void {
    if (!model) return
    try {
      running = actions.replay(model.connection ?? model.label, session.frames(model.id), { speed: Number(speed.value), onProgress: show })
    } catch (error) {
      return announce(error instanceof Error ? error.message : 'The replay failed.')
    }
    enable()
    void running.done.then((last) => {
      running = null
      announce(last.error ?? STATES[last.state])
      enable()
    })
  }

  function enable(): void {
    stop.disabled = !running
    start.disabled = running !== null || !model || model.isDisposed
  }

  return {
    element,
    update(next) {
      model = next
      enable()
    },
    // It plays on: people look at the frames meanwhile.
    hide: () => undefined,
    dispose: () => running?.stop(),
  }
}

/** Plays the frames of the chosen connection, live or imported, into the application. */
export const replayView: ViewFactory = { title: 'Replay', css: CSS, create }
