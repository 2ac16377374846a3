import { systemClock } from '../../core/platform/clock'
import { notCloneable } from '../protocol/errors'
import type { AnyFunctions, Lent } from '../protocol/lending'
import type { WorkerMessage } from '../protocol/messages'
import { callFirst, createPageFunctions, type PageFunctions } from './page-functions'

export interface LendingPage extends PageFunctions {
  post(message: WorkerMessage): void
}

/** The functions that pages lend to the worker. */
export interface Lending {
  add(names: readonly string[], post: (message: WorkerMessage) => void): LendingPage
  /** @param first Pages that are called before others, in this order. */
  lentTo(first: () => readonly LendingPage[]): Lent<AnyFunctions>
}

export function createLending(timeoutMs: number): Lending {
  /** In the order in which they connected. */
  const pages = new Set<LendingPage>()

  return {
    add(names, post) {
      const functions = createPageFunctions(names, (call) => post({ type: 'abort', call }))
      const page: LendingPage = {
        ...functions,
        post,
        end() {
          pages.delete(page)
          functions.end()
        },
      }
      pages.add(page)
      return page
    },
    lentTo: (first) =>
      (async (name: string, ...args: unknown[]) => {
        const controller = new AbortController()
        const { signal } = controller
        const stopTimer = systemClock.setTimer(() => controller.abort(tooLate(name, timeoutMs)), timeoutMs)
        const lenders = () => [...new Set([...first(), ...pages])].filter(({ names }) => names.has(name))
        try {
          const returned = await callFirst(lenders, (page, isLast) => page.call((call) => invoke(page, call, name, args), signal, isLast), signal)
          if (!returned) throw notLent(name)
          return returned.result
        } finally {
          stopTimer()
        }
      }) as Lent<AnyFunctions>,
  }
}

function invoke(page: LendingPage, call: number, name: string, args: readonly unknown[]): void {
  try {
    page.post({ type: 'invoke', call, name, args })
  } catch (cause) {
    throw notCloneable(cause, `An argument of the lent function \`${name}\``)
  }
}

const tooLate = (name: string, timeoutMs: number) =>
  new Error(`The lent function \`${name}\` did not return within ${timeoutMs} ms. Make it faster, or raise \`lentTimeoutMs\` of serve().`)

const notLent = (name: string) =>
  new Error(`No page that is open lends the function \`${name}\`. Pass it to createTabsRegistry() in every page: { lend: { ${name}: … } }.`)
