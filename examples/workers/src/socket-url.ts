export const socketUrl: string = import.meta.env.VITE_SOCKET_URL ?? 'ws://127.0.0.1:8080'
