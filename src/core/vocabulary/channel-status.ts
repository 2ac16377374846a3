/**
 * `idle`: not in use. `subscribing`: waits for the socket, for `subscribe`, or for the server's confirmation. `loading`: waits for
 * the `load` of its recovery. `subscribed`: confirmed, or sent where the server does not confirm. `ended`: the server ended it
 * (`endOf`); only `resubscribe()` or a new first user subscribes again. `error`: the server refused it, it could not be subscribed or loaded, or the connection has
 * closed for good (also by `disconnect()`).
 */
export type ChannelStatus = 'idle' | 'subscribing' | 'loading' | 'subscribed' | 'ended' | 'error'
