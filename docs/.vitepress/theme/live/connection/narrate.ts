import { channel, type Connection, type ConnectionSnapshot, type RecoveryVerdict } from 'websocket-store'
import { SYMBOLS, type FromServer, type ToServer } from './protocol'
import { createStore, type Store } from '../shared/store'
import { count, seconds, type Timeline } from './timeline'

/** The three channels answer within a moment of each other. They become one entry. */
const COLLECT_MS = 150

const ERRORS: Readonly<Record<string, string>> = {
  'connect-failed': 'The server refused the connection',
  'heartbeat-timeout': 'No answer to the heartbeat: the socket is replaced',
}

export interface Narration {
  /** The last important change, for screen readers. */
  readonly announcement: Store<string>
  /** Prices that `load` fetched after a gap. */
  loaded(prices: number): void
  stop(): void
}

/** Writes what the connection and its channels do into the timeline. */
export function narrate(connection: Connection<FromServer, ToServer, number>, timeline: Timeline, waiting: () => number): Narration {
  const announcement = createStore('')
  const verdicts: Record<RecoveryVerdict, number> = { fresh: 0, resumed: 0, gap: 0 }
  /** Prices that followed a resumed subscription, and prices that `load` fetched. */
  const missed = { resumed: 0, loaded: 0 }
  let lostAt: number | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  function report(): void {
    timer = undefined
    const { fresh, resumed, gap } = verdicts
    if (fresh > 0) timeline.add('good', `${count(fresh, 'channel')} subscribed`)
    if (resumed > 0) timeline.add('good', `${count(resumed, 'channel')} resumed: ${count(missed.resumed, 'missed price')} delivered`)
    if (gap > 0) timeline.add('wait', `${count(gap, 'channel')} with a gap: ${count(missed.loaded, 'missed price')} loaded`)
    Object.assign(verdicts, { fresh: 0, resumed: 0, gap: 0 })
    Object.assign(missed, { resumed: 0, loaded: 0 })
  }

  function collect(): void {
    clearTimeout(timer)
    timer = setTimeout(report, COLLECT_MS)
  }

  function onState(state: ConnectionSnapshot<FromServer>): void {
    if (state.phase === 'waiting' && state.retryAt !== null) {
      const delay = seconds(state.retryAt - Date.now())
      // The close or error that led to it is emitted after the state, in the same task.
      queueMicrotask(() => timeline.add('wait', `Retry ${state.attempt} in ${delay}`))
      announcement.set(`Not connected. Retry ${state.attempt} in ${delay}.`)
    } else if (state.phase === 'suspended') {
      timeline.add('wait', 'Your browser is offline')
    }
  }

  function onOpen(): void {
    const away = lostAt === null ? null : seconds(Date.now() - lostAt)
    lostAt = null
    timeline.add('good', away === null ? 'Connected' : `Connected again after ${away}`)
    if (waiting() > 0) timeline.add('good', `${count(waiting(), 'waiting message')} sent`)
    announcement.set(away === null ? 'Connected.' : `Connected again after ${away}.`)
  }

  const stops = [
    connection.on('state', onState),
    connection.on('open', onOpen),
    connection.on('close', ({ code, wasClean }) => {
      lostAt ??= Date.now()
      timeline.add('bad', `Closed with ${code}, ${wasClean ? 'in order' : 'without a close frame'}`)
    }),
    connection.on('error', ({ code }) => timeline.add('bad', ERRORS[code] ?? code)),
    connection.onMessage((message) => {
      if (message.type === 'subscribed') missed.resumed += message.missed
    }),
    ...SYMBOLS.map((symbol) =>
      channel(connection, symbol).onRecovery((verdict) => {
        verdicts[verdict]++
        collect()
      }),
    ),
  ]
  return {
    announcement,
    loaded(prices) {
      missed.loaded += prices
      collect()
    },
    stop() {
      clearTimeout(timer)
      stops.forEach((stop) => stop())
    },
  }
}
