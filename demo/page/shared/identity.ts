import { isSessionId, type Path } from '../../protocol'

const BIRDS = ['Wren', 'Robin', 'Finch', 'Lark', 'Swift', 'Heron', 'Plover', 'Dunlin', 'Siskin', 'Avocet', 'Linnet', 'Tern']

const SESSION_KEY = 'websocket-store demo session'

const random = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0

/** Identifies this page, so the server can count its sockets separately from those of other pages. */
export const tab = random().toString(36)

const randomId = (): string => Array.from({ length: 4 }, () => random().toString(36).padStart(7, '0')).join('')

const loadSession = (): string => {
  try {
    const saved = localStorage.getItem(SESSION_KEY)
    const id = isSessionId(saved) ? saved : randomId()
    localStorage.setItem(SESSION_KEY, id)
    return id
  } catch {
    // Without storage this tab has a session of its own.
    return randomId()
  }
}

/** Identifies the visitor. All tabs of this browser have the same chat room, and the fault buttons affect only their sockets. */
export const session = loadSession()

/** Stands for the tab of a socket that all tabs share. */
export const ALL_TABS = 'all'

/** The address of a socket of this page, or of all tabs. */
export const urlOf = (path: Path, owner: string = tab): string => `${path}?session=${session}&tab=${owner}`

let name = `${BIRDS[random() % BIRDS.length] ?? 'Guest'} ${(random() % 90) + 10}`

/** The chat name of this page. Both panes share one socket, and therefore one name. */
export const getName = (): string => name
export const setName = (next: string): void => {
  name = next
}
