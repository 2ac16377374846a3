import { json } from 'websocket-store'
import { serve } from '../../../src/tabs/worker/index'
import type { Book } from '../load'
import { feedChannels } from './channels'

serve(() => ({ codec: json<Book, never>(), channels: { ...feedChannels(), latest: ({ symbol }: Book) => symbol } }))
