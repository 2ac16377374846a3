import fc from 'fast-check'
import { LINGER_MS, PLACES, RETRY_MS, URLS } from './model-settings'

/** What a test may do: to the component at a place, or to the connection to a url. */
export type Command =
  | { readonly do: 'mount' | 'url'; readonly place: number; readonly url: number | null }
  | { readonly do: 'unmount' | 'enable' | 'disable' | 'remount' | 'hide' | 'reveal'; readonly place: number }
  | { readonly do: 'open' | 'message' | 'drop'; readonly url: number }
  | { readonly do: 'advance'; readonly ms: number }

const place = fc.nat(PLACES - 1)
const url = fc.nat(URLS.length - 1)
const atPlace = (weight: number, name: 'unmount' | 'enable' | 'disable' | 'remount' | 'hide' | 'reveal') => ({
  weight,
  arbitrary: place.map((each): Command => ({ do: name, place: each })),
})
const onLine = (weight: number, name: 'open' | 'message' | 'drop') => ({
  weight,
  arbitrary: url.map((each): Command => ({ do: name, url: each })),
})
const withUrl = (weight: number, name: 'mount' | 'url') => ({
  weight,
  arbitrary: fc.tuple(place, fc.option(url, { freq: 6 })).map(([where, to]): Command => ({ do: name, place: where, url: to })),
})

/** Sequences that random commands would rarely produce. */
const sequence = fc.tuple(place, url, fc.nat(3)).map(([where, to, which]): Command[] => {
  const at = { place: where } as const
  const mounts: Command[] = [{ do: 'mount', ...at, url: to }, { do: 'open', url: to }, { do: 'message', url: to }]
  const pause: Command = { do: 'advance', ms: LINGER_MS + 10 }
  const sequences: Command[][] = [
    [],
    [{ do: 'unmount', ...at }, pause, { do: 'mount', ...at, url: to }],
    [{ do: 'disable', ...at }, pause, { do: 'enable', ...at }],
    [{ do: 'hide', ...at }, { do: 'message', url: to }, { do: 'reveal', ...at }],
  ]
  return [...mounts, ...sequences[which]!]
})

const single = fc.oneof(
  withUrl(3, 'mount'),
  withUrl(4, 'url'),
  atPlace(2, 'unmount'),
  atPlace(2, 'disable'),
  atPlace(2, 'enable'),
  atPlace(2, 'remount'),
  atPlace(2, 'hide'),
  atPlace(3, 'reveal'),
  onLine(4, 'open'),
  onLine(5, 'message'),
  onLine(2, 'drop'),
  { weight: 3, arbitrary: fc.constantFrom(1, 20, LINGER_MS + 10, RETRY_MS + 50).map((ms): Command => ({ do: 'advance', ms })) },
)

export const commandLists: fc.Arbitrary<Command[]> = fc
  .array(fc.oneof({ weight: 5, arbitrary: single.map((act) => [act]) }, { weight: 1, arbitrary: sequence }), { maxLength: 20, size: 'max' })
  .map((sequences) => sequences.flat())
