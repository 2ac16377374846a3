import type { TickerMessage, TickerSymbol } from '../../protocol'

export interface Board {
  readonly perSecond: number
  readonly prices: Readonly<Partial<Record<TickerSymbol, number>>>
}

export const emptyBoard: Board = { perSecond: 10, prices: {} }

/** The latest price of each symbol after one more message. */
export const foldBoard = (board: Board, message: TickerMessage): Board => {
  switch (message.type) {
    case 'tick':
      return { ...board, prices: { ...board.prices, [message.symbol]: message.price } }
    case 'rate':
      return { ...board, perSecond: message.perSecond }
    case 'error':
      return board
  }
}

/** What the page offers; the server takes any rate up to 10,000. */
export const RATES = [10, 100, 1000, 5000] as const
