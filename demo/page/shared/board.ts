import type { TickerMessage, TickerSymbol } from '../../protocol'

export interface Board {
  readonly perSecond: number
  readonly prices: Readonly<Partial<Record<TickerSymbol, number>>>
}

export const emptyBoard: Board = { perSecond: 10, prices: {} }

/** Applies one message to the latest prices. */
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

/** The rates on the page. The server accepts any rate up to 10,000. */
export const RATES = [10, 100, 1000, 5000] as const
