import { el } from './dom'

/** Downloads a text as a file. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  el('a', { href: url, download: name }).click()
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** Lets the user choose one file. */
export function createFileInput(onFile: (file: File) => void): HTMLInputElement {
  const input = el('input', {
    type: 'file',
    accept: '.json,.har,application/json',
    hidden: true,
    'aria-label': 'Session file',
    onchange() {
      const file = input.files?.[0]
      // The same file can be chosen again.
      input.value = ''
      if (file) onFile(file)
    },
  })
  return input
}

/**
 * Calls `onFile` for a file that is dropped on the element, which has the class `drop-target` meanwhile. The page does not see
 * the events: it would take the file, too.
 */
export function acceptDrops(element: HTMLElement, onFile: (file: File) => void): void {
  const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false
  element.addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return
    event.preventDefault()
    event.stopPropagation()
    element.classList.add('drop-target')
  })
  element.addEventListener('dragleave', (event) => {
    if (!element.contains(event.relatedTarget as Node | null)) element.classList.remove('drop-target')
  })
  element.addEventListener('drop', (event) => {
    element.classList.remove('drop-target')
    if (!hasFiles(event)) return
    event.preventDefault()
    event.stopPropagation()
    const file = event.dataTransfer?.files[0]
    if (file) onFile(file)
  })
}
