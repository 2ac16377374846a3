import { spawn } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import type { Browser, BrowserPage } from './browser'
import { PARTS } from './required'
import { startSession, type WebDriverSession } from './web-driver'

const START_TIMEOUT_MS = 30_000
const RETRY_MS = 100

/** Runs a command until its standard input ends. That happens when this process ends, at the latest. Then xvfb-run can clean up. */
export const UNTIL_INPUT_ENDS = '"$0" "$@" & read -r _; kill $!'

/** Starts WebKitGTK with its driver, on a virtual screen. */
export async function startWebKit(): Promise<Browser> {
  const { session, title, pid, end } = await startWebKitSession()
  return {
    title,
    pid,
    open: () => openPage(session, 'window'),
    // A new tab opens behind the current tab.
    openHidden: () => openPage(session, 'tab'),
    end,
  }
}

interface StartedSession extends Pick<Browser, 'title' | 'pid' | 'end'> {
  readonly session: WebDriverSession
}

export async function startWebKitSession(): Promise<StartedSession> {
  const port = await freePort()
  const child = spawn(PARTS.screen.path, ['-a', 'sh', '-c', UNTIL_INPUT_ENDS, PARTS.webkit.path, `--port=${port}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  const quit = () => void child.stdin.end()
  try {
    const session = await untilStarted(() => startSession(`http://127.0.0.1:${port}`))
    return { session, title: `WebKitGTK ${String(session.capabilities.browserVersion)}`, pid: child.pid!, end: () => session.end().finally(quit) }
  } catch (error) {
    quit()
    throw error
  }
}

/**
 * Every call goes to the current window of the session. Even the call that opens a window needs one. So a page selects its
 * own window before each call, and does not close the window from which it was opened.
 */
async function openPage({ call }: WebDriverSession, type: 'window' | 'tab'): Promise<BrowserPage> {
  const home = await call('GET', '/window')
  const { handle } = (await call('POST', '/window/new', { type })) as { handle: string }
  const here = async (method: 'POST' | 'DELETE', path: string, body?: object): Promise<unknown> => {
    await call('POST', '/window', { handle })
    return call(method, path, body)
  }
  return {
    goto: async (url) => void (await here('POST', '/url', { url })),
    evaluate: (expression) => here('POST', '/execute/sync', { script: `return (${expression})`, args: [] }),
    async close() {
      await here('DELETE', '/window')
      await call('POST', '/window', { handle: home })
    },
  }
}

async function untilStarted<T>(start: () => Promise<T>): Promise<T> {
  const end = Date.now() + START_TIMEOUT_MS
  for (;;) {
    try {
      return await start()
    } catch (error) {
      if (Date.now() > end) throw error
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
    }
  }
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
