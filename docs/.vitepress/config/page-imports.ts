import { importSize, toKilobytes, type Imports } from '../../../scripts/docs/import-size'

export interface PageSize {
  readonly framework: 'react' | 'vue' | 'both'
  readonly names: readonly string[]
  readonly size: string
}

const FENCE = /^```(?:tsx?|vue)([^\n]*)\n(.*?)^```/gms
const IMPORT = /^import \{([^}]+)\} from '(websocket-store(?:\/[\w-]+)?)'/gm

/** The value imports from this package in the code blocks of a page that `isShown` accepts. */
function importsOf(text: string, isShown: (label: string) => boolean): Imports {
  const imports: Record<string, string[]> = {}
  for (const [, label = '', code = ''] of text.matchAll(FENCE)) {
    if (!isShown(label)) continue
    for (const [, names = '', entry = ''] of code.matchAll(IMPORT)) {
      const values = names.split(',').map((name) => name.trim().replace(/ as .*/, '')).filter((name) => name !== '' && !name.startsWith('type '))
      imports[entry] = [...new Set([...(imports[entry] ?? []), ...values])]
    }
  }
  return imports
}

const namesOf = (imports: Imports) => Object.values(imports).flat()

async function measure(framework: PageSize['framework'], imports: Imports): Promise<PageSize[]> {
  const names = namesOf(imports)
  return names.length === 0 ? [] : [{ framework, names, size: toKilobytes(await importSize(imports)) }]
}

/** What the imports of a page cost: once, or once for each framework if the page has code for both. */
export async function pageSizes(text: string): Promise<PageSize[]> {
  const react = importsOf(text, (label) => !label.includes('[Vue]'))
  const vue = importsOf(text, (label) => !label.includes('[React]'))
  if (JSON.stringify(react) === JSON.stringify(vue)) return measure('both', react)
  return [...(await measure('react', react)), ...(await measure('vue', vue))]
}
