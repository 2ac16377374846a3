import { ReadyState } from 'websocket-store'
import type { CloseInfo } from 'websocket-store'

const NAMES = new Map<number, string>(Object.entries(ReadyState).map(([name, value]) => [value, name]))

export const formatReadyState = (value: ReadyState): string => `${value} ${NAMES.get(value) ?? ''}`

export const formatClose = (close: CloseInfo | null): string =>
  close === null ? '–' : close.reason === '' ? String(close.code) : `${close.code} ${close.reason}`

export const formatSeconds = (seconds: number | null): string => (seconds === null ? '–' : `${seconds.toFixed(1)} s`)

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`

/** "3 tabs, 1 socket" */
export const formatTally = (tabs: number, sockets: number | null): string =>
  `${plural(tabs, 'tab')}, ${sockets === null ? '–' : plural(sockets, 'socket')}`

export const formatCount = (count: number): string => count.toLocaleString('en')

export const formatPrice = (price: number | undefined): string => (price === undefined ? '–' : price.toFixed(2))
