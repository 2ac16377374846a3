import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFrameRing } from '../../../src/devtools/model/ring'
import { holds, PROPERTY_TIMEOUT_MS } from '../../support/property'
import { frameRecord } from './hand-made'

const OWNERS = [1, 2, 3]
const pushes = fc.array(fc.record({ owner: fc.constantFrom(...OWNERS), bytes: fc.nat({ max: 400 }) }), { maxLength: 200 })
const limits = fc.record({ maxFrames: fc.integer({ min: 1, max: 60 }), maxBytes: fc.integer({ min: 1, max: 2000 }) })

const idsOf = (frames: readonly { readonly id: number }[]) => frames.map(({ id }) => id)
const bytesOf = (frames: readonly { readonly bytes: number }[]) => frames.reduce((sum, { bytes }) => sum + bytes, 0)

describe('the ring of frames', () => {
  it(
    'keeps the latest frames of each connection within both limits, and the newest frame always',
    () => {
      holds(
        fc.property(limits, pushes, (given, list) => {
          const ring = createFrameRing(given)
          const pushed = new Map<number, number[]>(OWNERS.map((owner) => [owner, []]))
          list.forEach(({ owner, bytes }, id) => {
            ring.push(owner, frameRecord({ id, bytes }))
            pushed.get(owner)!.push(id)
            const kept = OWNERS.flatMap((each) => ring.frames(each))
            expect(kept.length).toBeLessThanOrEqual(given.maxFrames)
            expect(bytesOf(kept)).toBeLessThanOrEqual(Math.max(given.maxBytes, bytes))
            expect(ring.frames(owner).at(-1)?.id).toBe(id)
            expect(kept.length + ring.removed()).toBe(id + 1)
            for (const each of OWNERS) {
              const frames = ring.frames(each)
              expect(idsOf(frames)).toEqual(frames.length > 0 ? pushed.get(each)!.slice(-frames.length) : [])
            }
          })
        }),
      )
    },
    PROPERTY_TIMEOUT_MS,
  )

  it(
    'removes nothing while both limits allow it',
    () => {
      holds(
        fc.property(pushes, (list) => {
          const ring = createFrameRing({ maxFrames: Math.max(1, list.length), maxBytes: bytesOf(list) })
          list.forEach(({ owner, bytes }, id) => ring.push(owner, frameRecord({ id, bytes })))
          expect(ring.removed()).toBe(0)
        }),
      )
    },
    PROPERTY_TIMEOUT_MS,
  )

  it('keeps at least seven eighths of the frames that its limit allows', () => {
    const ring = createFrameRing({ maxFrames: 1000, maxBytes: Infinity })
    for (let id = 0; id < 5000; id++) {
      ring.push(1, frameRecord({ id }))
      if (id > 1000) expect(ring.frames(1).length).toBeGreaterThan(875)
    }
  })

  it('does not remove the frames of a quiet connection for those of a busy one', () => {
    const ring = createFrameRing({ maxFrames: 100, maxBytes: Infinity })
    for (let id = 0; id < 10; id++) ring.push(1, frameRecord({ id }))
    for (let id = 10; id < 1000; id++) ring.push(2, frameRecord({ id }))
    expect(ring.frames(1)).toHaveLength(10)
    expect(ring.frames(2).at(-1)?.id).toBe(999)
  })

  it('returns the same array for a connection while frames are added and removed', () => {
    const ring = createFrameRing({ maxFrames: 10, maxBytes: Infinity })
    ring.push(1, frameRecord())
    const frames = ring.frames(1)
    for (let id = 2; id < 50; id++) ring.push(1, frameRecord({ id }))
    expect(ring.frames(1)).toBe(frames)
  })

  it('counts a payload that is not kept as no bytes', () => {
    const ring = createFrameRing({ maxFrames: 10, maxBytes: 100 })
    ring.push(1, frameRecord({ bytes: 60 }))
    ring.push(1, frameRecord({ data: null, bytes: 1_000_000 }))
    expect(ring.frames(1)).toHaveLength(2)
  })

  it('forgets one connection, and its bytes', () => {
    const ring = createFrameRing({ maxFrames: 10, maxBytes: 100 })
    ring.push(1, frameRecord({ bytes: 90 }))
    ring.push(2, frameRecord({ bytes: 10 }))
    ring.forget(1)
    ring.push(2, frameRecord({ bytes: 90 }))
    expect(ring.frames(1)).toEqual([])
    expect(ring.frames(2)).toHaveLength(2)
    expect(ring.removed()).toBe(0)
  })
})
