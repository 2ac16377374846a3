import { describe, expect, it } from 'vitest'
import { matches, NO_FILTER } from '../../../src/devtools/model/filter'
import type { FrameFilter } from '../../../src/devtools/model/types'
import { frameRecord } from './hand-made'

const bytes = (...data: number[]) => frameRecord({ data: Uint8Array.from(data), bytes: data.length })
const passes = (frame = frameRecord(), filter: Partial<FrameFilter> = {}) => matches(frame, { ...NO_FILTER, ...filter })

describe('the filter of frames', () => {
  it('shows every frame by default', () => {
    for (const frame of [frameRecord(), bytes(1, 2), frameRecord({ data: null, role: 'handshake' })]) expect(passes(frame)).toBe(true)
  })

  it('searches text without regard to case', () => {
    expect(passes(frameRecord({ data: '{"Price": 12}' }), { search: 'pRICE' })).toBe(true)
    expect(passes(frameRecord({ data: 'GRÜSSE' }), { search: 'grüsse' })).toBe(true)
    expect(passes(frameRecord({ data: 'price' }), { search: 'prices' })).toBe(false)
  })

  it('takes the search as text, not as a pattern', () => {
    const special = '^.*+?()[]{}|/\\$-'
    expect(passes(frameRecord({ data: `a${special}b` }), { search: special })).toBe(true)
    expect(passes(frameRecord({ data: 'abc' }), { search: 'a.c' })).toBe(false)
  })

  it('searches for half of a pair of surrogates', () => {
    expect(passes(frameRecord({ data: '\ud83d' }), { search: '\ud83d' })).toBe(true)
  })

  it.each(['00ff', '00 FF', '0x00ff', '00f', 'ff10', '1'])('finds the hex digits %j in binary data', (search) => {
    expect(passes(bytes(0x00, 0xff, 0x10), { search })).toBe(true)
  })

  it.each(['ff00', '0ff1', '00ff1000', '00fe', 'xyz', '00e'])('does not find %j in other binary data', (search) => {
    expect(passes(bytes(0x00, 0xff, 0x10), { search })).toBe(false)
  })

  it('does not find anything in a payload that is not kept', () => {
    expect(passes(frameRecord({ data: null }), { search: 'a' })).toBe(false)
  })

  it('selects by direction, role, kind, channel and size', () => {
    const frame = frameRecord({ direction: 'out', role: 'heartbeat', channels: ['a', 'b'], bytes: 5 })
    expect(passes(frame, { direction: 'out', role: 'heartbeat', kind: 'text', channel: 'b', minBytes: 5, maxBytes: 5 })).toBe(true)
    expect(passes(frame, { direction: 'in' })).toBe(false)
    expect(passes(frame, { role: 'message' })).toBe(false)
    expect(passes(frame, { kind: 'binary' })).toBe(false)
    expect(passes(frame, { channel: 'c' })).toBe(false)
    expect(passes(frame, { minBytes: 6 })).toBe(false)
    expect(passes(frame, { maxBytes: 4 })).toBe(false)
    expect(passes(bytes(1), { kind: 'binary' })).toBe(true)
  })
})
