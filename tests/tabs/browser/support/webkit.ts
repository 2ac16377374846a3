import { startWebKitSession } from '../../../faults/browsers/engines/webkit'
import type { WebDriverSession } from '../../../faults/browsers/engines/web-driver'
import type { Tab, TabsBrowser } from './tabs-browser'
import { waitFor } from './wait-for'

/**
 * WebKitGTK, driven over WebDriver. It cannot freeze a page. When a page crashes, the browser ends the session of the driver with
 * all its pages.
 */
export async function startWebKit(): Promise<TabsBrowser> {
  const { session, title, end } = await startWebKitSession()
  const home = (await session.call('GET', '/window')) as string
  const inTurn = createTurns()
  return {
    engine: title,
    openTab: (url) => inTurn(() => openTab(session, home, url, inTurn)),
    close: end,
  }
}

type InTurn = <T>(run: () => Promise<T>) => Promise<T>

/** Calls of several tabs must not mix: every call of the protocol goes to the current window. */
function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve()
  return (run) => {
    const result = last.then(run, run)
    last = result.catch(() => {})
    return result
  }
}

async function openTab({ call }: WebDriverSession, home: string, url: string, inTurn: InTurn): Promise<Tab> {
  // Even the call that opens a window needs a current one, and the last one may be closed.
  await call('POST', '/window', { handle: home })
  const { handle } = (await call('POST', '/window/new', { type: 'window' })) as { handle: string }
  const here = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) =>
    inTurn(async () => {
      await call('POST', '/window', { handle })
      return call(method, path, body)
    })
  const evaluate = (expression: string) => here('POST', '/execute/sync', { script: `return (${expression})`, args: [] })
  await call('POST', '/window', { handle })
  await call('POST', '/url', { url })
  const untilVisibility = (expected: string) => waitFor(`a ${expected} page`, () => evaluate('document.visibilityState'), (state) => state === expected)
  return {
    evaluate,
    close: async () => void (await here('DELETE', '/window')),
    navigate: async (to) => void (await here('POST', '/url', { url: to })),
    // The driver's own `back` waits for an event that a page from the page cache does not have.
    async back() {
      const before = await here('GET', '/url')
      await evaluate('void history.back()')
      await waitFor('the page before', () => here('GET', '/url'), (now) => now !== before)
      await waitFor('a loaded page', () => evaluate('document.readyState').catch(String), (state) => state === 'complete')
    },
    reload: async () => void (await here('POST', '/refresh', {})),
    async toBackground() {
      await here('POST', '/window/minimize', {})
      await untilVisibility('hidden')
    },
    async toFront() {
      // WebDriver §10.7.2: this restores a minimized window.
      await here('POST', '/window/rect', { x: 0, y: 0, width: 1024, height: 768 })
      await untilVisibility('visible')
    },
  }
}
