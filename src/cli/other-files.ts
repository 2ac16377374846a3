import { lineOf } from './edits'
import { advice } from './notes'
import { REACT, VUEUSE } from './packages'
import { dependenciesOf } from './manifests'
import type { Note, Place } from './work'

/** These files do not change, so their lines do not either. */
export const placeAt = (line: number): Place => ({ line, lineBefore: line })

/** Notes on a `package.json` or `tsconfig.json`, which the command never changes. */
export const settingsNotes = (text: string, fileName: string): Note[] => {
  const dependencies = /(^|[/\\])package\.json$/.test(fileName) ? dependenciesOf(text) : new Set()
  return [...text.matchAll(MENTION)].map(({ index }) => {
    const isDependency = dependencies.has(REACT.name) && /^"react-use-websocket"\s*:\s*"/.test(text.slice(index))
    return { ...placeAt(lineOf(text, index)), ...(isDependency ? advice.dependency(REACT) : advice.mention(REACT)) }
  })
}

/** A JSON string that is the package, or a path or a pattern that contains it. */
const MENTION = /"(?:[^"\n]*(?:node_modules\/|[(|!^]))?react-use-websocket(?![\w\s.-])/g

/** Notes on a file that can contain imports, but that the command does not read, such as an Astro page. */
export const unsupportedNotes = (text: string, fileName: string): Note[] => {
  const extension = /\.\w+$/.exec(fileName)?.[0] ?? fileName
  return [REACT, VUEUSE].flatMap((from) => {
    const at = text.search(new RegExp(`['"]${from.name}`))
    const isUsed = !from.isPartial || text.includes('useWebSocket')
    return at !== -1 && isUsed ? [{ ...placeAt(lineOf(text, at)), ...advice.unsupported(extension, from) }] : []
  })
}

/** The note on a file that mocks one of the packages by its place. */
export const manualMockNotes = (fileName: string): Note[] => {
  const name = /__mocks__[/\\](react-use-websocket|@vueuse[/\\]core)(?:[/\\]index)?\.\w+$/.exec(fileName)?.[1]
  if (name === undefined) return []
  return [{ ...placeAt(1), ...advice.manualMock(name === REACT.name ? REACT : VUEUSE) }]
}
