/** The browsers that Debian packages. */
export const BROWSER_NAMES = ['chromium', 'firefox', 'webkit'] as const
export type BrowserName = (typeof BROWSER_NAMES)[number]

export interface BrowserPage {
  goto(url: string): Promise<void>
  /** What an expression is there, as JSON. */
  evaluate(expression: string): Promise<unknown>
  close(): Promise<void>
}

/** A running browser. */
export interface Browser {
  /** Name and version, as it tells them itself. */
  readonly title: string
  /** Of the process that all others of the browser come from. */
  readonly pid: number
  /** A page in a window of its own. */
  open(): Promise<BrowserPage>
  /** A page in a tab that nobody sees, behind another. */
  openHidden(): Promise<BrowserPage>
  end(): Promise<void>
}
