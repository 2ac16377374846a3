/** Takes each message, as text. */
export type Take = (message: string) => void

/** Shows what arrives and an input to type into; returns how to send. */
export type MountFloodApp = (root: Element, url: string, take: Take, onOpen: () => void) => (message: string) => void

export const INPUT_LABEL = 'Type while it floods'
