// This package has a function of its own with the same name.
function useWebSocket(url) {
  return new WebSocket(url)
}
exports.useWebSocket = useWebSocket
exports.open = () => useWebSocket('wss://example.org/')
