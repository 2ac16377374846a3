import { createApp, defineComponent, h, watch, type App, type Component, type Ref, type VNode } from 'vue'
import { install, type PageConfig } from './bench'
import { recordMessage, recordRender, recordValue } from './probe'
import { rowsFor } from './table'
import { keyOf, type Tick } from './tick'

export type Send = (message: object) => void

interface Props {
  readonly url: string
  readonly name?: string | undefined
}

/** The operations that each library must implement. */
export interface VueCandidate {
  /** The last message of the socket at that url; `onMessage` is called for each. */
  useLast(url: string, onMessage: () => void): Readonly<Ref<Tick | undefined>>
  useSend(url: string): Send
  /** Called in the setup of the parent of the components that share a socket. */
  share?(url: string): void
  /** The last message of one key. Many components share the socket. */
  useKeyed?(url: string, key: string): Readonly<Ref<Tick | undefined>>
}

export function runVue({ useLast, useSend, share, useKeyed }: VueCandidate): void {
  /** Defines a component that shows the value of a ref and records its renders and values. */
  const defineTickComponent = (props: readonly string[], use: (props: Props) => Readonly<Ref<Tick | undefined>>, show: (tick: Tick | undefined) => VNode): Component<Props> => ({
    props: [...props],
    setup(values: Props) {
      const tick = use(values)
      watch(tick, recordValue, { flush: 'post' })
      return () => {
        recordRender()
        return show(tick.value)
      }
    },
  })

  const paragraph = (tick: Tick | undefined) => h('p', tick?.seq)
  const Text = defineTickComponent(['url'], ({ url }) => useLast(url, recordMessage), paragraph)
  const Keyed = defineTickComponent(['url', 'name'], ({ url, name = '' }) => useKeyed!(url, name), paragraph)
  const Table = defineTickComponent(
    ['url'],
    ({ url }) => useLast(url, recordMessage),
    (tick) =>
      h(
        'table',
        h(
          'tbody',
          rowsFor(tick).map(({ id, isLatest, cells }) =>
            h(
              'tr',
              { key: id, class: isLatest ? 'latest' : 'row' },
              cells.map((cell) => h('td', cell)),
            ),
          ),
        ),
      ),
  )

  let send: Send = () => {}
  const Sender: Component<Props> = {
    props: ['url'],
    setup({ url }: Props) {
      send = useSend(url)
      return () => null
    },
  }

  const contents = ({ view, components, url }: PageConfig) => {
    const indices = Array.from({ length: components }, (_, i) => i)
    if (view === 'table') return h(Table, { url })
    if (view === 'sender') return h(Sender, { url })
    if (view === 'keyed') return indices.map((i) => h(Keyed, { key: i, url, name: keyOf(i) }))
    if (view === 'idle') return indices.map((i) => h(Text, { key: i, url: `${url}/${i}` }))
    return indices.map((i) => h(Text, { key: i, url }))
  }

  let app: App | null = null
  install({
    mount(element, config) {
      app?.unmount()
      app = createApp(
        defineComponent(() => {
          if (config.view === 'keyed') share?.(config.url)
          return () => contents(config)
        }),
      )
      app.mount(element)
    },
    unmount: () => app?.unmount(),
    sender: () => send,
  })
}
