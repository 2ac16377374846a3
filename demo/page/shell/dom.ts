/** The page's own HTML is known to hold what is asked for; a missing element is a mistake in it. */
export const byId = <E extends HTMLElement = HTMLElement>(id: string, kind?: new () => E): E => {
  const element = document.getElementById(id)
  if (element === null || (kind !== undefined && !(element instanceof kind))) throw new Error(`No #${id} in the page.`)
  return element as E
}
