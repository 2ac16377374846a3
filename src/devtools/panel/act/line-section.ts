import type { AnyConnection } from '../../../core/vocabulary/tap'
import { GOOD_LINE, type LineConditions } from '../../actions/types'
import { el, setText } from '../dom'
import { setDisabled } from '../parts/set-disabled'
import { button, field, row, section, setButtonDisabled, type ActContext, type Section } from './section'

const MAX_DELAY_MS = 60_000

/** What is wrong in words; `''` for a good line. */
function describe({ muteIn, muteOut, delayMs, dropEvery }: LineConditions): string {
  return [
    muteIn && 'inbound frames are lost',
    muteOut && 'outbound frames are lost',
    delayMs > 0 && `each frame is ${delayMs} ms late`,
    dropEvery > 0 && (dropEvery === 1 ? 'each frame is lost' : `one frame of ${dropEvery} is lost`),
  ].filter(Boolean).join(', ')
}

/** A bad line, on purpose. */
export function createLineSection({ actions, target, act }: ActContext): Section {
  const set = (conditions: Partial<LineConditions>) => act((connection) => {
    actions.setLine(connection, conditions)
    return `The line: ${describe(actions.line(connection)) || 'nothing is wrong'}.`
  })
  const whole = (input: HTMLInputElement, name: 'delayMs' | 'dropEvery') => {
    input.addEventListener('change', () => {
      if (input.validity.valid) set({ [name]: Number(input.value || 0) })
      else act(() => { throw new Error(`This must be a whole number from 0 to ${input.max}.`) })
      input.value = String(lineOf(target())[name])
    })
    return input
  }
  const lineOf = (connection: AnyConnection | null) => (connection ? actions.line(connection) : GOOD_LINE)
  const delay = whole(el('input', { type: 'number', min: 0, max: MAX_DELAY_MS, value: 0 }), 'delayMs')
  const drop = whole(el('input', { type: 'number', min: 0, max: 1_000_000, value: 0 }), 'dropEvery')
  const muteIn = el('input', { type: 'checkbox', onchange: () => set({ muteIn: muteIn.checked }) })
  const muteOut = el('input', { type: 'checkbox', onchange: () => set({ muteOut: muteOut.checked }) })
  const repair = button('Repair', () => set(GOOD_LINE), 'Removes all faults of the line')
  const summary = el('p', { class: 'dim' })

  let shownFor: AnyConnection | null = null
  function showLine() {
    const connection = target()
    const line = lineOf(connection)
    const root = summary.getRootNode() as Document | ShadowRoot
    muteIn.checked = line.muteIn
    muteOut.checked = line.muteOut
    // A number that is being typed stays.
    for (const [input, value] of [[delay, line.delayMs], [drop, line.dropEvery]] as const) {
      if (root.activeElement !== input || connection !== shownFor) input.value = String(value)
    }
    shownFor = connection
    for (const input of [muteIn, muteOut, delay, drop]) setDisabled(input, !connection)
    setButtonDisabled(repair, describe(line) === '')
    setText(summary, describe(line) === '' ? 'Nothing is wrong with the line.' : `Now: ${describe(line)}.`)
  }

  return {
    element: section('Line',
      row(el('label', {}, muteIn, 'Mute inbound'), el('label', {}, muteOut, 'Mute outbound')),
      row(field('Delay (ms)', delay), field('Drop every nth frame', drop), repair),
      summary),
    update: showLine,
  }
}
