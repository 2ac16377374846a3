import { el } from './dom'
import { BASE_CSS, THEME_CSS } from './theme'

export type Theme = 'system' | 'light' | 'dark'

export interface Host {
  readonly element: HTMLElement
  readonly root: ShadowRoot
  setTheme(theme: Theme): void
}

// Important, so that no rule of the page reaches the host. What is inside inherits from it.
const RESET_CSS = `
:host {
  all: initial !important;
  direction: ltr !important;
  font: var(--size)/1.5 var(--sans) !important;
  color: var(--text) !important;
}
@media print { :host { display: none !important; } }
`

/** Styles through a constructed sheet pass each content security policy. Where there is none, as in jsdom, an element does the same. */
function addStyles(root: ShadowRoot, css: string): void {
  if (typeof CSSStyleSheet !== 'function' || !Reflect.has(root, 'adoptedStyleSheets')) return root.append(el('style', {}, css))
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [sheet]
}

/** An element with a shadow root: styles of the page stay out, and those of the panel stay in. */
export function createHost(css: string): Host {
  const element = el('div', { 'data-websocket-store-devtools': true })
  const root = element.attachShadow({ mode: 'open' })
  addStyles(root, [RESET_CSS, THEME_CSS, BASE_CSS, css].join('\n'))
  // For the page the target is the host, which does not look like an input: its shortcuts would react to what is typed here.
  for (const type of ['keydown', 'keypress', 'keyup']) root.addEventListener(type, (event) => event.stopPropagation())
  return {
    element,
    root,
    setTheme(theme) {
      if (theme === 'system') element.removeAttribute('data-theme')
      else element.setAttribute('data-theme', theme)
    },
  }
}
