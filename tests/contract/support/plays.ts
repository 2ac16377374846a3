import fc from 'fast-check'
import { LINGER_MS, PLACES, RETRY_MS, URLS } from './troupe-settings'

/** What may happen: to the component at a place, or to the line to a url. */
export type Act =
  | { readonly do: 'mount' | 'url'; readonly place: number; readonly url: number | null }
  | { readonly do: 'unmount' | 'enable' | 'disable' | 'remount' | 'hide' | 'reveal'; readonly place: number }
  | { readonly do: 'open' | 'say' | 'drop'; readonly url: number }
  | { readonly do: 'advance'; readonly ms: number }

const place = fc.nat(PLACES - 1)
const url = fc.nat(URLS.length - 1)
const atPlace = (weight: number, name: 'unmount' | 'enable' | 'disable' | 'remount' | 'hide' | 'reveal') => ({
  weight,
  arbitrary: place.map((each): Act => ({ do: name, place: each })),
})
const onLine = (weight: number, name: 'open' | 'say' | 'drop') => ({
  weight,
  arbitrary: url.map((each): Act => ({ do: name, url: each })),
})
const directed = (weight: number, name: 'mount' | 'url') => ({
  weight,
  arbitrary: fc.tuple(place, fc.option(url, { freq: 6 })).map(([where, to]): Act => ({ do: name, place: where, url: to })),
})

/** What chance alone would rarely bring together. */
const scene = fc.tuple(place, url, fc.nat(3)).map(([where, to, which]): Act[] => {
  const at = { place: where } as const
  const enters: Act[] = [{ do: 'mount', ...at, url: to }, { do: 'open', url: to }, { do: 'say', url: to }]
  const pause: Act = { do: 'advance', ms: LINGER_MS + 10 }
  const scenes: Act[][] = [
    [],
    [{ do: 'unmount', ...at }, pause, { do: 'mount', ...at, url: to }],
    [{ do: 'disable', ...at }, pause, { do: 'enable', ...at }],
    [{ do: 'hide', ...at }, { do: 'say', url: to }, { do: 'reveal', ...at }],
  ]
  return [...enters, ...scenes[which]!]
})

const single = fc.oneof(
  directed(3, 'mount'),
  directed(4, 'url'),
  atPlace(2, 'unmount'),
  atPlace(2, 'disable'),
  atPlace(2, 'enable'),
  atPlace(2, 'remount'),
  atPlace(2, 'hide'),
  atPlace(3, 'reveal'),
  onLine(4, 'open'),
  onLine(5, 'say'),
  onLine(2, 'drop'),
  { weight: 3, arbitrary: fc.constantFrom(1, 20, LINGER_MS + 10, RETRY_MS + 50).map((ms): Act => ({ do: 'advance', ms })) },
)

export const plays: fc.Arbitrary<Act[]> = fc
  .array(fc.oneof({ weight: 5, arbitrary: single.map((act) => [act]) }, { weight: 1, arbitrary: scene }), { maxLength: 20, size: 'max' })
  .map((scenes) => scenes.flat())
