import { inject, onTestFinished } from 'vitest'
import { commands } from 'vitest/browser'
import type { ConnectionOptions } from 'websocket-store'

/** A page that is not Vitest's page. It records the events of its connection. */
export interface OwnPage {
  goto(url: string): Promise<void>
  evaluate<T>(expression: string): Promise<T>
  dial(url: string, options?: ConnectionOptions): Promise<void>
  /** The events of its connection and of the browser. */
  events(): Promise<string[]>
  /** Waits until this is the latest event. */
  untilEvent(last: string): Promise<string[]>
}

export interface OwnPageOptions {
  readonly isSecure?: boolean
  /** Opens the page in a hidden tab. */
  readonly isHidden?: boolean
}

const DEADLINE_MS = 10_000
const POLL_MS = 50

export async function openOwnPage({ isSecure = false, isHidden = false }: OwnPageOptions = {}): Promise<OwnPage> {
  const { plain, secure } = inject('pages')
  const page = await commands.openPage(`${isSecure ? secure : plain}/watched`, isHidden)
  onTestFinished(() => commands.closePage(page))
  const evaluate = async <T>(expression: string) => (await commands.evaluate(page, expression)) as T
  const events = () => evaluate<string[]>('window.events')
  return {
    goto: (url) => commands.goto(page, url),
    evaluate,
    events,
    dial: (url, options = {}) => evaluate(`void window.dial(${JSON.stringify(url)}, ${JSON.stringify(options)})`),
    async untilEvent(last) {
      const end = performance.now() + DEADLINE_MS
      for (;;) {
        const all = await events()
        if (all.at(-1) === last) return all
        if (performance.now() > end) throw new Error(`waiting for ${last}, but the events are ${all.join(', ')}`)
        await new Promise((resolve) => setTimeout(resolve, POLL_MS))
      }
    },
  }
}
