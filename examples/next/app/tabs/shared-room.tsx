'use client'

import { text } from 'websocket-store'
import { RegistryProvider, useWebSocket } from 'websocket-store/react'
import { createTabsRegistry } from 'websocket-store/tabs'
import { nameOf } from '../name-of'

// All tabs share the worker and its socket. The function is never called on the server.
const registry = createTabsRegistry(() => new SharedWorker(new URL('./feed.worker.ts', import.meta.url), { type: 'module', name: 'feed' }))
const codec = text()

function Latest({ url }: { url: string }) {
  const { readyState, data, send } = useWebSocket(url, { codec })
  return (
    <>
      <output>{nameOf(readyState)}</output>
      <button onClick={() => send('hello')}>Say hello</button>
      <p aria-label="Latest">{data ?? 'nothing yet'}</p>
    </>
  )
}

export function SharedRoom({ url }: { url: string }) {
  return (
    <RegistryProvider registry={registry}>
      <Latest url={url} />
    </RegistryProvider>
  )
}
