import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Rollup } from 'vite'
import { afterEach, describe, expect, inject, it, vi } from 'vitest'

const { folder } = inject('packed')

/** Names and texts of the panel, its drawer and the inspector. Builds are searched for them, and for the files of the package. */
const PANEL_TEXTS = ['websocket-store-devtools', 'Go offline']
const DRAWER_TEXTS = [...PANEL_TEXTS, 'Open the WebSocket panel']
const INSPECTOR_TEXTS = ['Search connections and channels']
const ALL_TEXTS = [...DRAWER_TEXTS, ...INSPECTOR_TEXTS]

interface Application {
  readonly name: string
  /** An entry of the devtools. */
  readonly entry: string
  readonly imported: string
  /** The program around the panel, with `PANEL` where it is used. */
  readonly program: string
  /** What uses `panel`, which is the export named `imported`. */
  readonly use: string
  /** The texts in a bundle that uses it. */
  readonly texts: readonly string[]
}

const REACT = `
  import { createElement } from 'react'
  import { createRoot } from 'react-dom/client'
  import { useWebSocket } from 'websocket-store/react'
  const Page = () => createElement('output', null, useWebSocket('ws://127.0.0.1:1/').readyState)
  const children = []
  PANEL
  createRoot(document.body).render(createElement('div', null, createElement(Page), ...children))
`
const VUE = `
  import { createApp, h } from 'vue'
  import { useWebSocket } from 'websocket-store/vue'
  const children = []
  const page = { setup() { const { readyState } = useWebSocket('ws://127.0.0.1:1/'); return () => [h('output', readyState.value), ...children] } }
  const app = createApp(page)
  PANEL
  app.mount('body')
`
const PLAIN = `
  import { getDefaultRegistry } from 'websocket-store'
  getDefaultRegistry().connection('ws://127.0.0.1:1/').connect()
  PANEL
`

const APPLICATIONS: readonly Application[] = [
  { name: 'no framework', entry: 'devtools', imported: 'mountDevtools', program: PLAIN, use: 'panel()', texts: DRAWER_TEXTS },
  { name: 'React', entry: 'devtools/react', imported: 'WebSocketDevtools', program: REACT, use: 'children.push(createElement(panel))', texts: DRAWER_TEXTS },
  { name: 'Vue', entry: 'devtools/vue', imported: 'WebSocketDevtools', program: VUE, use: 'children.push(h(panel))', texts: DRAWER_TEXTS },
  { name: 'TanStack Devtools', entry: 'devtools/tanstack', imported: 'websocketDevtoolsPlugin', program: PLAIN, use: 'window.plugins = [panel()]', texts: PANEL_TEXTS },
  { name: 'Vue DevTools', entry: 'devtools/vue-devtools', imported: 'createVueDevtoolsPlugin', program: VUE, use: 'app.use(panel())', texts: INSPECTOR_TEXTS },
]

const guarded = (code: string) => `if (import.meta.env.DEV) { ${code} }`
const statically = ({ entry, imported }: Application) => `import { ${imported} as panel } from 'websocket-store/${entry}'\n`
const dynamically = ({ entry, imported, use }: Application) => `import('websocket-store/${entry}').then(({ ${imported}: panel }) => { ${use} })`

/** Builds a program with Vite, for production. Returns all its files and the modules of the package in them. */
async function buildOf(application: Application, variant: string, panel: string, before = ''): Promise<{ text: string; modules: string[] }> {
  const root = join(folder, `vite-${application.entry}-${variant}`)
  mkdirSync(root, { recursive: true })
  writeFileSync(join(root, 'index.html'), '<!doctype html><script type="module" src="./main.js"></script>')
  writeFileSync(join(root, 'main.js'), before + application.program.replace('PANEL', () => panel))
  // Vite takes `import.meta.env.DEV` from it. Here it is 'test'.
  vi.stubEnv('NODE_ENV', 'production')
  const built = (await build({ root, configFile: false, logLevel: 'silent', build: { write: false } })) as Rollup.RollupOutput
  const chunks = built.output.filter((file) => file.type === 'chunk')
  return {
    text: built.output.map((file) => (file.type === 'chunk' ? file.code : String(file.source))).join('\n'),
    modules: chunks
      .flatMap(({ modules }) => Object.entries(modules))
      .filter(([, { renderedLength }]) => renderedLength > 0)
      .map(([id]) => /websocket-store\/dist\/(.*)$/.exec(id.replaceAll('\\', '/'))?.[1] ?? '')
      .filter(Boolean),
  }
}

const ofDevtools = (modules: readonly string[]) => modules.filter((module) => module.includes('devtools'))
const foundIn = (text: string) => ALL_TEXTS.filter((each) => text.includes(each))

afterEach(() => vi.unstubAllEnvs())

describe.each(APPLICATIONS)('a production build of Vite with the devtools for $name', (application) => {
  it('contains nothing of them when their use is behind `import.meta.env.DEV`', async () => {
    const { text, modules } = await buildOf(application, 'static', guarded(application.use), statically(application))
    expect(modules).toContain('shared/core.mjs')
    expect(ofDevtools(modules)).toEqual([])
    expect(foundIn(text)).toEqual([])
  })

  it('contains nothing of them when they are imported behind `import.meta.env.DEV`', async () => {
    const { text, modules } = await buildOf(application, 'dynamic', guarded(dynamically(application)))
    expect(modules).toContain('shared/core.mjs')
    expect(ofDevtools(modules)).toEqual([])
    expect(foundIn(text)).toEqual([])
  })

  // Without this the tests above could search for the wrong things.
  it('contains them without that condition', async () => {
    const { text, modules } = await buildOf(application, 'unguarded', application.use, statically(application))
    expect(ofDevtools(modules)).toContain('shared/devtools.mjs')
    expect(foundIn(text)).toEqual(application.texts)
  })
})
