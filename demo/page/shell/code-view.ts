import Prism from 'prismjs'
import 'prismjs/components/prism-typescript'
import 'prismjs/components/prism-jsx'
import 'prismjs/components/prism-tsx'
import type { PaneName } from '../shared/render-count'
import type { ExampleName } from '../shared/examples'
import { byId } from './dom'
import { sources, type Source } from './sources'

const WIDE = '(min-width: 900px)'

const highlight = ({ name, text }: Source): string => {
  const language = name.endsWith('.vue') ? 'markup' : name.endsWith('.tsx') ? 'tsx' : 'typescript'
  return Prism.highlight(text, Prism.languages[language] ?? {}, language)
}

const createView = (details: HTMLElement, label: string) => {
  const files = document.createElement('div')
  files.className = 'files'
  const pre = document.createElement('pre')
  // A scrollable region must be reachable by keyboard.
  pre.tabIndex = 0
  pre.setAttribute('role', 'region')
  pre.setAttribute('aria-label', `Source code, ${label}`)
  const code = pre.appendChild(document.createElement('code'))
  details.append(files, pre)

  const open = (source: Source): void => {
    code.innerHTML = highlight(source)
    pre.scrollTop = 0
    for (const button of files.children) button.setAttribute('aria-pressed', String(button.textContent === source.name))
  }
  return (list: readonly Source[]): void => {
    files.replaceChildren(
      ...list.map((source) => {
        const button = document.createElement('button')
        button.textContent = source.name
        button.addEventListener('click', () => open(source))
        return button
      }),
    )
    if (list[0] !== undefined) open(list[0])
  }
}

const viewOf = (pane: PaneName, label: string) => {
  const details = byId(pane).querySelector<HTMLDetailsElement>('details.code')!
  details.open = matchMedia(WIDE).matches
  return createView(details, label)
}

const views: Record<PaneName, (list: readonly Source[]) => void> = {
  react: viewOf('react', 'React'),
  vue: viewOf('vue', 'Vue'),
}

export const showCode = (example: ExampleName): void => {
  views.react(sources.react[example])
  views.vue(sources.vue[example])
}
