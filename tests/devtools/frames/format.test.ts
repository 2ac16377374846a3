import { describe, expect, it } from 'vitest'
import { formatSize, formatTime, HIDDEN, previewOf, roleOf } from '../../../src/devtools/panel/frames/format'
import { hexOfBytes } from '../../../src/devtools/panel/frames/hex'
import { fakeFrame } from '../support/fake-session'

describe('sizes and times', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [1_234_567, '1.2 MB'],
    [5e12, '5000.0 GB'],
  ])('shows %i bytes as %s', (bytes, text) => expect(formatSize(bytes)).toBe(text))

  it('shows the time since the first frame, also of a frame before it', () => {
    expect(formatTime(2500, 1000)).toBe('+1.500 s')
    expect(formatTime(900, 1000)).toBe('-0.100 s')
  })

  it('shows the local time of day with milliseconds', () => {
    expect(formatTime(new Date(2026, 0, 2, 3, 4, 5, 6).getTime(), null)).toBe('03:04:05.006')
  })
})

describe('the preview', () => {
  it('is one line, cut', () => {
    expect(previewOf(fakeFrame(1, { data: 'first\r\n\tsecond\u2028third' }))).toBe('first second third')
    expect(previewOf(fakeFrame(1, { data: 'x'.repeat(5000) }))).toHaveLength(200)
  })

  it('shows the first bytes of binary data', () => {
    expect(previewOf(fakeFrame(1, { data: new Uint8Array([0, 15, 255]) }))).toBe('00 0f ff')
    expect(previewOf(fakeFrame(1, { data: new Uint8Array(5000) })).split(' ')).toHaveLength(48)
  })

  it('says why the data of a handshake is missing', () => expect(previewOf(fakeFrame(1, { data: null }))).toBe(HIDDEN))
})

it('shows what became of a frame', () => {
  expect(roleOf(fakeFrame(1))).toBe('message')
  expect(roleOf(fakeFrame(1, { note: 'dropped' }))).toBe('dropped')
  expect(roleOf(fakeFrame(1, { role: 'heartbeat', note: 'muted' }))).toBe('heartbeat, muted')
})

describe('the hex view', () => {
  it('has an offset, 16 bytes and their characters in each line', () => {
    const bytes = new TextEncoder().encode('Hello, wide world\u0000')
    expect(hexOfBytes(bytes).split('\n')).toEqual([
      '00000000  48 65 6c 6c 6f 2c 20 77  69 64 65 20 77 6f 72 6c  Hello, wide worl',
      `00000010  64 00${' '.repeat(45)}d.`,
      '',
    ])
  })

  it('shows a part', () => expect(hexOfBytes(new Uint8Array(64), 32, 48)).toMatch(/^00000020 .*\n$/))
})
