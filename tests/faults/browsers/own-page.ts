import { inject, onTestFinished } from 'vitest'
import { commands } from 'vitest/browser'
import type { ConnectionOptions } from 'websocket-store'

/** A page apart from Vitest's, with a connection that the page reports on. */
export interface OwnPage {
  goto(url: string): Promise<void>
  evaluate<T>(expression: string): Promise<T>
  dial(url: string, options?: ConnectionOptions): Promise<void>
  /** What its connection and the browser told there. */
  told(): Promise<string[]>
  /** Waits until that was told last. */
  untilTold(last: string): Promise<string[]>
}

export interface OwnPageOptions {
  readonly isSecure?: boolean
  /** Behind another tab. */
  readonly isHidden?: boolean
}

const DEADLINE_MS = 10_000
const POLL_MS = 50

export async function openOwnPage({ isSecure = false, isHidden = false }: OwnPageOptions = {}): Promise<OwnPage> {
  const { plain, secure } = inject('pages')
  const page = await commands.openPage(`${isSecure ? secure : plain}/watched`, isHidden)
  onTestFinished(() => commands.closePage(page))
  const evaluate = async <T>(expression: string) => (await commands.evaluate(page, expression)) as T
  const told = () => evaluate<string[]>('window.told')
  return {
    goto: (url) => commands.goto(page, url),
    evaluate,
    told,
    dial: (url, options = {}) => evaluate(`void window.dial(${JSON.stringify(url)}, ${JSON.stringify(options)})`),
    async untilTold(last) {
      const end = performance.now() + DEADLINE_MS
      for (;;) {
        const all = await told()
        if (all.at(-1) === last) return all
        if (performance.now() > end) throw new Error(`waiting for ${last}, but it told ${all.join(', ')}`)
        await new Promise((resolve) => setTimeout(resolve, POLL_MS))
      }
    },
  }
}
