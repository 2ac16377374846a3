/** A browser with one profile: its tabs share workers, locks and channels. */
export interface TabsBrowser {
  /** Name and version. */
  readonly engine: string
  /** Opens a window with one tab, and waits until the page is loaded. */
  openTab(url: string): Promise<Tab>
  close(): Promise<void>
}

/** One tab. A member that is absent is not possible with this engine. */
export interface Tab {
  /** Evaluates an expression in the page. Returns its value as JSON. Does not wait for promises. */
  evaluate(expression: string): Promise<unknown>
  /** Closes the tab as a user does. */
  close(): Promise<void>
  navigate(url: string): Promise<void>
  back(): Promise<void>
  reload(): Promise<void>
  /** Ends the process of the page, without any event in the page. */
  crash?(): Promise<void>
  /** Suspends the page as the browser does with tabs in the background. The tab is in the background then. */
  freeze?(): Promise<void>
  thaw?(): Promise<void>
  /** Shows another tab of the same window, or minimises the window, so that the page is hidden. */
  toBackground?(): Promise<void>
  toFront?(): Promise<void>
}
