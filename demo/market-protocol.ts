/** Schemas for the messages of `/market`. Both sides validate what they receive, and the types come from the schemas. */
import { z } from 'zod'

// Without this, zod tries to compile the schemas, and the content security policy of the page reports each attempt.
z.config({ jitless: true })

const TREES =
  'ALD ASH ASP BEE BIR BOX CED CHE ELD ELM FIG FIR HAW HAZ HOL LAR LIM MAP OAK PIN PLU ROW SPR WIL YEW'.split(' ')
const PER_TREE = 40

export const MARKET_GROUPS: readonly { readonly tree: string; readonly symbols: readonly string[] }[] = TREES.map((tree) => ({
  tree,
  symbols: Array.from({ length: PER_TREE }, (_, index) => `${tree}${String(index + 1).padStart(2, '0')}`),
}))

/** About a thousand symbols. Each one is a channel. */
export const MARKET_SYMBOLS: readonly string[] = MARKET_GROUPS.flatMap(({ symbols }) => symbols)

const quote = z.object({
  type: z.literal('quote'),
  symbol: z.string(),
  /** Sequence number of the quotes of one symbol: each quote has the next one. */
  seq: z.int(),
  price: z.number(),
  /** Change since the server started, in per cent. */
  change: z.number(),
})

const history = z.object({
  type: z.literal('history'),
  id: z.string(),
  symbol: z.string(),
  /** Sequence number of the last price. */
  seq: z.int(),
  prices: z.array(z.number()),
  change: z.number(),
})

export const marketMessage = z.discriminatedUnion('type', [
  quote,
  history,
  /** The latest quote follows or, if the verdict is `resumed`, the missed quotes. */
  z.object({ type: z.literal('subscribed'), symbol: z.string(), verdict: z.enum(['fresh', 'resumed', 'gap']) }),
  z.object({ type: z.literal('refused'), symbol: z.string(), error: z.string() }),
  z.object({ type: z.literal('rate'), perSecond: z.number() }),
  z.object({ type: z.literal('error'), error: z.string() }),
])

/** The server puts several messages into a frame. */
export const marketFrame = z.array(marketMessage)

export const MAX_MARKET_RATE = 20_000

export const marketCommand = z.discriminatedUnion('type', [
  /** `since`: the sequence number of the last quote that the client has. */
  z.object({ type: z.literal('subscribe'), symbol: z.string(), since: z.int().optional() }),
  z.object({ type: z.literal('unsubscribe'), symbol: z.string() }),
  z.object({ type: z.literal('history'), id: z.string().optional(), symbol: z.string() }),
  /** Without a number it asks for the current rate. */
  z.object({ type: z.literal('rate'), perSecond: z.number().min(0).max(MAX_MARKET_RATE).optional() }),
])

export type MarketMessage = z.infer<typeof marketMessage>
export type MarketCommand = z.infer<typeof marketCommand>
export type Quote = z.infer<typeof quote>
export type QuoteHistory = z.infer<typeof history>
