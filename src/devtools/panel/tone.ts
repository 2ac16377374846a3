import type { Phase } from '../../core/vocabulary/ready-state'
import type { ConnectionModel } from '../model/types'

/** How good a state is. Each one has a colour and a shape of its own. */
export type Tone = 'bad' | 'warn' | 'busy' | 'good' | 'off'

const TONES: Record<Phase, Tone> = {
  closed: 'bad',
  waiting: 'warn',
  resolving: 'busy',
  connecting: 'busy',
  readying: 'busy',
  closing: 'busy',
  open: 'good',
  idle: 'off',
  suspended: 'off',
}
const FROM_WORST: readonly Tone[] = ['bad', 'warn', 'busy', 'good', 'off']

export function toneOf({ isDisposed, snapshot }: Pick<ConnectionModel, 'isDisposed' | 'snapshot'>): Tone {
  return isDisposed ? 'off' : TONES[snapshot.phase]
}

export function phaseText({ isDisposed, snapshot }: Pick<ConnectionModel, 'isDisposed' | 'snapshot'>): string {
  return isDisposed ? 'disposed' : snapshot.phase
}

/** The connection in the worst state; undefined when there is none. */
export function worstOf(models: readonly ConnectionModel[]): ConnectionModel | undefined {
  return models.reduce<ConnectionModel | undefined>(
    (worst, model) => (!worst || FROM_WORST.indexOf(toneOf(model)) < FROM_WORST.indexOf(toneOf(worst)) ? model : worst),
    undefined,
  )
}

export const TONE_CSS = `
.dot { display: inline-block; flex: none; width: 9px; height: 9px; border-radius: 50%; background: var(--good); }
.dot[data-tone="off"] { background: none; border: 2px solid var(--text-dim); }
.dot[data-tone="busy"] { background: none; border: 2px dotted var(--accent); }
.dot[data-tone="warn"] { background: var(--warn); border-radius: 0; clip-path: polygon(50% 0, 100% 100%, 0 100%); }
.dot[data-tone="bad"] { background: var(--bad); border-radius: 0; }
`
