import { rspack } from '@rspack/core'

const pages = ['index', 'dedicated']
const title = 'websocket-store in a worker'
const swc = { jsc: { parser: { syntax: 'typescript', tsx: true }, transform: { react: { runtime: 'automatic' } } } }

/** @type {import('@rspack/core').Configuration} */
export default {
  mode: 'production',
  entry: { index: './src/shared.tsx', dedicated: './src/dedicated.tsx' },
  output: { path: `${import.meta.dirname}/dist/rspack` },
  optimization: { splitChunks: { chunks: 'all' } },
  resolve: { extensions: ['.tsx', '.ts', '.js'] },
  module: { rules: [{ test: /\.tsx?$/, loader: 'builtin:swc-loader', options: swc }] },
  plugins: pages.map((page) => new rspack.HtmlRspackPlugin({ title, filename: `${page}.html`, chunks: [page] })),
}
