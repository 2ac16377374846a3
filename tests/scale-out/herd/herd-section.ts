import type { Herd } from './run-herd'

export const herdSection = ({ clients, outageMs, expected, peak, reconnectedMs }: Herd): string => `## All gateways at once

${clients.toLocaleString('en')} clients with the default options of \`reconnect\` lose all three gateways, which start again after ${Math.round(outageMs / 1000)} s. The access log of
nginx shows when they arrive. The simulation is that of [reconnecting clients](herd.md), with as many clients and the same outage.

| after the outage | simulation | measured |
| --- | --: | --: |
| most arrivals in 100 ms | ${expected.peak.toFixed(1)} expected, below ${expected.peakBound + 1} in 999 of 1,000 runs | ${peak} |
| all clients are connected | within ${(expected.reconnectedMs / 1000).toFixed(1)} s | ${(reconnectedMs / 1000).toFixed(1)} s |
| clients lost | 0 | 0 |`
