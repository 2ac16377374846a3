import { createApp, defineComponent, h, watch, type App, type Component, type Ref, type VNode } from 'vue'
import { install, type Scene } from './bench'
import { called, rendered, saw } from './probe'
import { rowsFor } from './table'
import { keyOf, type Tick } from './tick'

export type Send = (message: object) => void

interface Props {
  readonly url: string
  readonly name?: string | undefined
}

/** The same few things, done with one library. */
export interface VueCandidate {
  /** The last message of the socket at that url; `onMessage` is called for each. */
  useLast(url: string, onMessage: () => void): Readonly<Ref<Tick | undefined>>
  useSend(url: string): Send
  /** In the setup of the component above those who share. */
  share?(url: string): void
  /** The last message of one key, where many components share the socket. */
  useKeyed?(url: string, key: string): Readonly<Ref<Tick | undefined>>
}

export function runVue({ useLast, useSend, share, useKeyed }: VueCandidate): void {
  /** A component that shows the value of a ref, and counts what it sees. */
  const shower = (props: readonly string[], use: (props: Props) => Readonly<Ref<Tick | undefined>>, show: (tick: Tick | undefined) => VNode): Component<Props> => ({
    props: [...props],
    setup(given: Props) {
      const tick = use(given)
      watch(tick, saw, { flush: 'post' })
      return () => {
        rendered()
        return show(tick.value)
      }
    },
  })

  const paragraph = (tick: Tick | undefined) => h('p', tick?.seq)
  const Text = shower(['url'], ({ url }) => useLast(url, called), paragraph)
  const Keyed = shower(['url', 'name'], ({ url, name = '' }) => useKeyed!(url, name), paragraph)
  const Table = shower(
    ['url'],
    ({ url }) => useLast(url, called),
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

  const contents = ({ view, components, url }: Scene) => {
    const indices = Array.from({ length: components }, (_, i) => i)
    if (view === 'table') return h(Table, { url })
    if (view === 'sender') return h(Sender, { url })
    if (view === 'keyed') return indices.map((i) => h(Keyed, { key: i, url, name: keyOf(i) }))
    if (view === 'idle') return indices.map((i) => h(Text, { key: i, url: `${url}/${i}` }))
    return indices.map((i) => h(Text, { key: i, url }))
  }

  let app: App | null = null
  install({
    mount(element, scene) {
      app?.unmount()
      app = createApp(
        defineComponent(() => {
          if (scene.view === 'keyed') share?.(scene.url)
          return () => contents(scene)
        }),
      )
      app.mount(element)
    },
    unmount: () => app?.unmount(),
    sender: () => send,
  })
}
