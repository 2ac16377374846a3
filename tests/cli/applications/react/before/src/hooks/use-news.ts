import { useEventSource } from 'react-use-websocket'

export const useNews = () => useEventSource('https://example.org/news', { withCredentials: true }).lastEvent?.data as string | undefined
