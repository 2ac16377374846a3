import { defineOptions, text } from 'websocket-store'

/** What each framework's application can be made to do. What it shows is read from the page. */
export interface ChurnApp {
  send(message: string): void
  reconnect(): void
  /** Another url for every component. */
  setUrl(url: string): void
  /** Takes the components away or puts them back. */
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
