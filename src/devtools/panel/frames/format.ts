import type { FrameRecord } from '../../model/types'
import { formatTime as formatTimeOfDay } from '../parts/format'

const PREVIEW_CHARACTERS = 200
const PREVIEW_BYTES = 48

/** Shown instead of a payload that is not kept. */
export const HIDDEN = 'Hidden: may hold credentials'

export const ARROWS = { in: '↓', out: '↑' } as const
export const DIRECTIONS = { in: 'Received', out: 'Sent' } as const

const UNITS = ['B', 'kB', 'MB', 'GB'] as const

/** `203 B`, `1.2 kB`: with units of 1,000. */
export function formatSize(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3))
  return `${power === 0 ? bytes : (bytes / 1000 ** power).toFixed(1)} ${UNITS[power] ?? 'B'}`
}

/** @param base Time of the first frame; null: shows the time of day. */
export const formatTime = (at: number, base: number | null): string =>
  base === null ? formatTimeOfDay(at) : `${at < base ? '-' : '+'}${(Math.abs(at - base) / 1000).toFixed(3)} s`

// Control characters would break the line.
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001f\u007f\u2028\u2029]+/g

/** One line for a row. Cut, because nobody sees the rest of a line. */
export function previewOf({ data }: FrameRecord): string {
  if (data === null) return HIDDEN
  if (typeof data === 'string') return data.slice(0, PREVIEW_CHARACTERS).replace(CONTROLS, ' ')
  return [...data.subarray(0, PREVIEW_BYTES)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
}

/** What a frame is for, and what became of it. Most frames are messages, so the rest says enough. */
export const roleOf = ({ role, note }: FrameRecord): string => (note === '' ? role : role === 'message' ? note : `${role}, ${note}`)
