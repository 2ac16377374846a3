/** The requirements for every application. They are the titles of the tests and the rows of the table. */
export const ITEMS = {
  build: 'builds for production with the packed package, types checked',
  firstRender: 'says "connecting" first, on the server as in the browser',
  quiet: 'starts without an error or a warning in the console',
  dials: 'dials once, and never on the server',
  message: 'shows what the server says',
  echo: 'sends, and shows the answer',
  shared: 'shares one socket among components',
  recovery: 'comes back after the server was killed, and sends again',
  linger: 'closes after the linger time when the last component went, and dials anew for the next',
  tabs: 'shares one socket among tabs, until the last one is gone',
  development: 'runs in development with one socket and a quiet console',
  lifecycle: 'dials at once when the application comes to the front',
  headers: 'passes headers with the handshake',
} as const

export type Item = keyof typeof ITEMS
export const ITEM_NAMES = Object.keys(ITEMS) as Item[]

export interface Column {
  /** The head of the column. The version of `from` is appended. */
  readonly title: string
  /** The package whose version the head of the column shows. */
  readonly from: string
  /** The folder of the example. @default the name of the column */
  readonly example?: string
  /** Items that do not apply, each with the reason. */
  readonly without?: Partial<Record<Item, string>>
}

const NO_TABS = 'a page has a connection of its own; the SharedWorker is for sharing among tabs'
const NO_HEADERS = "a browser's WebSocket sends no headers of one's own"
const sharedByTabs = { headers: NO_HEADERS, lifecycle: "the browser's own signals are in the [fault table](reliability.md)" }
const inBrowser = { ...sharedByTabs, tabs: NO_TABS }

const OWN_RELOADS = 'its development server reloads the page by itself while it finds out what to bundle, so how many sockets there are says nothing'
const NO_PAGE = "it was run under React Native's preset of Jest, on no phone: there is no page, no console and no bundle"
const onPhone = { build: NO_PAGE, firstRender: NO_PAGE, quiet: NO_PAGE, dials: NO_PAGE, development: NO_PAGE, tabs: 'a phone has no tabs' }

/** The applications, keyed by the name of their test file. */
export const COLUMNS = {
  'vite-react': { title: 'React', from: 'react', without: inBrowser },
  'vite-vue': { title: 'Vue', from: 'vue', without: inBrowser },
  next: { title: 'Next', from: 'next', without: inBrowser },
  nuxt: { title: 'Nuxt', from: 'nuxt', without: { ...inBrowser, development: OWN_RELOADS } },
  preact: { title: 'Preact', from: 'preact', without: inBrowser },
  worker: { title: 'Worker, Vite', from: 'vite', example: 'workers', without: inBrowser },
  'shared-worker': { title: 'SharedWorker, Vite', from: 'vite', example: 'workers', without: sharedByTabs },
  'react-native': { title: 'React Native', from: 'react-native', without: onPhone },
} as const satisfies Record<string, Column>

export type ColumnName = keyof typeof COLUMNS
export const COLUMN_NAMES = Object.keys(COLUMNS) as ColumnName[]
