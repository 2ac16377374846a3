import type { ChatMessage, ChatNote } from '../../protocol'

export interface Room {
  readonly you: string
  readonly people: readonly string[]
  readonly notes: readonly ChatNote[]
  readonly error: string
}

export const emptyRoom: Room = { you: '', people: [], notes: [], error: '' }

const MAX_NOTES = 100

/** Applies one message to the room. */
export const foldRoom = (room: Room, message: ChatMessage): Room => {
  switch (message.type) {
    case 'history':
      return { you: message.you, people: message.people, notes: message.notes, error: '' }
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
