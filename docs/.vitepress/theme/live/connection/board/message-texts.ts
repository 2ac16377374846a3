export const LABEL = 'Send a message'
export const PLACEHOLDER = 'Break the connection, then send a message: it waits, and is delivered when the connection is back.'
