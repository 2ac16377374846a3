const BIRDS = ['Wren', 'Robin', 'Finch', 'Lark', 'Swift', 'Heron', 'Plover', 'Dunlin', 'Siskin', 'Avocet', 'Linnet', 'Tern']

const random = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0

/** Names this page at the server, so that it can tell this page's sockets from those of other pages. */
export const tab = random().toString(36)

let name = `${BIRDS[random() % BIRDS.length] ?? 'Guest'} ${(random() % 90) + 10}`

/** Who speaks from this page. Both panes share one socket, and so one name. */
export const getName = (): string => name
export const setName = (next: string): void => {
  name = next
}
