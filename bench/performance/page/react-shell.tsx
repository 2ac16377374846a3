import { useEffect, type ComponentType, type PropsWithChildren, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import { install, type PageConfig } from './bench'
import { recordMessage, recordRender, recordValue } from './probe'
import { rowsFor } from './table'
import { keyOf, type Tick } from './tick'

export type Send = (message: object) => void

/** The operations that each library must implement. The names begin with `use` because they are hooks. */
export interface ReactCandidate {
  /** The last message of the socket at that url; `onMessage` is called for each. */
  useLast(url: string, onMessage: () => void): Tick | undefined
  useSend(url: string): Send
  /** The last message of one key. Many components share the socket. */
  useKeyed?(url: string, key: string): Tick | undefined
  /** Wraps the components that share a socket, if the library needs it. */
  Shared?: ComponentType<PropsWithChildren<{ url: string }>>
}

const NoWrapper = ({ children }: PropsWithChildren<{ url: string }>) => children

export function runReact({ useLast, useSend, useKeyed, Shared = NoWrapper }: ReactCandidate): void {
  function Text({ url }: { url: string }) {
    const tick = useLast(url, recordMessage)
    recordRender()
    useEffect(() => recordValue(tick), [tick])
    return <p>{tick?.seq}</p>
  }

  function Table({ url }: { url: string }) {
    const tick = useLast(url, recordMessage)
    recordRender()
    useEffect(() => recordValue(tick), [tick])
    return (
      <table>
        <tbody>
          {rowsFor(tick).map(({ id, isLatest, cells }) => (
            <tr key={id} className={isLatest ? 'latest' : 'row'}>
              {cells.map((cell, i) => (
                <td key={i}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    )
  }

  function Keyed({ url, name }: { url: string; name: string }) {
    const tick = useKeyed!(url, name)
    recordRender()
    useEffect(() => recordValue(tick), [tick])
    return <p>{tick?.seq}</p>
  }

  let send: Send = () => {}
  function Sender({ url }: { url: string }) {
    const current = useSend(url)
    useEffect(() => {
      send = current
    }, [current])
    return null
  }

  function Page({ view, components, url }: PageConfig) {
    const indices = Array.from({ length: components }, (_, i) => i)
    if (view === 'table') return <Table url={url} />
    if (view === 'sender') return <Sender url={url} />
    if (view === 'keyed')
      return (
        <Shared url={url}>
          {indices.map((i) => (
            <Keyed key={i} url={url} name={keyOf(i)} />
          ))}
        </Shared>
      )
    if (view === 'idle') return indices.map((i) => <Text key={i} url={`${url}/${i}`} />)
    return indices.map((i) => <Text key={i} url={url} />)
  }

  let root: Root | null = null
  const show = (element: Element, content: ReactNode) => {
    root ??= createRoot(element)
    flushSync(() => root?.render(content))
  }

  install({
    mount: (element, config) => show(element, <Page {...config} />),
    unmount: () => flushSync(() => root?.render(null)),
    sender: () => send,
  })
}
