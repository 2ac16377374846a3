import { frameOf } from '../stream/frame'
import { serveStream } from '../stream/serve-stream'

/** Messages of about 200 bytes. */
const frames = Array.from({ length: 1000 }, (_, i) =>
  frameOf(
    JSON.stringify({
      type: 'price', channel: `prices/${i % 20}`, symbol: `SYM${i}`, seq: 100_000 + i, bid: 100 + i / 100, ask: 100.5 + i / 100, size: i * 7,
      venue: 'XNAS', flags: ['regular', 'firm'], note: 'quoted by the primary market maker of this venue',
    }),
  ),
)

serveStream(frames)
