import { isRecord } from '../protocol'
import type { ChatMessage, ChatNote } from '../protocol'
import { parseJson } from './client'
import type { Client, Endpoint } from './client'

const HISTORY_LENGTH = 50
const MAX_NAME_LENGTH = 24
const MAX_TEXT_LENGTH = 500

const clean = (value: unknown, maxLength: number): string => {
  if (typeof value !== 'string') return ''
  // Control characters could break the display of other users.
  const printable = value.replace(/\p{Cc}+/gu, ' ').trim()
  // Cut at code points, so no emoji is split.
  return [...printable].slice(0, maxLength).join('')
}

/** One chat room: clients join with a name, send notes and leave. Keeps the last 50 notes. */
export const createChat = (now: () => number = Date.now): Endpoint => {
  const names = new Map<Client, string>()
  const history: ChatNote[] = []
  let lastNoteId = 0

  const people = (): string[] => [...new Set(names.values())].sort((a, b) => a.localeCompare(b))

  const broadcast = (message: ChatMessage): void => {
    const text = JSON.stringify(message)
    for (const client of names.keys()) client.send(text)
  }

  const note = (from: string, text: string, via: string): ChatNote => ({ id: ++lastNoteId, from, text, via, at: now() })

  const leave = (client: Client): void => {
    if (names.delete(client)) broadcast({ type: 'people', people: people() })
  }

  const join = (client: Client, requestedName: unknown): ChatMessage | undefined => {
    const name = clean(requestedName, MAX_NAME_LENGTH)
    if (name === '') return { type: 'error', error: `A name must have 1 to ${MAX_NAME_LENGTH} characters.` }
    names.set(client, name)
    client.send({ type: 'welcome', you: name } satisfies ChatMessage)
    broadcast({ type: 'people', people: people() })
    return undefined
  }

  const post = (client: Client, content: unknown, via: unknown): ChatMessage | undefined => {
    const name = names.get(client)
    const text = clean(content, MAX_TEXT_LENGTH)
    if (name === undefined) return { type: 'error', error: 'Join before you send a note.' }
    if (text === '') return { type: 'error', error: 'The text is empty.' }
    const newNote = note(name, text, clean(via, 12))
    history.push(newNote)
    if (history.length > HISTORY_LENGTH) history.shift()
    broadcast({ type: 'note', note: newNote })
    return undefined
  }

  const answer = (client: Client, command: unknown): ChatMessage | undefined => {
    if (!isRecord(command)) return { type: 'error', error: 'Expected an object with a type.' }
    switch (command['type']) {
      case 'join':
        return join(client, command['name'])
      case 'say':
        return post(client, command['text'], command['via'])
      case 'history':
        return { type: 'history', you: names.get(client) ?? '', notes: history, people: people() }
      case 'leave':
        leave(client)
        return undefined
      default:
        return { type: 'error', error: 'Unknown type. Known types: join, say, history, leave.' }
    }
  }

  return {
    open: (client) => ({
      onMessage: (data, isBinary) => {
        const parsed = parseJson(data, isBinary)
        const reply = 'error' in parsed ? { type: 'error', error: parsed.error } : answer(client, parsed.value)
        if (reply !== undefined) client.send(reply)
      },
      onClose: () => leave(client),
    }),
    floodFrame: (index) =>
      JSON.stringify({
        type: 'note',
        // Negative ids, so flood notes never have the id of a real note.
        note: { id: -index - 1, from: 'flood', text: `note ${index + 1}`, via: '', at: now() },
      } satisfies ChatMessage),
  }
}
