/** Is called with the text of each message. */
export type Take = (message: string) => void

/** Shows the messages and an input to type into. Returns a function that sends. */
export type MountFloodApp = (root: Element, url: string, take: Take, onOpen: () => void) => (message: string) => void

export const INPUT_LABEL = 'Type while it floods'
