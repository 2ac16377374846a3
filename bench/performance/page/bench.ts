import { begin, countParses, countsNow, ended, measureLatency, nextFrame, nextTask, type Counts } from './probe'

/** What a page is asked to show. */
export interface Scene {
  /**
   * `text`: the last message in a paragraph; `table`: in a table of 200 rows; `keyed`: each component shows the last
   * message of its key, all over one socket; `idle`: each has a socket of its own; `sender`: shows nothing and sends.
   */
  readonly view: 'text' | 'table' | 'keyed' | 'idle' | 'sender'
  readonly components: number
  readonly url: string
  readonly extra?: 'parses' | 'latency'
}

/** A framework's way to put candidates on the page. */
export interface Shell {
  mount(root: Element, scene: Scene): void
  unmount(): void
  /** The send function of what is mounted. */
  sender(): (message: object) => void
}

/** What the driver calls. */
export interface Bench {
  mount(scene: Scene): Promise<void>
  begin(components?: number): void
  ended(): Promise<void>
  counts(): Promise<Counts>
  /** Mounts and unmounts one component, over and over. */
  churn(scene: Scene, times: number): Promise<void>
  send(count: number): Promise<void>
}

declare global {
  var bench: Bench
}

const SENDS_IN_A_TASK = 1000

export function install(shell: Shell): void {
  const root = document.querySelector('#root')!
  globalThis.bench = {
    async mount(scene) {
      if (scene.extra === 'parses') countParses()
      if (scene.extra === 'latency') measureLatency(root)
      shell.mount(root, scene)
      await nextFrame()
      await nextFrame()
    },
    begin,
    ended,
    counts: countsNow,
    async churn(scene, times) {
      for (let i = 0; i < times; i++) {
        shell.mount(root, scene)
        await nextTask()
        shell.unmount()
        await nextTask()
      }
    },
    async send(count) {
      const send = shell.sender()
      for (let i = 0; i < count; i++) {
        send({ type: 'order', symbol: 'ACME', quantity: i })
        if (i % SENDS_IN_A_TASK === 0) await nextTask()
      }
    },
  }
}
