const PER_LINE = 16

const hexOf = (byte: number) => byte.toString(16).padStart(2, '0')
const isPrintable = (byte: number) => byte >= 0x20 && byte < 0x7f

/** Lines with an offset, 16 bytes and their ASCII characters. `from` is a multiple of 16. */
export function hexOfBytes(bytes: Uint8Array, from = 0, to = bytes.length): string {
  let text = ''
  for (let offset = from; offset < to; offset += PER_LINE) {
    const line = [...bytes.subarray(offset, Math.min(offset + PER_LINE, to))]
    const left = line.slice(0, 8).map(hexOf).join(' ').padEnd(23)
    const right = line.slice(8).map(hexOf).join(' ').padEnd(23)
    const ascii = line.map((byte) => (isPrintable(byte) ? String.fromCharCode(byte) : '.')).join('')
    text += `${offset.toString(16).padStart(8, '0')}  ${left}  ${right}  ${ascii}\n`
  }
  return text
}
