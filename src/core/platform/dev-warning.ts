// Bundlers replace this expression as a whole, so it is written as they expect it.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

/**
 * Prints a warning while developing. Production bundles drop the text, so it is built inside `text`.
 *
 * A browser without a bundler has no `process`: it prints nothing.
 */
export function warnInDevelopment(text: () => string): void {
  try {
    if (process.env.NODE_ENV !== 'production') console.warn(`[websocket-store] ${text()}`)
  } catch {
    // Not a development build.
  }
}
