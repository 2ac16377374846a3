/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  // Without this, Next can choose a parent folder as the root of the application.
  turbopack: { root: import.meta.dirname },
}
