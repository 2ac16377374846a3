import type { Replay, ReplayProgress } from '../../actions/types'
import type { AnyConnection } from '../../../core/vocabulary/tap'
import type { ConnectionModel } from '../../model/types'
import { el, setText } from '../dom'
import { setDisabled } from '../parts/set-disabled'
import { reasonOf } from '../parts/reason-of'
import { button, field, row, section, setButtonDisabled, type ActContext, type Section } from './section'

const SPEEDS: readonly (readonly [speed: number, text: string])[] = [[1, 'As recorded'], [10, '10 times faster'], [Infinity, 'At once']]

function describe({ state, played, total, skipped, matched, missing, unexpected, error }: ReplayProgress): string {
  if (state === 'failed') return error ?? 'The replay failed.'
  if (state === 'connecting') return 'Waits for the connection to open.'
  const verbs = { playing: 'Playing', done: 'Played', stopped: 'Stopped' } as const
  const counts = [skipped > 0 ? `${skipped} cannot be replayed` : '', `sent by the application: ${matched} as recorded, ${missing} missing, ${unexpected} not recorded`]
  return [`${verbs[state]}: ${played} of ${total} frames`, ...counts].filter(Boolean).join(' · ')
}

/** Plays the recorded inbound frames of the shown connection into a live one. */
export function createReplaySection({ session, actions, announce }: ActContext): Section & { dispose(): void } {
  let model: ConnectionModel | null = null
  let running: Replay | null = null
  let targets: readonly AnyConnection[] = []
  /** The shown connection that the target was chosen for. */
  let targetOf: number | null = null
  let wasImported = false

  const into = el('select')
  const speed = el('select', {}, ...SPEEDS.map(([value, text]) => el('option', { value }, text)))
  const start = button('Replay', play, 'The connection gets a server in the page, which sends the recorded frames, and then returns to its own')
  const stop = button('Stop', () => running?.stop())
  const bar = el('progress', { 'aria-label': 'Replayed frames', hidden: true })
  const summary = el('p', { class: 'dim' })

  function play() {
    const connection = targets[into.selectedIndex]
    if (!model || !connection || running) return
    try {
      running = actions.replay(connection, session.frames(model.id), { speed: Number(speed.value), onProgress: show })
    } catch (error) {
      return announce(reasonOf(error))
    }
    announce('The replay starts.')
    void running.done.then((progress) => {
      running = null
      show(progress)
      announce(describe(progress))
      update(model)
    })
    update(model)
  }
  function show(progress: ReplayProgress) {
    bar.hidden = false
    bar.max = Math.max(progress.total, 1)
    bar.value = progress.played
    setText(summary, describe(progress))
  }
  function update(next: ConnectionModel | null) {
    model = next
    updateTargets()
    const frames = model ? session.frames(model.id).length : 0
    for (const choice of [into, speed]) setDisabled(choice, running !== null || targets.length === 0)
    setButtonDisabled(start, running !== null || targets.length === 0 || frames === 0)
    setButtonDisabled(stop, running === null)
    if (bar.hidden) setText(summary, `${frames} recorded frame${frames === 1 ? '' : 's'} of ${model?.label ?? 'no connection'}.`)
  }
  function updateTargets() {
    const live = actions.connections()
    const isSame = live.length === targets.length && live.every((connection, index) => connection === targets[index])
    const isFor = model?.id === targetOf && wasImported === session.isImported
    if (isSame && isFor) return
    const before = targets[into.selectedIndex]
    if (!isSame) into.replaceChildren(...live.map(({ key }) => el('option', {}, key)))
    targets = live
    targetOf = model?.id ?? null
    wasImported = session.isImported
    const own = live.findIndex((connection) => connection === model?.connection || (!model?.connection && connection.key === model?.label))
    into.selectedIndex = isFor && before && live.includes(before) ? live.indexOf(before) : Math.max(own, 0)
  }

  return {
    element: section('Replay', row(field('Into', into), field('Speed', speed)), row(start, stop, bar), summary),
    update,
    dispose: () => running?.stop(),
  }
}
