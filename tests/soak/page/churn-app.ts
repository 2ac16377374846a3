import { defineOptions, text } from 'websocket-store'

/** The actions of each framework's application. The tests read its output from the page. */
export interface ChurnApp {
  send(message: string): void
  reconnect(): void
  /** Changes the url of every component. */
  setUrl(url: string): void
  /** Unmounts or mounts the components. */
  setShown(isShown: boolean): void
  unmount(): void
}

export type MountChurnApp = (root: Element, url: string, isOdd: boolean) => ChurnApp

export const VIEWERS = 5

export const options = defineOptions({
  codec: text(),
  reconnect: { minDelayMs: 10, maxDelayMs: 50 },
  lingerMs: 50,
  closeTimeoutMs: 500,
})

export const countOf = (count: number): number => count + 1
