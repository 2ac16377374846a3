import { mountInStrictMode } from '../../shared/mount-in-strict-mode'
import type { ChatDemo } from '../demo'
import { Chat } from './chat'

/** @returns Unmounts the chat. */
export const mountReact = (element: Element, demo: ChatDemo) => mountInStrictMode(element, <Chat demo={demo} />)
