import { crc32, deflateSync, inflateSync } from 'node:zlib'

const MAX_COLOURS = 256
const SIGNATURE_BYTES = 8

interface Picture {
  readonly width: number
  readonly height: number
  /** One number for each pixel, row by row. */
  readonly colours: Uint32Array
}

/** The same screenshot with a palette, which makes it about four times smaller. Rare colours become similar ones. */
export function smallPng(screenshot: Buffer): Buffer {
  const { width, height, colours } = decode(screenshot)
  const counts = new Map<number, number>()
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1)
  const palette = paletteOf(counts)
  const indexes = new Map([...counts.keys()].map((colour) => [colour, nearest(colour, palette).index]))

  // Each row begins with its filter. None suits a palette best.
  const rows = Buffer.alloc((width + 1) * height)
  colours.forEach((colour, pixel) => void (rows[pixel + Math.floor(pixel / width) + 1] = indexes.get(colour)!))

  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8) // 8 bits for each pixel, a palette
  const entries = Buffer.alloc(palette.length * 3)
  palette.forEach((colour, index) => entries.writeUIntBE(colour, index * 3, 3))
  const signature = screenshot.subarray(0, SIGNATURE_BYTES)
  return Buffer.concat([signature, chunk('IHDR', header), chunk('PLTE', entries), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND')])
}

/** Reads what Chromium writes: 8 bits for each of three channels, without interlacing. */
function decode(png: Buffer): Picture {
  const parts: Buffer[] = []
  for (let at = SIGNATURE_BYTES; at < png.length; at += png.readUInt32BE(at) + 12)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  const [width, height, format] = [png.readUInt32BE(16), png.readUInt32BE(20), png.readUInt16BE(24)]
  if (format !== 0x0802) throw new Error(`The screenshot has the format ${format.toString(16)} instead of 8-bit RGB.`)

  const raw = inflateSync(Buffer.concat(parts))
  const stride = width * 3
  const colours = new Uint32Array(width * height)
  let above: Uint8Array = new Uint8Array(stride)
  for (let y = 0; y < height; y++) {
    const start = y * (stride + 1)
    const row = raw.subarray(start + 1, start + 1 + stride)
    unfilter(row, above, raw[start]!)
    for (let x = 0; x < width; x++) colours[y * width + x] = row.readUIntBE(x * 3, 3)
    above = row
  }
  return { width, height, colours }
}

/** PNG specification, 9.2: each byte is the difference from a prediction. */
function unfilter(row: Uint8Array, above: Uint8Array, filter: number): void {
  for (let index = 0; index < row.length; index++) {
    const left = row[index - 3] ?? 0
    const up = above[index]!
    const upLeft = above[index - 3] ?? 0
    const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, upLeft)][filter]!
    row[index] = row[index]! + predicted
  }
}

function paeth(left: number, up: number, upLeft: number): number {
  const estimate = left + up - upLeft
  const [toLeft, toUp, toUpLeft] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - upLeft)]
  if (toLeft <= toUp && toLeft <= toUpLeft) return left
  return toUp <= toUpLeft ? up : upLeft
}

function chunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const length = Buffer.alloc(4)
  const sum = Buffer.alloc(4)
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** The most frequent colours, then those that they represent worst. */
function paletteOf(counts: ReadonlyMap<number, number>): number[] {
  const frequent = [...counts].sort(([, a], [, b]) => b - a).map(([colour]) => colour)
  const palette = frequent.slice(0, MAX_COLOURS * 0.75)
  const errors = new Map(frequent.slice(palette.length).map((colour) => [colour, nearest(colour, palette).distance]))
  while (palette.length < MAX_COLOURS && errors.size > 0) {
    const [worst] = [...errors].reduce((a, b) => (b[1] > a[1] ? b : a))
    palette.push(worst)
    errors.delete(worst)
    for (const [colour, error] of errors) errors.set(colour, Math.min(error, distance(colour, worst)))
  }
  return palette
}

function nearest(colour: number, palette: readonly number[]): { index: number; distance: number } {
  let best = { index: 0, distance: Infinity }
  palette.forEach((each, index) => {
    const far = distance(colour, each)
    if (far < best.distance) best = { index, distance: far }
  })
  return best
}

const channels = (colour: number) => [colour >> 16, (colour >> 8) & 255, colour & 255] as const

function distance(a: number, b: number): number {
  const [r, g, blue] = channels(a)
  const [otherR, otherG, otherBlue] = channels(b)
  return (r - otherR) ** 2 + (g - otherG) ** 2 + (blue - otherBlue) ** 2
}
