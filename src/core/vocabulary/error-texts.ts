/**
 * Why something went wrong, as a stable string to switch on, with what to do about it.
 *
 * Fatal, because the same attempt would fail again: `invalid-url` to `no-websocket`, `closed`, `attempts-exhausted`.
 * Retried: `transport-failed` to `heartbeat-timeout`, unless their cause has a true `fatal` property. Reported only:
 * `protocol-mismatch`, `decode-failed`. Thrown at the caller of `send()` or `disconnect()`: `encode-failed`,
 * `invalid-close`; of `request()` or `messages()`: `request-timeout` to `messages-lost`; of `receive()` of a handshake or
 * farewell: `socket-lost`. Shown by a channel: `subscribe-timeout`.
 */
export const REMEDIES = {
  'invalid-url':
    'The WebSocket url is not valid. Use an absolute ws:// or wss:// url without a # fragment, or a function that returns one ' +
    '(in Vue, a getter of such a function).',
  'insecure-url': 'Browsers block ws:// from an https page. Use wss://.',
  'invalid-protocol':
    'The socket was refused, probably because a subprotocol is repeated or has a character such as a space, a comma, "=" ' +
    'or "/". Encode tokens with base64url without padding.',
  'no-websocket':
    'There is no global WebSocket here. Pass one as the `WebSocket` option, for example the one of the ws package.',
  'transport-failed': 'The transport option threw, or returned no socket; `cause` says why.',
  'url-failed': 'The url or protocols function failed; `cause` says why.',
  'url-timeout': 'The url or protocols function did not answer within connectTimeoutMs.',
  'connect-failed': 'The WebSocket could not be opened. Is the server up, and the path right?',
  'connect-timeout': 'The WebSocket did not open within connectTimeoutMs.',
  'handshake-failed': 'The handshake option failed, or the server closed during it; `cause` says why.',
  'handshake-timeout': 'The handshake option did not finish within handshakeTimeoutMs.',
  'heartbeat-timeout': 'The server sent nothing within the deadline, and the socket was replaced.',
  closed:
    'The server closed with a code that is not retried; see `lastClose`. Fix the cause and call connect(), or set ' +
    'reconnect.classifyClose.',
  'attempts-exhausted': 'Too many attempts failed. Call connect() to try again, or raise reconnect.maxAttempts.',
  'protocol-mismatch':
    'The server chose none of the offered subprotocols. Check the names it knows, or remove the protocols option.',
  'decode-failed':
    'A message could not be decoded; `cause` says why. Set the codec option to one that fits the messages of the server.',
  'request-timeout': 'No reply came within timeoutMs.',
  'request-lost':
    'The socket was lost before the reply, or the message was dropped. Send it again, or set retryOnReconnect if it may run twice.',
  'request-refused': 'The server answered that the request failed; `cause` says why.',
  'messages-lost': 'Messages arrived faster than the loop read them. Read them faster, raise `limit`, or pass `onLoss`.',
  'socket-lost': 'The socket ended while the handshake or farewell option waited for a message.',
  'subscribe-timeout':
    'The server did not confirm the channel, or `load` did not finish, within subscribeTimeoutMs. Check what `ackOf` returns, or raise it.',
  'encode-failed': 'The message could not be encoded; `cause` says why. Set the codec option, for example to json().',
  'invalid-close': 'Close codes are 1000 or 3000 to 4999, and the reason has at most 123 bytes of UTF-8.',
}

/** Mistakes in a program that a more general error has as its cause. */
export const MISTAKES = {
  'asynchronous-message': 'a promise is not a message. Await it first; a codec must not be asynchronous.',
  'no-socket': 'it returned no socket. An asynchronous step belongs into a url function or into the socket itself.',
  'handshake-overflow': 'too much arrived that the handshake did not receive',
  'channels-missing': 'The connection has no `channels` option, which defines how to subscribe to a channel.',
  'requests-missing': 'Pass `match`, or give the connection a `requests` option, which defines how a reply carries its id.',
  'respond-missing':
    'Add `requestOf` and `reply` to the `requests` option of the connection: they define how a request of the server looks, and ' +
    'its answer.',
}
