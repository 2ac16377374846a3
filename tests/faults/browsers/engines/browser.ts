/** The browsers that Debian packages. */
export const BROWSER_NAMES = ['chromium', 'firefox', 'webkit'] as const
export type BrowserName = (typeof BROWSER_NAMES)[number]

export interface BrowserPage {
  goto(url: string): Promise<void>
  /** Evaluates an expression in the page. Returns its value as JSON. */
  evaluate(expression: string): Promise<unknown>
  close(): Promise<void>
}

/** A running browser. */
export interface Browser {
  /** Name and version, from the browser itself. */
  readonly title: string
  /** The id of the browser's root process. */
  readonly pid: number
  /** Opens a page in its own window. */
  open(): Promise<BrowserPage>
  /** Opens a page in a hidden tab, behind another tab. */
  openHidden(): Promise<BrowserPage>
  end(): Promise<void>
}
