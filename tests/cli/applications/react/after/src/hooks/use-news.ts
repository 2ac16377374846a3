import { useEventSource } from 'websocket-store/compat/react-use-websocket'

export const useNews = () => useEventSource('https://example.org/news', { withCredentials: true }).lastEvent?.data as string | undefined
