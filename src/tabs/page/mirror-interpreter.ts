import { Interpreter } from '../../core/connection/interpreter'
import type { ConnectionHost } from '../../core/connection/host'
import type { LiveOptions } from '../../core/connection/live-options'
import { emitFailure } from '../../core/connection/unheard-failures'
import { isUsable } from '../../core/policy/machine-state'
import type { MachineEvent } from '../../core/policy/machine-types'
import { normalizeUrl } from '../../core/policy/url'
import { failure, type ConnectionError } from '../../core/vocabulary/errors'
import type { AttemptContext } from '../../core/vocabulary/events'
import type { MessageEventLike, Unsubscribe } from '../../core/vocabulary/wire'
import { connectionErrorFrom, fromSent } from '../protocol/errors'
import type { ConnectionNews, Location, RemoteState } from '../protocol/messages'
import { createListening, type Listening } from './listening'
import { INITIAL_MIRROR, mirror, type MirrorEvent, type MirrorState } from './mirror'
import { passing } from './remote-options'
import type { RemoteReplies } from './requests'
import type { RemoteResponders } from './responders'
import type { Line } from './session'
import { VirtualAttempt, type VirtualSocket } from './virtual-socket'

/** Has a scheme, so that no address makes it valid. */
const INVALID_URL = 'invalid:'

interface Renewal {
  resolve(): void
  reject(error: unknown): void
}

/** What receives the worker's news of channels. */
export interface ChannelNews {
  receive(news: Extract<ConnectionNews, { type: 'topic' | 'recovery' | 'history' | 'routed' }>): void
  /** The connection is wanted again, and the worker knows no channel of it yet. */
  wanted(): void
}

/** A connection whose state is decided by the worker. Everything that users see is made as for any other connection. */
export class MirrorInterpreter extends Interpreter<unknown, unknown> {
  declare state: MirrorState
  replies: RemoteReplies | null = null
  channels: ChannelNews | null = null
  responders: RemoteResponders | null = null
  /** The message that came last, for channels that share it. */
  #last: { readonly message: unknown; readonly event: MessageEventLike } | null = null
  readonly #line: Line
  readonly #identity: string | null
  readonly #renewals = new Map<number, Renewal>()
  readonly #listening: Listening
  #error: { readonly number: number; readonly error: ConnectionError } | null = null

  constructor(host: ConnectionHost, options: LiveOptions<unknown, unknown>, line: Line, identity: string | null) {
    super(host, options)
    this.state = INITIAL_MIRROR
    this.#line = line
    this.#identity = identity
    const isNeeded = () => this.listeners.size('message') > 0 || this.options.get('history') > 0
    this.#listening = createListening(this.store, isNeeded, () => this.state.lease !== 'none', (isOn) => line.post({ type: 'listen', isOn }))
  }

  override decide(event: MachineEvent): MirrorState {
    const { options, host: { clock } } = this
    const settings = { lingerMs: options.get('lingerMs'), closeTimeoutMs: options.get('closeTimeoutMs'), reconnect: options.get('reconnect') }
    return mirror(this.state, event, { now: clock.now(), random: clock.random(), settings })
  }

  override startAttempt(): VirtualAttempt {
    return new VirtualAttempt(this.#line.post, () => this.#renew())
  }

  override handle(end: () => void): Unsubscribe {
    const stop = super.handle(() => {
      end()
      this.#listening.check()
    })
    this.#listening.check()
    return stop
  }

  override optionsChanged(): void {
    super.optionsChanged()
    this.#listening.check()
  }

  override codec() {
    return passing
  }

  override step(event: MachineEvent): void {
    const previous = this.state
    // First, so that what listeners send follows it.
    super.step(event)
    this.#request(previous, event)
    if (!isUsable(this.state)) this.#endRenewals(this.state.error)
  }

  /** Tells the worker what changed in the demand of this page. */
  #request(previous: MirrorState, event: MirrorEvent): void {
    const { lease, epoch, closedBy, closeWith, phase } = this.state
    const { post } = this.#line
    if (lease === 'held' && previous.lease === 'held' && epoch !== previous.epoch && event.type !== 'detached' && event.type !== 'awake')
      post({ type: 'retry', epoch, isReconnect: event.type === 'reconnect' })
    else if (lease === 'held' && epoch !== previous.epoch) this.#want(event.type === 'reconnect')
    else if (previous.lease === 'held' && lease !== 'held' && event.type !== 'asleep' && event.type !== 'unserved')
      post({ type: 'leave', epoch, closing: closedBy === 'user' ? closeWith : null })
    if (event.type === 'ping' && phase === 'open') post({ type: 'ping' })
    if (event.type === 'signal' && lease === 'held' && event.signal !== 'hidden' && event.signal !== 'frozen' && event.signal !== 'offline')
      post({ type: 'probe', signal: event.signal })
    if (lease === 'none' && (phase === 'idle' || phase === 'closed')) this.#line.close()
  }

