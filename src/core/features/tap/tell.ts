import type { TapEvent } from '../../vocabulary/tap'

type Unstamped<E> = E extends TapEvent ? Omit<E, 'at' | 'connection'> : never

/** Tells the taps of one connection something. */
export type Tell = (event: Unstamped<TapEvent>, at?: number) => void
