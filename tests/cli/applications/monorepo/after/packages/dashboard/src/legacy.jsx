#!/usr/bin/env node
import useWebSocket from 'websocket-store/compat/react-use-websocket'; import { useEffect } from 'react';

export const Legacy = ({ url }) => {
  const { sendMessage } = useWebSocket.default(url);
  useEffect(() => { sendMessage('it\'s me'); }, [sendMessage]);
  return <><b>{url}</b> isn't {/* import 'react-use-websocket' */} open</>;
};