  #want(isReconnect: boolean): void {
    const { epoch } = this.state
    const url = this.options.given('url')!
    const protocols = this.options.given('protocols')
    const key = this.options.given('key')
    this.#line.open((news) => this.#receive(news), this.options.get('connectTimeoutMs'))
    this.#line.post({
      type: 'want',
      epoch,
      identity: this.#identity,
      key,
      url: typeof url === 'function' ? null : this.#absolute(url),
      protocols: typeof protocols === 'function' ? null : protocols,
      isReconnect,
      isListening: this.#listening.isOn,
    })
    this.channels?.wanted()
    this.responders?.wanted()
  }

  /** What is wrong with it is found by the worker, whose address is another one. */
  #absolute(url: string | URL): string {
    try {
      return normalizeUrl(url, this.host.baseUrl())
    } catch (error) {
      return (error as ConnectionError).code === 'insecure-url' ? String(url) : INVALID_URL
    }
  }

  /** The state arrives before the answer. */
  #endRenewals(error: ConnectionError | null): void {
    for (const { reject } of this.#renewals.values()) reject(error?.code.startsWith('handshake') ? error : failure('handshake-failed', error))
    this.#renewals.clear()
  }

  /** For one attempt of the worker. */
  async #locate(context: AttemptContext): Promise<Location> {
    const [url, protocols] = await Promise.all(
      [this.options.given('url')!, this.options.given('protocols')].map(async (each) => (typeof each === 'function' ? each(context) : each)),
    )
    return { url: this.#absolute(url as string | URL), protocols: protocols as Location['protocols'] }
  }

  #renew(): Promise<void> {
    return new Promise((resolve, reject) => {
      const call = this.state.renewals
      this.#renewals.set(call, { resolve, reject })
      this.#line.post({ type: 'renew', call })
    })
  }

  #receive(news: ConnectionNews): void {
    switch (news.type) {
      case 'state':
        return this.#mirror(news.epoch, news.state)
      case 'left':
        return this.dispatch(news as never)
      case 'unserved':
        if (news.epoch >= this.state.epoch) this.dispatch({ type: 'unserved', error: connectionErrorFrom(news.error) } as never)
        return
      case 'message':
        this.#last = { message: news.message, event: { type: 'message', data: news.message } as MessageEventLike }
        return this.receive(this.#last.event)
      case 'latest':
        // It came before the page listened: no event.
        this.latest = { data: news.message, lastMessage: { type: 'message', data: news.message } as MessageEventLike }
        return this.store.changed()
      case 'error':
        return emitFailure(this, connectionErrorFrom(news.error))
      case 'dropped':
        return this.listeners.emit('drop', { message: news.message, reason: news.reason, ...(news.error && { error: fromSent(news.error) }) })
      case 'taken':
        return (this.attempt?.socket as VirtualSocket | null | undefined)?.taken(news.number, news.bufferedAmount)
      case 'renewed': {
        const renewal = this.#renewals.get(news.call)
        this.#renewals.delete(news.call)
        return news.error ? renewal?.reject(fromSent(news.error)) : renewal?.resolve()
      }
      case 'reply':
        return this.replies?.receive(news.call, { result: news.result, isLast: news.isLast, error: null })
      case 'refused':
        return this.replies?.receive(news.call, { result: undefined, isLast: true, error: news.error })
      case 'locate': {
        const { call, attempt, lastClose } = news
        return this.#line.run(call, (signal) => this.#locate({ attempt, lastClose, signal }))
      }
      case 'ask':
        return this.responders?.receive(news.call, news.request)
      default:
        return this.channels?.receive(news)
    }
  }

  /** The message that a channel shares with the connection. */
  get last() {
    return this.#last
  }

  #mirror(epoch: number, state: RemoteState): void {
    const { error, errorNumber, latencyMs } = state
    if (error && this.#error?.number !== errorNumber) this.#error = { number: errorNumber, error: connectionErrorFrom(error) }
    this.dispatch({ type: 'mirrored', epoch, state, error: error && this.#error!.error } as never)
    if (latencyMs !== null && this.state.phase === 'open' && this.heartbeat().latencyMs !== latencyMs) {
      this.heartbeat().latencyMs = latencyMs
      this.store.changed()
    }
  }
}
