import { begin, countParses, countsNow, ended, measureLatency, nextFrame, nextTask, type Counts } from './probe'

/** What a page shows. */
export interface PageConfig {
  /**
   * `text`: the last message in a paragraph; `table`: in a table of 200 rows; `keyed`: each component shows the last
   * message of its key, all with one socket; `idle`: each component has its own socket; `sender`: shows nothing and sends.
   */
  readonly view: 'text' | 'table' | 'keyed' | 'idle' | 'sender'
  readonly components: number
  readonly url: string
  readonly extra?: 'parses' | 'latency'
}

/** Mounts candidates on the page with one framework. */
export interface Shell {
  mount(root: Element, config: PageConfig): void
  unmount(): void
  /** The send function of the mounted component. */
  sender(): (message: object) => void
}

/** The functions that the benchmark process calls. */
export interface Bench {
  mount(config: PageConfig): Promise<void>
  begin(components?: number): void
  ended(): Promise<void>
  counts(): Promise<Counts>
  /** Mounts and unmounts one component, the given number of times. */
  churn(config: PageConfig, times: number): Promise<void>
  send(count: number): Promise<void>
}

declare global {
  var bench: Bench
}

const SENDS_PER_TASK = 1000

export function install(shell: Shell): void {
  const root = document.querySelector('#root')!
  globalThis.bench = {
    async mount(config) {
      if (config.extra === 'parses') countParses()
      if (config.extra === 'latency') measureLatency(root)
      shell.mount(root, config)
      await nextFrame()
      await nextFrame()
    },
    begin,
    ended,
    counts: countsNow,
    async churn(config, times) {
      for (let i = 0; i < times; i++) {
        shell.mount(root, config)
        await nextTask()
        shell.unmount()
        await nextTask()
      }
    },
    async send(count) {
      const send = shell.sender()
      for (let i = 0; i < count; i++) {
        send({ type: 'order', symbol: 'ACME', quantity: i })
        if (i % SENDS_PER_TASK === 0) await nextTask()
      }
    },
  }
}
