/** Finds an element of the page. Throws if it is missing, because that is a defect in the HTML. */
export const byId = <E extends HTMLElement = HTMLElement>(id: string, kind?: new () => E): E => {
  const element = document.getElementById(id)
  if (element === null || (kind !== undefined && !(element instanceof kind))) throw new Error(`No #${id} in the page.`)
  return element as E
}
