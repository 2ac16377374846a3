const BIRDS = ['Wren', 'Robin', 'Finch', 'Lark', 'Swift', 'Heron', 'Plover', 'Dunlin', 'Siskin', 'Avocet', 'Linnet', 'Tern']

const random = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0

/** Identifies this page, so the server can count its sockets separately from those of other pages. */
export const tab = random().toString(36)

let name = `${BIRDS[random() % BIRDS.length] ?? 'Guest'} ${(random() % 90) + 10}`

/** The chat name of this page. Both panes share one socket, and therefore one name. */
export const getName = (): string => name
export const setName = (next: string): void => {
  name = next
}
