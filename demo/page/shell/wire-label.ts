import type { PaneName } from '../shared/render-count'

/** The text alternative of the drawing. */
export const wireLabel = (isMounted: Readonly<Record<PaneName, boolean>>, phase: string): string => {
  const { react, vue } = isMounted
  const state = `The connection to the server is ${phase}.`
  if (react && vue) return `React and Vue share one connection. ${state}`
  if (react || vue) return `Only ${react ? 'React' : 'Vue'} uses the connection. ${state}`
  return `No pane uses the connection. ${state}`
}
