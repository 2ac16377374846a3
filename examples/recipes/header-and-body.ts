// A message in two frames: its header as JSON text, then its body as bytes. A header with `size: 0` has no body.
import { batch, type Codec } from 'websocket-store'

export interface Part<Header> {
  readonly header: Header
  readonly body: Uint8Array<ArrayBuffer>
}

const EMPTY = new Uint8Array()

/** Makes one codec for each socket: pass the function itself as `codec`. A header whose body was lost with its socket is forgotten. */
export function headerAndBody<Header extends object>(): Codec<Part<Header>, Part<Header>> {
  let waiting: (Header & { readonly size: number }) | null = null
  return {
    name: 'header-and-body',
    encode({ header, body }) {
      const first = JSON.stringify({ ...header, size: body.length })
      return batch(body.length > 0 ? [first, body] : [first])
    },
    decode(data) {
      if (typeof data === 'string') {
        if (waiting) throw new TypeError('a header came where a body was expected')
        const first = JSON.parse(data) as Header & { readonly size: number }
        waiting = first
        if (first.size > 0) return batch([])
      }
      if (!waiting) throw new TypeError('a body came without a header')
      const { size, ...header } = waiting
      waiting = null
      const body = typeof data === 'string' ? EMPTY : new Uint8Array(data as ArrayBuffer)
      if (body.length !== size) throw new TypeError(`a body of ${size} bytes was expected, ${body.length} came`)
      return { header: header as unknown as Header, body }
    },
  }
}
