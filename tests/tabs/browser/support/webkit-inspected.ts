import { execFile, spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { promisify } from 'node:util'
import { freePort, UNTIL_INPUT_ENDS } from '../../../faults/browsers/engines/webkit'
import { PARTS } from '../../../faults/browsers/engines/required'
import { connectInspector, type Inspector } from './inspector'
import { killPageOf } from './page-process'
import type { Tab, TabsBrowser } from './tabs-browser'
import { waitFor } from './wait-for'

const START_TIMEOUT_MS = 30_000

/**
 * WebKitGTK without a driver: its remote inspector evaluates in the pages. With a driver, the crash of one page ends the session of
 * all. These tabs cannot be sent to the background.
 */
export async function startInspectedWebKit(): Promise<TabsBrowser> {
  const browser = miniBrowser()
  const address = `127.0.0.1:${await freePort()}`
  const options = ['--private', '--enable-developer-extras=true', '--javascript-can-open-windows-automatically=true']
  const child = spawn(PARTS.screen.path, ['-a', 'sh', '-c', UNTIL_INPUT_ENDS, browser, ...options, 'about:blank#home'], {
    env: { ...process.env, WEBKIT_INSPECTOR_HTTP_SERVER: address },
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  const quit = async () => void child.stdin.end()
  const attach = async (part: string): Promise<Inspector> => {
    const paths = await waitFor(`a page ${part}`, () => pathsOf(address, part), ({ length }) => length > 0, START_TIMEOUT_MS)
    return connectInspector(`ws://${address}${paths[0]}`)
  }
  try {
    const home = await attach('#home')
    const { stdout } = await promisify(execFile)(PARTS.screen.path, ['-a', browser, '--version'])
    let opened = 0
    return {
      engine: stdout.trim(),
      async openTab(url) {
        const mark = `#tab-${++opened}`
        // Without `noopener` it would share the process of the opener.
        await home.evaluate(`void window.open(${JSON.stringify(url + mark)}, '_blank', 'noopener')`)
        const inspector = await attach(mark)
        const isLoaded = `location.href.endsWith('${mark}') && document.readyState === 'complete'`
        await waitFor('a loaded page', () => inspector.evaluate(isLoaded), (value) => value === true)
        return tabOf(inspector, child.pid!)
      },
      close: quit,
    }
  } catch (error) {
    await quit()
    throw error
  }
}

function tabOf({ evaluate, disconnect }: Inspector, browserPid: number): Tab {
  const untilLoaded = () => waitFor('a loaded page', () => evaluate('document.readyState').catch(String), (state) => state === 'complete')
  let isCrashed = false
  const leave = async (expression: string) => {
    // The next page does not have it.
    await evaluate('void (globalThis.isBefore = true)')
    await evaluate(expression)
    await waitFor('another page', () => evaluate('!globalThis.isBefore').catch(() => false), (isAnother) => isAnother === true)
    await untilLoaded()
  }
  return {
    evaluate,
    navigate: (url) => leave(`void (location.href = ${JSON.stringify(url)})`),
    back: () => leave('void history.back()'),
    reload: () => leave('void location.reload()'),
    async close() {
      // The browser shows an error page in its place, which nothing can close.
      if (!isCrashed) await evaluate('void window.close()')
      disconnect()
    },
    async crash() {
      await killPageOf({ evaluate, browserPid, isOfPages: (command) => command.includes('WebKitWebProcess') })
      isCrashed = true
    },
  }
}

/** The inspector's list of pages is a page for humans. */
async function pathsOf(address: string, part: string): Promise<readonly string[]> {
  const response = await fetch(`http://${address}/`).catch(() => null)
  const pages = (await response?.text())?.matchAll(/targeturl">([^<]*)<.*?(\/socket\/\d+\/\d+\/\w+)/g) ?? []
  return [...pages].filter(([, url]) => url!.includes(part)).map(([, , path]) => path!)
}

/** The browser that the driver starts, too. Its folder contains the name of the machine's architecture. */
function miniBrowser(): string {
  const path = readdirSync('/usr/lib')
    .map((folder) => `/usr/lib/${folder}/webkit2gtk-4.1/MiniBrowser`)
    .find((each) => existsSync(each))
  if (path) return path
  throw new Error(`No MiniBrowser in /usr/lib/*/webkit2gtk-4.1. Install it (Debian: apt-get install ${PARTS.webkit.package}).`)
}
