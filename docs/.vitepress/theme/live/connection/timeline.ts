import { createStore, type Store } from '../shared/store'

/** `you`: a button of the demo. The others: what the library noticed or did. */
export type Tone = 'you' | 'bad' | 'wait' | 'good' | 'note'

export interface Entry {
  readonly id: number
  /** Seconds since the demo began. */
  readonly at: string
  readonly tone: Tone
  readonly text: string
}

export interface Timeline {
  readonly entries: Store<readonly Entry[]>
  add(tone: Tone, text: string): void
}

const KEPT = 60

export function createTimeline(now: () => number = Date.now): Timeline {
  const entries = createStore<readonly Entry[]>([])
  const begin = now()
  let lastId = 0
  return {
    entries,
    add(tone, text) {
      const at = ((now() - begin) / 1000).toFixed(1)
      entries.set([...entries.get(), { id: ++lastId, at, tone, text }].slice(-KEPT))
    },
  }
}

export const count = (number: number, thing: string): string => `${number} ${thing}${number === 1 ? '' : 's'}`

export const seconds = (ms: number): string => `${(Math.max(0, ms) / 1000).toFixed(1)} s`
