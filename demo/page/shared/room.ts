import type { ChatCommand, ChatMessage, ChatNote } from '../../protocol'

export interface Room {
  readonly you: string
  readonly people: readonly string[]
  readonly notes: readonly ChatNote[]
  readonly error: string
  /** False until the history has arrived. */
  readonly isLoaded: boolean
}

export const emptyRoom: Room = { you: '', people: [], notes: [], error: '', isLoaded: false }

export const emptyHint = 'No notes yet. Type below and press Send: the note appears in both panes.'
export const closedHint = 'The connection is closed. Press Connect or Reconnect above, then send.'

const MAX_NOTES = 100

/** Applies one message to the room. */
export const foldRoom = (room: Room, message: ChatMessage): Room => {
  switch (message.type) {
    case 'history':
      return { you: message.you, people: message.people, notes: message.notes, error: '', isLoaded: true }
    case 'welcome':
      return { ...room, you: message.you, error: '' }
    case 'people':
      return { ...room, people: message.people }
    case 'note':
      return { ...room, notes: [...room.notes, message.note].slice(-MAX_NOTES), error: '' }
    case 'error':
      return { ...room, error: message.error }
  }
}

/** The notes among the messages of a queue. */
export const notesIn = (messages: readonly ChatCommand[] = []): readonly Extract<ChatCommand, { type: 'say' }>[] =>
  messages.filter((message) => message.type === 'say')

/** The input after a note was dropped. What the user has typed since stays. */
export const restoreDraft = (dropped: string, draft: string): string => (draft === '' ? dropped : `${dropped} ${draft}`)
