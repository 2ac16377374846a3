import type { FrameRecord } from '../../model/types'
import { el } from '../dom'
import { createCappedText } from './capped-text'
import { HIDDEN } from './format'
import { hexOfBytes } from './hex'
import { createJsonTree } from './json-tree'

export type Format = 'tree' | 'text' | 'hex'

const FIRST_CHARACTERS = 4000
const MORE_CHARACTERS = 40_000
const FIRST_BYTES = 2048
const MORE_BYTES = 16_384

interface Parsed {
  readonly value: unknown
}

function parse(text: string): Parsed | null {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return null
  }
}

/** The ways in which a payload can be shown, best first. Elements are created when they are shown. */
export function bodiesOf({ data }: FrameRecord): readonly (readonly [format: Format, create: () => HTMLElement])[] {
  if (data === null) return [['text', () => el('p', { class: 'frames-empty' }, HIDDEN)]]
  if (typeof data !== 'string') {
    return [['hex', () => createCappedText({ length: data.length, unit: 'bytes', first: FIRST_BYTES, more: MORE_BYTES, isTable: true, text: (from, to) => hexOfBytes(data, from, to) })]]
  }
  const text = () =>
    createCappedText({ length: data.length, unit: 'characters', first: FIRST_CHARACTERS, more: MORE_CHARACTERS, text: (from, to) => data.slice(from, to) })
  const parsed = parse(data)
  if (!parsed) return [['text', text]]
  return [
    ['tree', () => createJsonTree(parsed.value)],
    ['text', text],
  ]
}
