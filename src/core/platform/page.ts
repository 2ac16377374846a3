/** The page's address, which relative urls are resolved against. */
export const baseUrl = (): string | undefined => (typeof location === 'undefined' ? undefined : location.href)

/** Whether there is a page. Where there is none, an application may be rendering on a server. */
export const hasDocument = (): boolean => typeof document !== 'undefined'

declare const WorkerGlobalScope: (new () => object) | undefined

/** Whether this is a browser: a page or a worker. Edge runtimes look like workers. */
export const isBrowser = (): boolean =>
  hasDocument() || (typeof WorkerGlobalScope !== 'undefined' && globalThis instanceof WorkerGlobalScope)

/** Whether the page is visible. False in a worker. */
export const isPageVisible = (): boolean => hasDocument() && document.visibilityState === 'visible'
