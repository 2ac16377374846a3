import { lazy, Suspense } from 'react'
import useWebSocket from 'websocket-store/compat/react-use-websocket'
import { usePrices } from './hooks'

const Settings = lazy(async () => {
  const { ReadyState } = await import(/* @vite-ignore */ 'websocket-store/compat/react-use-websocket')
  return { default: () => <p>{Object.keys(ReadyState).join(', ')}</p> }
})

// Some bundlers put the hook into an object.
const useSocket = (useWebSocket as unknown as { default?: typeof useWebSocket }).default ?? useWebSocket

export const wrap = <T,>(value: T) => ({ value })

export function App() {
  const { prices, isOpen } = usePrices('wss://example.org/prices')
  const { sendMessage } = useSocket('wss://example.org/prices', { share: true }, isOpen)
  return (
    <main title="import useWebSocket from 'react-use-websocket'">
      <p>Don't write import useWebSocket from 'react-use-websocket' here: it's text.</p>
      <pre>{`import useWebSocket from 'react-use-websocket'`}</pre>
      <button onClick={() => sendMessage(/['"`]/.test('a') ? 'b' : 'c')}>Send</button>
      <ul>
        {prices.map(({ symbol, value }, index) => (
          <li key={index}>{`${symbol} ${value / 2}`}</li>
        ))}
      </ul>
      <Suspense fallback={<i>…</i>}>
        <Settings />
      </Suspense>
    </main>
  )
}
