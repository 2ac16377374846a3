const NAMES = /^(enabled|share|registry|filter|select|deactivated|on[A-Z].*)$/

/** Whether an option belongs to one component only, and never to the connection that it shares. */
export const isSubscriberOption = (name: string): boolean => NAMES.test(name)
