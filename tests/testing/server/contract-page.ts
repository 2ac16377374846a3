import type { Peer, PeerOptions, World, WorldName } from './behaviour'
import { behaviours } from './behaviours/all'
import { createKitWorld } from './worlds/kit-world'

type PeerMethod = Exclude<keyof Peer, 'url'>

declare global {
  /** Provided by the test: starts a real server and returns its address. */
  var startPeer: (options: PeerOptions | undefined) => Promise<string>
  var callPeer: (url: string, method: PeerMethod, args: unknown[]) => Promise<unknown>
  /** What the test calls: runs one behaviour and returns what it observed. */
  var runBehaviour: (name: WorldName, topic: string, index: number) => Promise<unknown>
}

const native: World = {
  WebSocket: globalThis.WebSocket,
  async start(options) {
    const url = await globalThis.startPeer(options)
    const method =
      <Result>(name: PeerMethod) =>
      (...args: unknown[]) =>
        globalThis.callPeer(url, name, args) as Promise<Result>
    return {
      url,
      close: method('close'),
      cut: method('cut'),
      silence: method('silence'),
      received: method('received'),
      closes: method('closes'),
    }
  },
}

globalThis.runBehaviour = (name, topic, index) => {
  const behaviour = behaviours[topic]?.[index]
  if (!behaviour) throw new Error(`no behaviour ${topic} ${index}`)
  return behaviour.run(name === 'Chromium' ? native : createKitWorld())
}
