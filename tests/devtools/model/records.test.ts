import { describe, expect, it } from 'vitest'
import { ConnectionError } from 'websocket-store'
import { MAX_PAYLOAD_BYTES, recordFrame, type FrameEvent } from '../../../src/devtools/model/frame-record'
import { cut, errorText, textOf } from '../../../src/devtools/model/text-of'
import { createHandMade, textFrame, type Fields } from './hand-made'

const { connection } = createHandMade()
const record = (fields: Partial<Fields<'frame'>>, onLoaded = () => {}) =>
  recordFrame(7, { type: 'frame', at: 5, connection, ...textFrame('x'), ...fields } as FrameEvent, ['a'], '', onLoaded)

describe('the record of a frame', () => {
  it('keeps text as it is', () => {
    expect(record({ data: 'hello', bytes: 5, direction: 'out', role: 'heartbeat' })).toEqual({
      id: 7, at: 5, direction: 'out', role: 'heartbeat', data: 'hello', bytes: 5, isCut: false, channels: ['a'], note: '',
    })
  })

  it('keeps no payload of a handshake, whatever the tap shows', () => {
    expect(record({ role: 'handshake', data: 'token', bytes: 5 })).toMatchObject({ data: null, bytes: 5, isCut: false })
  })

  it('cuts text at 64 KiB, and says so', () => {
    expect(record({ data: 'a'.repeat(MAX_PAYLOAD_BYTES) })).toMatchObject({ data: 'a'.repeat(MAX_PAYLOAD_BYTES), isCut: false })
    expect(record({ data: 'a'.repeat(MAX_PAYLOAD_BYTES + 1) })).toMatchObject({ data: 'a'.repeat(MAX_PAYLOAD_BYTES), isCut: true })
  })

  it('cuts binary data at 64 KiB, and says so', () => {
    const frame = record({ data: new ArrayBuffer(MAX_PAYLOAD_BYTES + 1), bytes: MAX_PAYLOAD_BYTES + 1 })
    expect(frame).toMatchObject({ isCut: true, bytes: MAX_PAYLOAD_BYTES + 1 })
    expect(frame.data).toHaveLength(MAX_PAYLOAD_BYTES)
  })

  it('copies binary data, so that later writes do not change it', () => {
    const buffer = Uint8Array.from([1, 2, 3, 4])
    const frames = [record({ data: buffer.buffer }), record({ data: buffer.subarray(1, 3) }), record({ data: new DataView(buffer.buffer, 2) })]
    buffer.fill(9)
    expect(frames.map(({ data }) => [...(data as Uint8Array)])).toEqual([[1, 2, 3, 4], [2, 3], [3, 4]])
    expect((frames[1]!.data as Uint8Array).buffer.byteLength).toBe(2)
  })

  it('shows the bytes of a Blob when they are read', async () => {
    const frame = await new Promise<ReturnType<typeof record>>((resolve) => {
      const made = record({ data: new Blob([Uint8Array.from([1, 2])]), bytes: 2 }, () => resolve(made))
      expect(made.data).toHaveLength(0)
    })
    expect([...(frame.data as Uint8Array)]).toEqual([1, 2])
  })

  it('shows other data of a transport as text', () => {
    expect(record({ data: ['event', { a: 1 }] }).data).toBe('["event",{"a":1}]')
  })
})

describe('a text of limited length', () => {
  it('ends with an ellipsis when it is cut', () => {
    expect(cut('abcdef', 6)).toBe('abcdef')
    expect(cut('abcdefg', 6)).toBe('abcde…')
  })

  it('does not split a pair of surrogates', () => {
    expect(cut('ab😀cd', 4)).toBe('ab…')
  })

  it('shows a message like JSON', () => {
    const message = { a: [1, true, null, 'x'], b: { c: undefined }, d: 5n, e: new Date(0) }
    expect(textOf(message, 200)).toBe('{"a":[1,true,null,"x"],"b":{"c":undefined},"d":5,"e":"1970-01-01T00:00:00.000Z"}')
    expect(textOf('plain', 200)).toBe('plain')
    expect(textOf({ data: new Uint8Array(3) }, 200)).toBe('{"data":binary, 3 bytes}')
  })

  it('stops at the limit, in cycles and in large messages too', () => {
    const cycle: Record<string, unknown> = {}
    cycle.self = cycle
    expect(textOf(cycle, 200).length).toBeLessThanOrEqual(200)
    let reads = 0
    const large = Array.from({ length: 5000 }, () => ({
      get value() {
        return reads++
      },
    }))
    expect(textOf(large, 200)).toHaveLength(200)
    expect(reads).toBeLessThan(50)
  })

  it('survives a getter that throws', () => {
    const hostile = {
      get value(): never {
        throw new Error('no')
      },
    }
    expect(textOf(hostile, 200)).toBe('unreadable')
  })
})

describe('the text of an error', () => {
  it('has the code and text of an error of the library, and never its cause', () => {
    expect(errorText(new ConnectionError('closed', 'It closed.', { cause: new Error('secret') }), 200)).toBe('closed: It closed.')
  })

  it('has the name and code of another error, but not its message, which may quote urls and payloads', () => {
    expect(errorText(new TypeError('secret'), 200)).toBe('TypeError')
    expect(errorText(Object.assign(new Error('secret'), { name: 'JsonRpcError', code: -32601 }), 200)).toBe('JsonRpcError -32601')
    expect(errorText(Object.assign(new Error('x'), { code: 'a secret?' }), 200)).toBe('Error')
  })

  it('shows what else a server answered', () => {
    expect(errorText({ reason: 'denied' }, 200)).toBe('{"reason":"denied"}')
    expect(errorText(undefined, 200)).toBeNull()
  })
})
